// The paper's cases with Poisson arrivals in place of the batch: does the order of its policies hold?
import { summaryTable } from "../../src/cli/study-summary.ts";
import { studyToFolder } from "../../src/io/study/folder.ts";

const { plan, tables } = await studyToFolder(
  "experiments/poisson-cases/study.yaml",
  "results/poisson-cases",
  "npm run experiment poisson-cases",
);
console.log(summaryTable(plan, tables));
