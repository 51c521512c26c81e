// Thirteen devices share three servers, one of them fast: do all policies stay near the optimum at equal weights?
// The paper's section IV.D, Figures 6 and 7, claims C6, C7.
import { claimLines } from "../../src/cli/claims-table.ts";
import { reproduceTo } from "../../src/cli/commands/reproduce.ts";
import type { PaperPlan } from "../../src/study/paper/index.ts";

const plan: PaperPlan = { cases: ["case3"], instances: 30, iterations: 100, seed: 1 };

const { result } = await reproduceTo("results/case3", plan, { progress: process.stderr.isTTY });
console.log(claimLines(result.judged));
console.log("results/case3/report.html");
