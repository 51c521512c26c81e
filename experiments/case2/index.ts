// Ten devices share three servers, two of them fast: which policy comes closest at either end of the weights?
// The paper's section IV.C, Figures 4 and 5, claims C4, C5.
import { claimLines } from "../../src/cli/claims-table.ts";
import { reproduceTo } from "../../src/cli/commands/reproduce.ts";
import type { PaperPlan } from "../../src/study/paper/index.ts";

const plan: PaperPlan = { cases: ["case2"], instances: 30, iterations: 100, seed: 1 };

const { result } = await reproduceTo("results/case2", plan, { progress: process.stderr.isTTY });
console.log(claimLines(result.judged));
console.log("results/case2/report.html");
