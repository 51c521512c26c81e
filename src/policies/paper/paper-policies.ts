// The nine policies of the paper: a stage that says whether a job is offloaded, and one that says where to.
import { LOCAL } from "../../model/problem.ts";
import type { OptionSet, SettingsOf } from "../option.ts";
import { type PolicyModule, policyModule } from "../policy-module.ts";
import { mj } from "./mj.ts";
import { mt } from "./mt.ts";
import { mw } from "./mw.ts";
import { odfp } from "./odfp.ts";
import { odpd } from "./odpd.ts";
import { ogs } from "./ogs.ts";
import type { WhereStage } from "./where.ts";
import type { WhetherStage } from "./whether.ts";

function pair<One extends string, First extends OptionSet, Other extends string, Second extends OptionSet>(
  whether: WhetherStage<One, First>,
  where: WhereStage<Other, Second>,
): PolicyModule<Lowercase<`${One}-${Other}`>> {
  const options: First & Second = { ...whether.options, ...where.options };
  return policyModule({
    name: `${whether.title}-${where.title}`.toLowerCase() as Lowercase<`${One}-${Other}`>,
    title: `${whether.title},${where.title}`,
    rule: `${whether.rule}; those go to ${where.rule}`,
    reason: (placement, settings) => {
      const first = whether.reason(placement, settings);
      const second = placement.place === LOCAL ? "" : ` ${where.reason(placement, settings)}`;
      return first + second + (placement.planned === null ? "" : " The best of all iterations counts.");
    },
    options,
    planner: (settings) => whether.planner(where.planned(settings), settings),
    live: (settings) => whether.live(where.live(settings), settings),
  });
}

/** Rules of the stages, by the names that policies are put together from. */
export const STAGES = { whether: { odfp, odpd, ogs }, where: { mj, mt, mw } } as const;

export const PAPER_MODULES = [
  pair(odfp, mj),
  pair(odfp, mt),
  pair(odfp, mw),
  pair(odpd, mj),
  pair(odpd, mt),
  pair(odpd, mw),
  pair(ogs, mj),
  pair(ogs, mt),
  pair(ogs, mw),
] as const;

/** Answers to what the paper leaves open of its policies. */
export type PaperSettings = Partial<
  SettingsOf<typeof ogs.options & typeof mj.options & typeof mt.options & typeof mw.options>
>;
