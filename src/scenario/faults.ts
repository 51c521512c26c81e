// What breaks and how it is repaired, as it stands in a scenario.
import { fields, list, nonNegative, type Output, once, oneOf, positive, whole } from "../model/check.ts";
import { positives } from "./numbers.ts";

export const FAULT_RULES = ["resume", "restart", "retry", "local"] as const;

/** Times up and down, by distribution or recorded; and what becomes of the work in progress. */
export const faultsSchema = once(() =>
  fields({
    upS: positives("s up, until it breaks").optional(),
    downS: positives("s of repair").optional(),
    recorded: list(
      fields({ fromS: nonNegative("s, when it breaks"), toS: positive("s, when it is repaired") }),
      "faults, each from and to a time",
      1,
    ).optional(),
    /** Work in progress: goes on after the repair (default), starts again, is placed elsewhere, or runs on its device. */
    work: oneOf(FAULT_RULES).optional(),
    /** Under `retry`: placements in all before the job is dropped; 5 unless given. */
    attempts: whole("placements", 1, 1000).optional(),
    /** Under `retry`: the pause before the second attempt; it doubles with each one more. 0 unless given. */
    backOffS: nonNegative("s").optional(),
  }).superRefine((faults, context) => {
    const fault = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message, input: faults });
    if (faults.recorded === undefined) {
      if (faults.upS === undefined) fault(["upS"], "the time until it breaks, or recorded faults");
      if (faults.downS === undefined) fault(["downS"], "the time of repair, as what breaks must be repaired");
    } else {
      if (faults.upS !== undefined || faults.downS !== undefined)
        fault(["recorded"], "either recorded faults or upS and downS, not both");
      let last = 0;
      for (const [k, { fromS, toS }] of faults.recorded.entries()) {
        if (fromS < last) fault(["recorded", k, "fromS"], `faults in order: at least ${last} s`);
        if (toS <= fromS) fault(["recorded", k, "toS"], `a repair after the fault at ${fromS} s`);
        last = toS;
      }
    }
    if (faults.work !== "retry" && (faults.attempts !== undefined || faults.backOffS !== undefined))
      fault(["work"], '"retry", as attempts or backOffS are given');
  }),
);
export type Faults = Output<typeof faultsSchema>;
