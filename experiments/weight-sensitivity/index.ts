// How does the ranking of the policies in case 3 depend on the weight of time?
import { summaryTable } from "../../src/cli/study-summary.ts";
import { studyToFolder } from "../../src/io/study/folder.ts";

const { plan, tables } = await studyToFolder(
  "experiments/weight-sensitivity/study.yaml",
  "results/weight-sensitivity",
  "npm run experiment weight-sensitivity",
);
console.log(summaryTable(plan, tables));
