// Which policy stands fading links and failing servers best?
import { summaryTable } from "../../src/cli/study-summary.ts";
import { studyToFolder } from "../../src/io/study/folder.ts";

const { plan, tables } = await studyToFolder(
  "experiments/fading-and-failures/study.yaml",
  "results/fading-and-failures",
  "npm run experiment fading-and-failures",
);
console.log(summaryTable(plan, tables));
