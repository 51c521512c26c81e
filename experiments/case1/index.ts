// One device with 20 jobs and two servers: how close do the nine policies come to the optimum, and does the simulation agree?
// The paper's section IV.B, Figures 2 and 3, claims C1 to C3.
import { claimLines } from "../../src/cli/claims-table.ts";
import { reproduceTo } from "../../src/cli/commands/reproduce.ts";
import type { PaperPlan } from "../../src/study/paper/index.ts";

const plan: PaperPlan = { cases: ["case1"], instances: 30, iterations: 100, seed: 1 };

const { result } = await reproduceTo("results/case1", plan, { progress: process.stderr.isTTY });
console.log(claimLines(result.judged));
console.log("results/case1/report.html");
