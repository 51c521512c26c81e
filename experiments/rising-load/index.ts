// Which policy is best as load rises from a tenth to the saturation of all processors together?
import { summaryTable } from "../../src/cli/study-summary.ts";
import { studyToFolder } from "../../src/io/study/folder.ts";

const { plan, tables } = await studyToFolder(
  "experiments/rising-load/study.yaml",
  "results/rising-load",
  "npm run experiment rising-load",
);
console.log(summaryTable(plan, tables));
