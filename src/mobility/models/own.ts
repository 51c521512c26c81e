// A movement of the user's own: rows that a function gives one after another, each with a time; straight between them.
import { InputError } from "../../model/input-error.ts";
import { goOn, type NextLeg } from "../leg.ts";

/** Where a device is at a time; m. */
export interface Waymark {
  readonly atS: number;
  readonly x: number;
  readonly y: number;
}

/** @throws InputError (while it is followed) for rows that jump back in time or hold no numbers */
export function own(rows: Iterator<Waymark>, name: string): NextLeg {
  let row: Waymark | null = null;
  let coming: Waymark | null = null;
  const next = (): Waymark | null => {
    const { done, value } = rows.next();
    if (done === true) return null;
    const mark = value as Waymark;
    const least = row?.atS ?? 0;
    if (
      !(
        Number.isFinite(mark?.x) &&
        Number.isFinite(mark?.y) &&
        mark.atS >= least &&
        Number.isFinite(mark.atS)
      )
    )
      throw new InputError(name, `a row { atS, x, y } of numbers, at ${least} s or later`, mark);
    return mark;
  };
  return (leg) => {
    if (row === null) {
      coming = next();
      if (coming === null) throw new InputError(name, "at least one row { atS, x, y }", undefined);
      if (coming.atS > leg.until) {
        row = { ...coming, atS: leg.until };
        goOn(leg, coming.x, coming.y, 0, 0, coming.atS - leg.until);
        return;
      }
    }
    while (coming !== null && coming.atS <= leg.until) {
      row = coming;
      coming = next();
    }
    if (coming === null) {
      goOn(leg, row!.x, row!.y, 0, 0, Number.POSITIVE_INFINITY);
      return;
    }
    const time = coming.atS - row!.atS;
    const [vx, vy] = [(coming.x - row!.x) / time, (coming.y - row!.y) / time];
    goOn(leg, row!.x, row!.y, vx, vy, time);
    leg.until = coming.atS;
  };
}
