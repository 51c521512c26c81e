// MW: the server behind the fastest link of the job's device (the paper's text), or that adds least to the score (its Table I).
import type { View } from "../../model/policy.ts";
import { linkRate } from "../../model/times.ts";
import { cheapestServer, largest } from "../added-score.ts";
import { bestServer } from "../choosing.ts";
import { expectedScore } from "../expected-score.ts";
import { choice } from "../option.ts";
import { type Where, whereStage } from "./where.ts";

/** Ties go to the faster server, then in file order. */
const fastestLink: Where = ({ problem, offloadCost }) => {
  const { servers: m, serverSpeed, serverCores } = problem.network;
  const { count: n } = problem.jobs;
  const speed = serverSpeed.map((each, c) => each * serverCores[c]);
  const server = new Int32Array(n);
  for (let j = 0; j < n; j++) {
    let best = -1;
    let most = 0;
    for (let c = 0; c < m; c++) {
      if (offloadCost[j * m + c] === Number.POSITIVE_INFINITY) continue;
      const rate = linkRate(problem, j, c);
      if (best < 0 || rate > most || (rate === most && speed[c] > speed[best])) {
        best = c;
        most = rate;
      }
    }
    server[j] = best;
  }
  return { choose: (job) => server[job] };
};

const smallestAddedScore: Where = (of) => ({
  choose: (job, loads) => cheapestServer(of, job, loads, largest(loads)),
});

const slowness = (view: View, server: number): number => -view.linkRate(server);

const inMbps = (rate: number): string => String(Number((rate / 1e6).toPrecision(3)));

export const mw = whereStage({
  title: "MW",
  rule: "the server behind the device's fastest link",
  reason: ({ id, place, planned }, { mw: rule }) => {
    if (rule === "smallest-score") return `MW sends it to ${id}: it added least to the score there.`;
    if (planned === null) return `MW sends it to ${id}: the fastest link at that moment.`;
    const { problem, job } = planned;
    const rates = problem.network.serverIds.map((_, c) => inMbps(linkRate(problem, job, c)));
    const others = rates.filter((_, c) => c !== place);
    const against = others.length === 0 ? "" : ` (the others: ${others.join(", ")} Mbps)`;
    return `MW sends it to ${id}: the fastest link, ${rates[place]} Mbps${against}.`;
  },
  options: {
    mw: choice(
      "rule",
      ["fastest-link", "smallest-score"],
      "MW: fastest link (text) or smallest added score (Table I)",
    ),
  },
  planned: ({ mw: rule }) => (rule === "smallest-score" ? smallestAddedScore : fastestLink),
  live: ({ mw: rule }) => {
    const cost = rule === "smallest-score" ? expectedScore : slowness;
    return (_job, view) => bestServer(view, cost);
  },
});
