// A recorded path: straight from row to row, still before the first and after the last.
import { goOn, type NextLeg } from "../leg.ts";

/** Rows of one device in order of time, from `first` up to `end` in columns that all devices may share. */
export interface RecordedPath {
  readonly timeS: ArrayLike<number>;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly first: number;
  readonly end: number;
}

export function recorded({ timeS, x, y, first, end }: RecordedPath): NextLeg {
  let row = first - 1;
  return (leg) => {
    // Rows of one instant are a jump.
    while (row + 1 < end && timeS[row + 1] <= leg.until) row++;
    if (row < first) goOn(leg, x[first], y[first], 0, 0, timeS[first] - leg.until);
    else if (row === end - 1) goOn(leg, x[row], y[row], 0, 0, Number.POSITIVE_INFINITY);
    else {
      const time = timeS[row + 1] - timeS[row];
      const [vx, vy] = [(x[row + 1] - x[row]) / time, (y[row + 1] - y[row]) / time];
      const late = leg.until - timeS[row];
      goOn(leg, x[row] + vx * late, y[row] + vy * late, vx, vy, time - late);
      // The next piece begins at the row's own time, whatever the sum rounds to.
      leg.until = timeS[row + 1];
    }
  };
}
