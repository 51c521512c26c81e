// Manhattan streets: along the lines of a grid; at a crossing straight on with 1/2, else left or right; where there is no way
// on, the others share its part. Each street is then used alike, so that a start anywhere on them is the steady state.
import type { Stream } from "../../model/policy.ts";
import { type Distribution, positiveSampler } from "../../random/distribution.ts";
import type { Area } from "../area.ts";
import { goOn, type NextLeg } from "../leg.ts";
import { steadySpeed } from "../steady-state.ts";

export interface Manhattan {
  readonly speedMps: Distribution;
  /** m between streets; the area's sides are multiples of it. */
  readonly blockM: number;
}

/** Directions: east, north, west, south. */
const DX = [1, 0, -1, 0] as const;
const DY = [0, 1, 0, -1] as const;

/** @throws InputError for a speed without a closed form of its steady state */
export function manhattan({ speedMps, blockM }: Manhattan, area: Area, stream: Stream): NextLeg {
  const speed = positiveSampler(speedMps, stream);
  const columns = Math.round(area.width / blockM);
  const rows = Math.round(area.height / blockM);
  const isInside = (x: number, y: number) => x >= 0 && x <= columns && y >= 0 && y <= rows;
  // A block of a street, all alike: along x there are columns x (rows + 1) of them.
  const along = columns * (rows + 1);
  const block = Math.floor(stream() * (along + rows * (columns + 1)));
  let x = block < along ? block % columns : (block - along) % (columns + 1);
  let y = block < along ? Math.floor(block / columns) : Math.floor((block - along) / (columns + 1));
  let heading = block < along ? 0 : 1;
  if (stream() < 0.5) {
    x += DX[heading];
    y += DY[heading];
    heading += 2;
  }
  let first = true;
  const turn = () => {
    const ways = [0, 1, 3].map((by) => (heading + by) % 4);
    const open = ways.map((way) => isInside(x + DX[way], y + DY[way]));
    const [left, right] = [ways[1], ways[2]];
    const u = stream();
    if (open[0] && (u < 0.5 || !(open[1] || open[2]))) return;
    if (open[1] && open[2]) heading = (open[0] ? u < 0.75 : u < 0.5) ? left : right;
    else heading = open[1] ? left : right;
  };
  return (leg) => {
    const v = first ? steadySpeed(speedMps, stream) : speed();
    const part = first ? stream() : 1;
    if (!first) turn();
    first = false;
    const gone = (1 - part) * blockM;
    const [dx, dy] = [DX[heading], DY[heading]];
    goOn(leg, x * blockM + dx * gone, y * blockM + dy * gone, dx * v, dy * v, (part * blockM) / v);
    x += dx;
    y += dy;
  };
}
