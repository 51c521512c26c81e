// The policies side by side: numbers, the score over all weights, and the trade of time against energy.
import { useEffect, useMemo } from "preact/hooks";
import { ChartCanvas, type Draw } from "../draw/chart-canvas.tsx";
import { drawScores } from "../draw/score-chart.ts";
import { grouped, percent, shown } from "../draw/ticks.ts";
import { boundOf, gapOf, tierName } from "../setup/method-cards.tsx";
import { methodName } from "../setup/methods.ts";
import { certify } from "../state/certify.ts";
import {
  backgroundFault,
  backgroundWork,
  closedFormHolds,
  frontier,
  reports,
  sweep,
  world,
} from "../state/results.ts";
import { settings, WEIGHTS } from "../state/settings.ts";
import { colours } from "../state/theme.ts";
import { WideTable } from "../wide-table.tsx";
import type { MethodReport } from "../worker/protocol.ts";
import { curves } from "./curves.ts";
import { SideBySide } from "./side-by-side.tsx";
import { drawResponses, drawTrade } from "./trade.ts";

interface Row {
  readonly name: string;
  readonly unit: string;
  readonly of: (report: MethodReport) => string;
}

/** Rows of the paper's equations. */
const CLOSED_FORM: readonly Row[] = [
  { name: "score", unit: "", of: (report) => shown(report.closed?.score) },
  { name: "above the bound", unit: "", of: (report) => percent(gapOf(report)) },
  { name: "time, CT", unit: "s", of: (report) => shown(report.closed?.CT) },
  { name: "energy, CE", unit: "J", of: (report) => shown(report.closed?.CE) },
  { name: "offloaded", unit: "", of: (report) => percent(report.closed?.offloadedShare) },
];

const SIMULATION: readonly Row[] = [
  { name: "makespan", unit: "s", of: (report) => shown(report.simulated.makespan) },
  { name: "mean response", unit: "s", of: (report) => shown(report.simulated.meanResponse) },
  { name: "95 % respond within", unit: "s", of: (report) => shown(report.simulated.p95Response) },
  { name: "simulated energy", unit: "J", of: (report) => shown(report.simulated.energy) },
  {
    name: "busiest server, utilisation",
    unit: "",
    of: (report) => percent(Math.max(0, ...report.simulated.serverUtilisation)),
  },
  { name: "completed", unit: "jobs", of: (report) => grouped(report.simulated.completed) },
];

/** Rows that only some runs have. */
const LOSSES: readonly Row[] = [
  { name: "redirected", unit: "jobs", of: ({ simulated }) => String(simulated.redirected) },
  { name: "dropped", unit: "jobs", of: ({ simulated }) => String(simulated.dropped) },
  { name: "abandoned", unit: "jobs", of: ({ simulated }) => String(simulated.abandoned) },
  { name: "cut, in no mean", unit: "jobs", of: ({ simulated }) => String(simulated.cut) },
  { name: "missed deadlines", unit: "jobs", of: ({ simulated }) => String(simulated.missedDeadlines) },
];

/** Rows of the energy of servers and network, and of each tier. */
function tierRows(all: readonly (MethodReport | null)[]): Row[] {
  const first = all.find((report) => report !== null)?.simulated;
  if (first === undefined) return [];
  const drawn = first.serverEnergy + first.networkEnergy > 0;
  const joules: Row[] = [
    { name: "energy of servers", unit: "J", of: ({ simulated }) => shown(simulated.serverEnergy) },
    {
      name: "energy of wires and access points",
      unit: "J",
      of: ({ simulated }) => shown(simulated.networkEnergy),
    },
  ];
  return [
    ...(drawn ? joules : []),
    ...first.tiers.flatMap(({ name }, t): Row[] => [
      {
        name: `${tierName(name)}: jobs`,
        unit: "",
        of: ({ simulated }) => percent(simulated.tiers[t]?.share),
      },
      {
        name: `${tierName(name)}: utilisation`,
        unit: "",
        of: ({ simulated }) => percent(simulated.tiers[t]?.utilisation),
      },
      {
        name: `${tierName(name)}: energy`,
        unit: "J",
        of: ({ simulated }) => shown(simulated.tiers[t]?.energy),
      },
    ]),
  ];
}

function Numbers() {
  const { methods, shown: current } = settings.value;
  const all = reports.value;
  const losses = LOSSES.filter((row) => all.some((report) => report !== null && row.of(report) !== "0"));
  const bound = all[current] === null || all[current] === undefined ? null : boundOf(all[current]);
  const holds = closedFormHolds.value;
  const rows = [...(holds ? CLOSED_FORM : []), ...SIMULATION, ...tierRows(all), ...losses];
  const beyond = world.value?.beyondEquations ?? [];
  const proof = bound?.proven === true ? "the optimum, proven" : "that of the prices";
  const said = beyond.length === 0 ? proof : `absent, as the equations do not know of ${beyond.join(", ")}`;
  return (
    <WideTable label="numbers of each policy">
      <table class="numbers">
        <caption>
          {holds
            ? `Closed form and simulation at wt ${settings.value.wt.toFixed(2)}; the bound is ${said}`
            : "Simulation"}
        </caption>
        <thead>
          <tr>
            <th scope="col" />
            {methods.map((id, m) => (
              <th scope="col" key={m} data-shown={m === current}>
                <span class="swatch" style={{ background: colours.value.policies[m] }} />
                {methodName(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                {row.name}
                {row.unit !== "" && <small> {row.unit}</small>}
              </th>
              {methods.map((id, m) => {
                const report = all[m];
                return <td key={`${id} ${String(m)}`}>{report ? row.of(report) : "…"}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}

function ScoreTable() {
  const { methods } = settings.value;
  const { scores, lowerBounds, optimum } = curves.value;
  return (
    <details>
      <summary>The curves as a table</summary>
      <WideTable label="scores at each weight">
        <table>
          <thead>
            <tr>
              <th scope="col">wt</th>
              {methods.map((id, m) => (
                <th scope="col" key={m}>
                  {methodName(id)}
                </th>
              ))}
              <th scope="col">
                {optimum === null ? "lower bound" : curves.value.proven ? "optimum" : "best found"}
              </th>
            </tr>
          </thead>
          <tbody>
            {WEIGHTS.map((wt, k) => (
              <tr key={wt}>
                <th scope="row">{wt.toFixed(2)}</th>
                {methods.map((id, m) => (
                  <td key={`${id} ${String(m)}`}>{shown(scores[m]?.[k])}</td>
                ))}
                <td>{shown((optimum ?? lowerBounds)[k])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </details>
  );
}

/** What the lowest line of the chart is. */
const bottomName = ({ optimum: found, proven }: typeof curves.value) =>
  found === null ? "lower bound by prices" : proven ? "optimum" : "best that was found";

function Scores() {
  const draw: Draw = useMemo(
    () => (on, palette) => {
      const { wt, shown: current } = settings.value;
      drawScores(on, curves.value, wt, current, palette, false);
    },
    [],
  );
  return (
    <section class="chart-box">
      <h3>
        Score against the weight of time <small>dashed: {bottomName(curves.value)}</small>
      </h3>
      <ChartCanvas
        height={260}
        draw={draw}
        label="Score of each policy against the weight of time, optimum below"
      />
      <ScoreTable />
    </section>
  );
}

/** Mean response against energy of the runs: where no equation holds there is no front, and the runs themselves compare. */
function Responses() {
  const draw: Draw = useMemo(() => (on, palette) => drawResponses(on, palette), []);
  return (
    <section class="chart-box">
      <h3>
        Response against energy <small>of the simulated runs: better is further left and further down</small>
      </h3>
      <ChartCanvas height={260} draw={draw} label="Mean response time and energy of each policy's run" />
    </section>
  );
}

function Front() {
  const draw: Draw = useMemo(() => (on, palette) => drawTrade(on, palette), []);
  return (
    <section class="chart-box">
      <h3>
        Time against energy <small>{frontier.value?.note ?? "computing the front …"}</small>
      </h3>
      <ChartCanvas height={260} draw={draw} label="Pareto front of time and energy with the policies on it" />
    </section>
  );
}

export function ComparePanel() {
  const ready = sweep.value !== null && backgroundWork.value === null;
  useEffect(() => {
    if (ready) certify();
  }, [ready, sweep.value]);
  const work = backgroundWork.value;
  const fault = backgroundFault.value;
  return (
    <div class="compare">
      <Numbers />
      <p class="background" role="status">
        {work !== null && (
          <>
            <progress max={work.progress.of} value={work.progress.done} aria-label={work.what} /> {work.what}
          </>
        )}
        {fault !== null && <span class="fault">{fault.message}</span>}
      </p>
      {closedFormHolds.value ? (
        <div class="pair">
          <Scores />
          <Front />
        </div>
      ) : (
        <Responses />
      )}
      <SideBySide />
    </div>
  );
}
