// Time against energy: all allocations that no other betters in both, or, for larger networks, a front with a certificate.
import { type ParetoResult, pareto } from "../../optimum/index.ts";
import type { FrontAsk, FrontReport } from "../worker/protocol.ts";
import type { Context } from "./context.ts";
import { drawnFor } from "./world.ts";

/** Seconds after which the search for more points ends. */
const TIME_LIMIT = 15;

const percent = (share: number) => `${Number((100 * share).toPrecision(2))} %`;

const report = ({ points, exact, hypervolumeGap }: ParetoResult, final: boolean): FrontReport => ({
  final,
  time: points.map(({ CT }) => CT),
  energy: points.map(({ CE }) => CE),
  exact,
  note: exact
    ? `the exact front, ${points.length} points`
    : `${points.length} points; no front dominates over ${percent(hypervolumeGap)} more`,
});

/** Tells the approximation first, as the exact front may take its time. */
export async function front(asked: FrontAsk, context: Context): Promise<FrontReport> {
  const { problem } = drawnFor(asked, "a front");
  const near = report(await pareto(problem, { mode: "approximate" }), false);
  context.tell({ done: 0, of: 1, partial: near });
  await context.pause();
  const clock = () => context.now() / 1000;
  return report(await pareto(problem, { timeLimit: TIME_LIMIT, clock }), true);
}
