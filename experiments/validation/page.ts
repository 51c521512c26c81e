// docs/validation.md, written from the verdicts.
import type { Case } from "./case.ts";
import { COVERAGE, COVERED } from "./coverage.ts";
import { CONFIDENCE, type Verdict, WIDEST } from "./verdict.ts";

export interface Judged {
  readonly of: Case;
  readonly verdicts: readonly Verdict[];
}

export interface Coverage {
  readonly share: number;
  readonly verdict: "agrees" | "differs";
}

const digits = (value: number): string => String(Number(value.toPrecision(6)));

/** A half-width with two digits, as a decimal. */
const narrow = (value: number): string => {
  if (value === 0) return "0";
  return value.toFixed(Math.max(0, 1 - Math.floor(Math.log10(value))));
};

const row = ({ of, verdicts }: Judged): string[] =>
  of.known.map((known, k) => {
    const { mean, halfWidth, relative, count, verdict } = verdicts[k];
    const unit = known.unit === "1" ? "" : ` ${known.unit.replace("s2", "s²")}`;
    const cells = [
      k === 0 ? of.id : "",
      k === 0 ? of.system : "",
      known.name,
      `${known.rounding === undefined ? "" : "about "}${digits(known.exact)}${unit}`,
      digits(mean),
      count === 1 ? "exactly" : `± ${narrow(halfWidth)} (${(100 * relative).toFixed(2)} %)`,
      String(count),
      verdict,
      k === 0 ? of.source : "",
    ];
    return `| ${cells.join(" | ")} |`;
  });

export function page(judged: readonly Judged[], coverage: Coverage): string {
  const all = judged.flatMap(({ verdicts }) => verdicts);
  const agree = all.filter(({ verdict }) => verdict === "agrees").length;
  return `# Validation

Does the simulator agree with queueing theory? \`npm run validate\` runs every case below through the simulator as any
user runs it (a scenario, a policy, \`simulate\`), compares what comes out with what is known exactly, and writes this
page; it exits with status 1 when a case is missed. A few of the cases run with the tests.

**${agree} of ${all.length} numbers agree.** A number agrees when the exact value lies within the ${100 * CONFIDENCE} % Student-t interval over
independent replications and the half-width of that interval is below ${100 * WIDEST} % of it. Replications are added until the
interval is narrow enough, at least 30; each has a warm-up that is left out, and streams of its own. With ${all.length} intervals
of ${100 * CONFIDENCE} %, a correct simulator misses one under about ${Math.round(100 * all.length * (1 - CONFIDENCE))} of a hundred seeds.

![Estimate over exact value, with intervals](../results/validation/validation.svg)

| case | system | quantity | exact | simulated | ${100 * CONFIDENCE} % interval | replications | verdict | source |
|---|---|---|---|---|---|---|---|---|
${judged.flatMap(row).join("\n")}

The service rate is 1 per second unless stated. Exact values are computed by [\`src/theory\`](../src/theory), one function
for each formula with its source, which the tests compare with published tables.

## Coverage

Do the intervals themselves keep their promise? ${COVERAGE.runs} times, ${COVERAGE.replications} replications of M/M/1 at load ${COVERAGE.load} gave a ${100 * COVERAGE.confidence} % interval of the
mean response time: **${(100 * coverage.share).toFixed(1)} %** of the intervals contain the exact mean (${100 * COVERED.least}-${100 * COVERED.most} % wanted): ${coverage.verdict}.

## How the cases are built

- Jobs carry work (\`instructions\`) and no data, so on a server they arrive and return at once; speeds are 1
  instruction/s, so the work is the service time. Each scenario is data in \`experiments/validation/cases.ts\`.
- At one instant, completions come before arrivals (case 20); jobs that arrive together come in the order of the instance.
- Patience and deadlines count until service starts (cases 16 and 17). K in M/M/c/K counts the jobs in service, \`queueLimit\`
  does not.
- Case 14 is a model on the engine alone, as an offloading network has no such routing.
- Case 21b has no closed form; the value is the literature's, good to ± 0.005.
- Cases 22 to 24 go beyond the common list: a server and a link that break, and an insensitive discipline.
`;
}
