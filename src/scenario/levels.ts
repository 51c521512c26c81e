// Speeds that follow each other (DVFS), as they stand in a scenario.
import type { z } from "zod";
import { fields, list, nonNegative, type Output, once, positive } from "../model/check.ts";
import { positives } from "./numbers.ts";

const level = once(() => ({
  /** Share of `speedIps`. */
  speed: positive("share of the full speed"),
  /** How long the level holds; the last may leave it out and then holds for ever. */
  forS: positives("s").optional(),
}));
const deviceLevel = once(() =>
  fields({
    ...level(),
    /** Power at this speed; speed^3 of the full power unless given. */
    computeW: nonNegative("W").optional(),
  }),
);
export type SpeedLevel = Output<typeof deviceLevel>;

/** Each level in turn, after the last the first again. */
const inTurn = <Item extends z.ZodType<SpeedLevel>>(item: Item) =>
  list(item, "speed levels", 1).superRefine((levels, context) => {
    for (const [k, one] of levels.entries())
      if (one.forS === undefined && k < levels.length - 1)
        context.addIssue({
          code: "custom",
          path: [k, "forS"],
          message: "how long the level holds (only the last may hold for ever)",
          input: levels,
        });
  });

export const deviceLevelsSchema = once(() => inTurn(deviceLevel()));
/** Servers draw no power that is counted. */
export const serverLevelsSchema = once(() => inTurn(fields(level())));
