// A run of graphs as text for the terminal.
import type { simulatedGraphs } from "./simulated-graphs.ts";
import { columnsTable, pairsTable } from "./terminal.ts";

/** The numbers of the run, then what made its first job as late as it was. */
export function graphRunText(report: Awaited<ReturnType<typeof simulatedGraphs>>): string {
  const { servers, devices, jobsTold, ...numbers } = report;
  const parts = [
    pairsTable(numbers),
    columnsTable(
      ["server", "busy s", "utilisation"],
      servers.map(({ id, busy_s, utilisation }) => [id, busy_s, utilisation]),
    ),
  ];
  const [first] = jobsTold;
  if (first !== undefined && first.criticalPath.length > 0)
    parts.push(
      `Critical path of ${first.job}:`,
      columnsTable(
        ["what", "task", "where", "from s", "to s"],
        first.criticalPath.map((step) => [
          step.what,
          step.task,
          "at" in step ? step.at : `${step.from} -> ${step.to}`,
          step.begin_s,
          step.end_s,
        ]),
      ),
    );
  return parts.join("\n");
}
