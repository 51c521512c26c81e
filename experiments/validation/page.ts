// docs/validation.md, written from the verdicts.
import type { Case } from "./case.ts";
import { COVERAGE, COVERED, type Coverage, coverageAgrees, meanCoverage } from "./coverage.ts";
import { type Finding, rowsOfCase } from "./findings.ts";
import { CONFIDENCE, WIDEST } from "./verdict.ts";

const digits = (value: number): string => String(Number(value.toPrecision(6)));

/** A half-width with two digits, as a decimal. */
const narrow = (value: number): string => {
  if (value === 0) return "0";
  return value.toFixed(Math.max(0, 1 - Math.floor(Math.log10(value))));
};

const rowsOf = (of: Case, findings: readonly Finding[]): string[] =>
  findings.map((found, k) => {
    const { rounding } = of.known[k];
    const unit = found.unit === "1" ? "" : ` ${found.unit.replace("s2", "s²")}`;
    const relative = found.half_width / Math.abs(found.exact);
    const cells = [
      k === 0 ? of.id : "",
      k === 0 ? of.system : "",
      found.quantity,
      `${rounding === undefined ? "" : "about "}${digits(found.exact)}${unit}`,
      digits(found.estimate),
      found.replications === 1
        ? "exactly"
        : `± ${narrow(found.half_width)} (${(100 * relative).toFixed(2)} %)`,
      String(found.replications),
      found.verdict,
      k === 0 ? of.source : "",
    ];
    return `| ${cells.join(" | ")} |`;
  });

function notRun(cases: readonly Case[]): string {
  if (cases.length === 0) return "";
  const ids = cases.map(({ id }) => id).join(" ");
  return `\n**Not run yet**: \`npm run validate ${ids}\` adds them.\n`;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const signed = (off: number): string => `${off < 0 ? "-" : "+"}${percent(Math.abs(off))}`;

/** A row for each discipline, load and horizon. */
function covered(all: readonly Coverage[]): string {
  if (all.length === 0) return "Not run yet (`npm run validate coverage`).";
  const rows = all.map(
    ({ discipline, load, measuredS, followed, followedOff, cut, cutOff }) =>
      `| \`${discipline}\` | ${load} | ${measuredS} s | **${percent(followed)}** | ${signed(followedOff)} | ${percent(cut)} | ${signed(cutOff)} |`,
  );
  return `| discipline | load | measured | intervals that cover | mean is off by | cut: cover | cut: off by |
|---|---|---|---|---|---|---|
${rows.join("\n")}

Over all of them **${percent(meanCoverage(all, "followed"))}** cover (${100 * COVERED.least} to ${100 * COVERED.most} % wanted, and at least ${100 * COVERED.leastEach} % in each): ${coverageAgrees(all) ? "agrees" : "differs"}. Cut at the
horizon it is ${percent(meanCoverage(all, "cut"))}.`;
}

/** The page of all cases that have been run. */
export function page(
  cases: readonly Case[],
  findings: readonly Finding[],
  coverage: readonly Coverage[],
): string {
  const all = cases.map((of) => ({ of, found: rowsOfCase(of, findings) }));
  const missing = all.filter(({ found }) => found === null).map(({ of }) => of);
  const agree = findings.filter(({ verdict }) => verdict === "agrees").length;
  return `# Validation

Does the simulator agree with queueing theory? \`npm run validate\` runs every case below through the simulator as any
user runs it (a scenario, a policy, \`simulate\`), compares what comes out with what is known exactly, and writes this
page; it exits with status 1 when a case is missed. \`npm run validate 5a 5b\` runs these alone and keeps the others'
rows. A few of the cases run with the tests.

**${agree} of ${findings.length} numbers agree.** A number agrees when the exact value lies within the ${100 * CONFIDENCE} % Student-t interval over
independent replications and the half-width of that interval is below ${100 * WIDEST} % of it. Replications are added until the
interval is narrow enough, at least 30; each has a warm-up that is left out, and streams of its own. With ${findings.length} intervals
of ${100 * CONFIDENCE} %, a correct simulator misses one under about ${Math.round(100 * findings.length * (1 - CONFIDENCE))} of a hundred seeds.

Estimate over exact value, with intervals: \`results/validation/validation.svg\`.

| case | system | quantity | exact | simulated | ${100 * CONFIDENCE} % interval | replications | verdict | source |
|---|---|---|---|---|---|---|---|---|
${all.flatMap(({ of, found }) => (found === null ? [] : rowsOf(of, found))).join("\n")}
${notRun(missing)}
The service rate is 1 per second unless stated. Exact values are computed by \`src/theory\`, one function
for each formula with its source, which the tests compare with published tables.

## Coverage

Do the intervals themselves keep their promise? For each row ${COVERAGE.runs} times ${COVERAGE.replications} replications of M/M/1, measured after a warm-up
of ${COVERAGE.warmupS} s, gave a ${100 * COVERAGE.confidence} % interval of the mean response time, whose exact value is the same under all these disciplines. Jobs under
way at the horizon are followed to their end; the last two columns are of the same runs cut there (\`--cut\`), which leaves out
the long jobs more often. What a followed mean is still off by is that of any ratio over a short run: a run that happens to be
busy has more jobs and longer ones, and counts as one replication all the same.

${covered(coverage)}

## How the cases are built

- Jobs carry work (\`instructions\`) and no data, so on a server they arrive and return at once; speeds are 1
  instruction/s, so the work is the service time. Each scenario is data in \`experiments/validation/cases.ts\`.
- At one instant, completions come before arrivals (case 20); jobs that arrive together come in the order of the instance.
- Patience and deadlines count until service starts (cases 16 and 17). K in M/M/c/K counts the jobs in service, \`queueLimit\`
  does not.
- Case 14 is a model on the engine alone, as an offloading network has no such routing.
- Case 21b has no closed form; the value is the literature's, good to ± 0.005.
- Cases from 22 on go beyond the common list (\`experiments/validation/beyond-the-list.ts\`): breakdowns, fading, shared access
  points, speed levels, arrivals that are not Poisson, priorities on several cores, live policies, the way back.
- Cases 45 to 52 and 60 are devices that move (\`experiments/validation/moving.ts\`). 45, 46 and 51 follow paths alone, 52 is the
  path loss itself; the others are runs of scenarios. In case 60 each of 4,000 devices has a radio of its own, so that
  transfers hardly ever wait for one another.
- Batches (case 36) are times between arrivals of which every other one is a nanosecond; a radio that never rests (case 35)
  has a user who thinks for a nanosecond.
`;
}
