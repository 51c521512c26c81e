// The tables of the reproduction, every column with unit and meaning.
import { type Row, type Table, type TableSchema, tableOf, tableSchema } from "../../dataset/index.ts";
import { gapOf } from "./claims.ts";
import { alternativeNamed } from "./setting.ts";
import type { IterationRows, JobRow, MethodRow } from "./unit.ts";
import type { Finding, Judgement } from "./verdict.ts";

const WHICH = [
  { name: "case", type: "text", unit: "", meaning: "Case of the paper: case1, case2, case3." },
  {
    name: "instance",
    type: "int32",
    unit: "1",
    meaning: "Number of the instance drawn; the figures show 0.",
  },
  { name: "wt", type: "float64", unit: "1", meaning: "Weight on time; that on energy is 1 - wt." },
  { name: "method", type: "text", unit: "", meaning: "Policy, baseline, prices or optimum." },
] as const;

const SCORED = [
  { name: "score", type: "float64", unit: "1", meaning: "Score by Eq. (4) of the best iteration." },
  { name: "lower_bound", type: "float64", unit: "1", meaning: "Proven lower bound on any score here." },
  { name: "gap", type: "float64", unit: "1", meaning: "score / lower_bound - 1." },
  { name: "CT_s", type: "float64", unit: "s", meaning: "Completion time by Eq. (1)." },
  { name: "CE_J", type: "float64", unit: "J", meaning: "Energy by Eq. (2)." },
  { name: "offloaded_share", type: "float64", unit: "1", meaning: "Share of the jobs that are offloaded." },
  { name: "makespan_s", type: "float64", unit: "s", meaning: "Simulated: time of the last completion." },
  { name: "energy_J", type: "float64", unit: "J", meaning: "Simulated: energy of all devices." },
  {
    name: "server_wait_s",
    type: "float64",
    unit: "s",
    meaning: "Simulated: mean time that an offloaded job waits at its server; 0 where none is.",
  },
  {
    name: "busy_processors",
    type: "float64",
    unit: "1",
    meaning: "Simulated: share of the device processors that compute, over the time to the last completion.",
  },
] as const;

export const RUNS = tableSchema(
  "runs",
  "The best allocation of one method at one weight, instance 0 of a case.",
  [
    ...WHICH,
    ...SCORED,
    {
      name: "bound_from",
      type: "text",
      unit: "",
      meaning: "optimum: bound proven to 1e-6; open: not so far.",
    },
    { name: "iteration", type: "int32", unit: "1", meaning: "The iteration that was best, from 0." },
    { name: "iterations", type: "int32", unit: "1", meaning: "Iterations run; 1 where none draws a number." },
    { name: "Tmax_s", type: "float64", unit: "s", meaning: "Worst completion time: every job local." },
    { name: "Emax_J", type: "float64", unit: "J", meaning: "Worst energy." },
    { name: "local_s", type: "float64", unit: "s", meaning: "Eq. (1): sum of local times." },
    { name: "server_s", type: "float64", unit: "s", meaning: "Eq. (1): largest server time." },
    { name: "transfer_s", type: "float64", unit: "s", meaning: "Eq. (1): sum of transfer times." },
    { name: "idle_J", type: "float64", unit: "J", meaning: "Eq. (2): idle energy." },
    { name: "transfer_J", type: "float64", unit: "J", meaning: "Eq. (2): transfer energy." },
    { name: "compute_J", type: "float64", unit: "J", meaning: "Eq. (2): compute energy." },
    { name: "response_s", type: "float64", unit: "s", meaning: "Simulated: mean response time." },
    { name: "server_utilisation", type: "float64", unit: "1", meaning: "Simulated: mean over servers." },
    { name: "events", type: "int64", unit: "1", meaning: "Simulated: events of the run." },
  ],
);

export const INSTANCES = tableSchema(
  "instances",
  "The best allocation of one method at one weight, for every instance, as far as the claims look.",
  [...WHICH, ...SCORED],
);

export const ITERATIONS = tableSchema(
  "iterations",
  "One iteration of one policy, instance 0, at the weights that the claims compare.",
  [
    ...WHICH,
    { name: "iteration", type: "int32", unit: "1", meaning: "Number of the iteration, from 0." },
    { name: "CT_s", type: "float64", unit: "s", meaning: "Completion time by Eq. (1)." },
    { name: "CE_J", type: "float64", unit: "J", meaning: "Energy by Eq. (2)." },
    { name: "score", type: "float64", unit: "1", meaning: "Score by Eq. (4)." },
  ],
);

const stage = (name: string, meaning: string) =>
  ({
    name,
    type: "float64",
    unit: "s",
    meaning: `${meaning}; empty where there is none.`,
    nullable: true,
  }) as const;

export const JOBS = tableSchema(
  "jobs",
  "One job of one simulated best allocation, instance 0, at the weights that the claims compare.",
  [
    ...WHICH,
    { name: "job", type: "text", unit: "", meaning: "Id of the job." },
    { name: "device", type: "text", unit: "", meaning: "Id of its device." },
    { name: "place", type: "text", unit: "", meaning: "local, or the id of the server where it ran." },
    { name: "size_bit", type: "float64", unit: "bit", meaning: "Data of the job." },
    { name: "outcome", type: "text", unit: "", meaning: "How the job ended." },
    { ...stage("upload_start_s", "Upload starts"), name: "upload_start_s" },
    { ...stage("upload_end_s", "Upload ends"), name: "upload_end_s" },
    { ...stage("service_start_s", "Processing starts, at device or server"), name: "service_start_s" },
    { ...stage("service_end_s", "Processing ends"), name: "service_end_s" },
    { ...stage("download_start_s", "Download starts"), name: "download_start_s" },
    { ...stage("download_end_s", "Download ends"), name: "download_end_s" },
    { name: "completion_s", type: "float64", unit: "s", meaning: "The job is done." },
    {
      name: "waiting_s",
      type: "float64",
      unit: "s",
      meaning: "Time in queues of radio, server and processor.",
    },
  ],
);

export const CLAIMS_TABLE = tableSchema("claims", "One measure of one claim of the paper in one case.", [
  { name: "claim", type: "text", unit: "", meaning: "Number of the claim, C1 to C10." },
  { name: "statement", type: "text", unit: "", meaning: "What the paper says." },
  { name: "rule", type: "text", unit: "", meaning: "When it counts as holding in an instance." },
  {
    name: "verdict",
    type: "text",
    unit: "",
    meaning:
      "reproduced: holds in at least half of the instances of each case; only with an option: under an alternative.",
  },
  { name: "only_with", type: "text", unit: "", meaning: "Those alternatives, if any, joined by ;." },
  { name: "case", type: "text", unit: "", meaning: "Case of the paper." },
  { name: "instances", type: "int32", unit: "1", meaning: "Instances judged." },
  { name: "holds", type: "float64", unit: "1", meaning: "Share of them in which the claim holds." },
  { name: "measure", type: "text", unit: "", meaning: "What is measured." },
  { name: "unit", type: "text", unit: "", meaning: "Unit of the next four; % is stored as a share." },
  {
    name: "paper",
    type: "float64",
    unit: "1",
    meaning: "The paper's number, where it gives one.",
    nullable: true,
  },
  { name: "median", type: "float64", unit: "1", meaning: "Median over the instances." },
  { name: "low", type: "float64", unit: "1", meaning: "Smallest over the instances." },
  { name: "high", type: "float64", unit: "1", meaning: "Largest over the instances." },
]);

export const ALTERNATIVES_TABLE = tableSchema(
  "alternatives",
  "One claim, not reproduced under the default, in one case under one alternative.",
  [
    { name: "claim", type: "text", unit: "", meaning: "Number of the claim." },
    { name: "alternative", type: "text", unit: "", meaning: "Id of the alternative." },
    { name: "label", type: "text", unit: "", meaning: "What it changes." },
    { name: "case", type: "text", unit: "", meaning: "Case of the paper." },
    { name: "instances", type: "int32", unit: "1", meaning: "Instances judged." },
    { name: "holds", type: "float64", unit: "1", meaning: "Share of them in which the claim holds." },
  ],
);

const which = (row: Pick<MethodRow, "case" | "instance" | "wt" | "method">) => ({
  case: row.case,
  instance: row.instance,
  wt: row.wt,
  method: row.method,
});

const scored = (row: MethodRow) => ({
  score: row.score,
  lower_bound: row.lowerBound,
  gap: gapOf(row),
  CT_s: row.CT,
  CE_J: row.CE,
  offloaded_share: row.offloadedShare,
  makespan_s: row.makespan,
  energy_J: row.energy,
  server_wait_s: row.serverWait,
  busy_processors: row.busyProcessors,
});

export const runsTable = (rows: readonly MethodRow[]): Table =>
  tableOf(
    RUNS,
    rows
      .filter((row) => row.instance === 0)
      .map((row) => ({
        ...which(row),
        ...scored(row),
        bound_from: row.proven ? "optimum" : "open",
        iteration: row.iteration,
        iterations: row.iterations,
        Tmax_s: row.Tmax,
        Emax_J: row.Emax,
        local_s: row.local,
        server_s: row.server,
        transfer_s: row.transfer,
        idle_J: row.idleEnergy,
        transfer_J: row.transferEnergy,
        compute_J: row.computeEnergy,
        response_s: row.meanResponse,
        server_utilisation: row.serverUtilisation,
        events: row.events,
      })),
  );

/** @param needed says which rows the claims look at; those of instance 0 have more */
export const instancesTable = (rows: readonly MethodRow[], needed: (row: MethodRow) => boolean): Table =>
  tableOf(
    INSTANCES,
    rows.filter(needed).map((row) => ({ ...which(row), ...scored(row) })),
  );

export const iterationsTable = (groups: readonly IterationRows[]): Table =>
  tableOf(
    ITERATIONS,
    groups.flatMap((group) =>
      Array.from(group.score, (score, iteration) => ({
        ...which(group),
        iteration,
        CT_s: group.CT[iteration],
        CE_J: group.CE[iteration],
        score,
      })),
    ),
  );

const time = (value: number): number | null => (Number.isNaN(value) ? null : value);

export const jobsTable = (rows: readonly JobRow[]): Table =>
  tableOf(
    JOBS,
    rows.map((row) => ({
      ...which(row),
      job: row.job,
      device: row.device,
      place: row.place,
      size_bit: row.size,
      outcome: row.outcome,
      upload_start_s: time(row.uploadStart),
      upload_end_s: time(row.uploadEnd),
      service_start_s: time(row.serviceStart),
      service_end_s: time(row.serviceEnd),
      download_start_s: time(row.downloadStart),
      download_end_s: time(row.downloadEnd),
      completion_s: row.completion,
      waiting_s: row.waiting,
    })),
  );

type ClaimRow = Row<(typeof CLAIMS_TABLE)["columns"]>;

const claimRows = ({ claim, verdict, onlyWith, findings }: Judgement): ClaimRow[] =>
  findings.flatMap((found) =>
    found.spreads.map(({ measure, median, low, high }) => ({
      claim: claim.id,
      statement: claim.statement,
      rule: claim.rule,
      verdict,
      only_with: onlyWith.join(";"),
      case: found.case,
      instances: found.instances,
      holds: found.holds,
      measure: measure.label,
      unit: measure.unit,
      paper: measure.paper,
      median,
      low,
      high,
    })),
  );

export const claimsTable = (judged: readonly Judgement[]): Table =>
  tableOf(CLAIMS_TABLE, judged.flatMap(claimRows));

export const alternativesTable = (judged: readonly Judgement[]): Table =>
  tableOf(
    ALTERNATIVES_TABLE,
    judged.flatMap(({ claim, tried }) =>
      tried.flatMap(({ alternative, findings }) =>
        findings.map((found: Finding) => ({
          claim: claim.id,
          alternative,
          label: alternativeNamed(alternative).label,
          case: found.case,
          instances: found.instances,
          holds: found.holds,
        })),
      ),
    ),
  );

/** All schemas, for the documentation and its test. */
export const PAPER_TABLES: readonly TableSchema[] = [
  RUNS,
  INSTANCES,
  ITERATIONS,
  JOBS,
  CLAIMS_TABLE,
  ALTERNATIVES_TABLE,
];
