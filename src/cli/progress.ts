// Progress on standard error: only on a terminal, or when asked for with --progress.
import { Presets, SingleBar } from "cli-progress";
import { duration } from "../study/describe.ts";
import { visible } from "./visible.ts";

export interface Progress {
  /** So many units were done before this began: they count as done, not towards the rate. */
  readonly resumed: (units: number) => void;
  /** So many units are done, of a total that may have grown. The note is asked for when it is drawn. */
  readonly done: (units: number, note?: () => string, total?: number) => void;
  readonly close: () => void;
}

const SILENT: Progress = { resumed: () => {}, done: () => {}, close: () => {} };

/** The rate is that of so long, ms: it follows a change without jumping about. */
const WINDOW = 20_000;
/** The line is made anew so often at most, ms. */
const REDRAW = 200;

/** Units per second over the last seconds. */
function meter() {
  let seen: { at: number; units: number }[] = [];
  return {
    restart(at: number, units: number): void {
      seen = [{ at, units }];
    },
    rate(at: number, units: number): number {
      const last = seen[seen.length - 1];
      if (last === undefined || at - last.at > WINDOW / 40) seen.push({ at, units });
      while (seen.length > 2 && at - seen[1].at > WINDOW) seen.shift();
      const [first] = seen;
      return at > first.at ? (1000 * (units - first.units)) / (at - first.at) : 0;
    },
  };
}

const shownRate = (rate: number): string => (rate >= 10 ? Math.round(rate).toString() : rate.toPrecision(2));

/**
 * Opens a progress bar with rate and time left.
 * @param asked `--progress`: shows it where standard error is no terminal too
 * @param showsRate false where units are no things that one counts
 */
export function openProgress(what: string, total: number, asked = false, showsRate = true): Progress {
  if (!asked && !process.stderr.isTTY) return SILENT;
  const bar = new SingleBar(
    {
      format: `${visible(what)} {bar} {percentage}% | {value}/{total} {pace}{note}`,
      stream: process.stderr,
      noTTYOutput: asked,
      notTTYSchedule: 1000,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  const speed = meter();
  speed.restart(performance.now(), 0);
  let drawn = Number.NEGATIVE_INFINITY;
  let all = total;
  bar.start(total, 0, { pace: "", note: "" });
  return {
    resumed: (units) => {
      speed.restart(performance.now(), units);
      bar.update(units);
    },
    done: (units, note, grown = all) => {
      all = grown;
      bar.setTotal(all);
      const now = performance.now();
      if (now - drawn < REDRAW && units < all) {
        bar.update(units);
        return;
      }
      drawn = now;
      const rate = speed.rate(now, units);
      const pace =
        rate > 0
          ? `${showsRate ? `| ${shownRate(rate)}/s ` : ""}| ${duration((all - units) / rate)} left`
          : "";
      const text = visible(note?.() ?? "");
      bar.update(units, { pace, note: text === "" ? "" : ` | ${text}` });
    },
    close: () => bar.stop(),
  };
}
