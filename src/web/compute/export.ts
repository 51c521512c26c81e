// Files to take away: inputs for the command line, tables, and the trace of a run.
import { encodeCsv } from "../../dataset/csv.ts";
import { encodeParquet } from "../../dataset/parquet.ts";
import { jobsTable } from "../../dataset/run-tables.ts";
import type { Table } from "../../dataset/table.ts";
import { traceEvents, traceJson } from "../../dataset/trace.ts";
import { allocationFile } from "../../model/allocation.ts";
import { InputError } from "../../model/input-error.ts";
import type { ExportAsk, FileReport, RunAsk } from "../worker/protocol.ts";
import type { Context } from "./context.ts";
import { run, simulation } from "./run.ts";
import { sweep } from "./sweep.ts";
import { policiesTable, weightsTable } from "./tables.ts";
import { drawnFor, worldOf } from "./world.ts";

const json = (name: string, value: unknown): FileReport => ({
  name,
  type: "application/json",
  content: `${JSON.stringify(value, null, 2)}\n`,
});

const tableFile = (what: string, table: Table): FileReport =>
  what.endsWith(".csv")
    ? { name: what, type: "text/csv", content: encodeCsv(table) }
    : { name: what, type: "application/vnd.apache.parquet", content: encodeParquet(table) };

const runOf = (asked: ExportAsk, method: string): RunAsk => ({
  ...asked,
  kind: "run",
  method,
  picture: false,
});

async function namedRun(asked: ExportAsk, timeline: boolean, context: Context) {
  const method = asked.methods[asked.shown];
  const { run: result, network, problem } = await simulation(runOf(asked, method), timeline, context);
  const classes = problem?.jobs.classes ?? result.classes.map(({ name }) => name);
  const names = {
    devices: network.deviceIds,
    servers: network.serverIds,
    classes,
    wires: network.backhaul?.wireIds ?? [],
  };
  return {
    result,
    problem,
    names: problem === null ? names : { ...names, jobId: (job: number) => problem.jobs.id(job) },
  };
}

async function jobs(asked: ExportAsk, context: Context): Promise<FileReport> {
  const { result, names } = await namedRun(asked, false, context);
  const table = jobsTable(result, names);
  if (table === null) throw new Error("a run without records has no jobs");
  return tableFile(asked.what, table);
}

async function trace(asked: ExportAsk, context: Context): Promise<FileReport> {
  const { result, problem, names } = await namedRun(asked, true, context);
  const events = traceEvents(result, names, problem?.jobs.id ?? ((job) => `job ${job}`));
  return { name: "trace.json", type: "application/json", content: traceJson(events, result.name) };
}

async function policies(asked: ExportAsk, context: Context): Promise<FileReport> {
  const reports = [];
  for (const method of asked.methods) reports.push(await run(runOf(asked, method), context));
  return tableFile(asked.what, policiesTable(reports));
}

async function weights(asked: ExportAsk, context: Context): Promise<FileReport> {
  const report = await sweep({ ...asked, kind: "sweep" }, context);
  return tableFile(asked.what, weightsTable(asked.methods, report));
}

async function allocation(asked: ExportAsk, context: Context): Promise<FileReport> {
  const method = asked.methods[asked.shown];
  const { places } = await simulation(runOf(asked, method), false, context);
  if (places === null) {
    throw new InputError("allocation", "a run that completes all jobs of an instance", method);
  }
  return json("allocation.json", allocationFile(drawnFor(asked, "an allocation").problem, places));
}

export async function exported(asked: ExportAsk, context: Context): Promise<FileReport> {
  const { report } = worldOf(asked);
  switch (asked.what) {
    case "scenario":
      return json(`${report.format}.json`, report.data);
    case "instance":
      return json("instance.json", drawnFor(asked, "this file").instance);
    case "allocation":
      return allocation(asked, context);
    case "trace":
      return trace(asked, context);
    case "jobs.csv":
    case "jobs.parquet":
      return jobs(asked, context);
    case "policies.csv":
    case "policies.parquet":
      return policies(asked, context);
    case "weights.csv":
    case "weights.parquet":
      return weights(asked, context);
  }
}
