// All open questions at once: those of the calibration, how instances are drawn, and how often a policy is run.
import { choice, type Question } from "../../src/study/calibration.ts";
import { QUESTIONS as READINGS } from "../calibration/questions.ts";

const counts = { one: 1, ten: 10, hundred: 100 } as const;

export const QUESTIONS: readonly Question[] = [
  ...READINGS,
  choice("sizes", ["whole", "continuous"], "whole", (setting, sizes) => ({
    ...setting,
    paper: { ...setting.paper, sizes },
  })),
  choice("jobs of a device", ["in turn", "random"], "in turn", (setting, dealt) => ({
    ...setting,
    paper: { ...setting.paper, jobsPerDevice: dealt === "random" ? "random" : "round-robin" },
  })),
  choice("links", ["pair", "device"], "pair", (setting, links) => ({
    ...setting,
    paper: { ...setting.paper, links },
  })),
  choice("iterations", ["hundred", "ten", "one"], "hundred", (setting, count) => ({
    ...setting,
    iterations: counts[count],
  })),
  // Several rounds of OGS are a search already: its best of a hundred may not be meant.
  choice("OGS iterations", ["as the others", "one"], "as the others", (setting, count) =>
    count === "one" ? { ...setting, ogsIterations: 1 } : setting,
  ),
];
