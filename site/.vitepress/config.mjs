// The site: what stands where, and a search that needs no server.
import { defineConfig } from "vitepress";

const page = (text, link) => ({ text, link });

const TUTORIALS = [
  page("A first policy", "/tutorials/first-policy"),
  page("A first study", "/tutorials/first-study"),
  page("A paper in a day", "/tutorials/paper-in-a-day"),
  page("Coming from EdgeCloudSim", "/tutorials/from-edgecloudsim"),
  page("Coming from SimPy", "/tutorials/from-simpy"),
];
const HOW_TO = [
  page("Write a policy", "/policies"),
  page("Describe a network", "/scenario"),
  page("Tiers, access points, wires", "/tiers"),
  page("Let devices move", "/mobility"),
  page("Run a study", "/study"),
  page("Use many machines", "/queue"),
  page("Read results in Python", "/how-to/python"),
  page("Use the EUA sites and users", "/how-to/eua"),
  page("Use Alibaba's batch tasks", "/how-to/alibaba"),
  page("Learn a policy in Python", "/learning"),
  page("Train a policy in Python", "/learning"),
  page("Measure a policy against yardsticks", "/yardsticks"),
  page("Look into a run: the lab", "/lab"),
];
const REFERENCE = [
  page("Commands", "/commands"),
  page("The library", "/library"),
  page("API", "/api/"),
  page("Datasets of a study", "/datasets"),
  page("Symbols and units", "/notation"),
  page("Changes", "/changelog"),
];
const EXPLANATION = [
  page("The model", "/model"),
  page("What the simulation means", "/simulation"),
  page("The optimum and its bound", "/optimum"),
  page("Statistics", "/statistics"),
  page("The paper's cases", "/reproduction"),
  page("Checked against theory", "/validation"),
  page("How fast it is", "/performance"),
];

export default defineConfig({
  title: "mec-offload",
  description:
    "Discrete-event simulator and optimiser for computation offloading in multi-access edge computing.",
  srcDir: "pages",
  outDir: "dist",
  // Any folder of any server, or none.
  base: process.env.SITE_BASE ?? "/",
  cleanUrls: false,
  lastUpdated: false,
  // The lab is no page of the site; the API links between its own pages by anchors that are made late.
  ignoreDeadLinks: [/\/lab\//],
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      page("Tutorials", "/tutorials/first-policy"),
      page("How to", "/scenario"),
      page("Reference", "/commands"),
      page("Explanation", "/model"),
    ],
    sidebar: [
      { text: "Tutorials", items: TUTORIALS },
      { text: "How to", items: HOW_TO },
      { text: "Reference", items: REFERENCE },
      { text: "Explanation", items: EXPLANATION },
    ],
  },
});
