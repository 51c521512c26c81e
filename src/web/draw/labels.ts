// Where the names of points stand: beside their point, clear of other points, other names and of a curve, as far as there
// is room.

export interface LabelPoint {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Label {
  /** Start of the baseline, or its end where the name stands left of its point. */
  readonly x: number;
  readonly y: number;
  readonly align: "start" | "end";
  /** Stands so far from its point that a line should join them. */
  readonly far: boolean;
}

/** Width of a letter and height of a line, px. */
const LETTER = 6.3;
const LINE = 13;
/** What a crossing costs: another name, a point, the curve, the edge of the plot. */
const COST = { label: 60, point: 25, curve: 8, edge: 1000 };

const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const around = (x: number, y: number, radius: number): Box => ({
  left: x - radius,
  right: x + radius,
  top: y - radius,
  bottom: y + radius,
});

/** Boxes along a polyline, so that a crossing costs by the length that is covered. */
function curveBoxes(curve: ArrayLike<number>): Box[] {
  const boxes: Box[] = [];
  for (let p = 2; p < curve.length; p += 2) {
    const [x0, y0, x1, y1] = [curve[p - 2], curve[p - 1], curve[p], curve[p + 1]];
    const pieces = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / LINE));
    for (let k = 0; k <= pieces; k++) {
      boxes.push(around(x0 + ((x1 - x0) * k) / pieces, y0 + ((y1 - y0) * k) / pieces, 2));
    }
  }
  return boxes;
}

/**
 * Places one name after the other where it costs least.
 * @param curve x and y in turn
 */
export function placeLabels(points: readonly LabelPoint[], curve: ArrayLike<number>, within: Box): Label[] {
  const boxes = curveBoxes(curve);
  const dots = points.map(({ x, y }) => around(x, y, 6));
  const placed: Box[] = [];
  return points.map(({ x, y, text }) => {
    const width = text.length * LETTER;
    let best: { box: Box; cost: number; far: boolean } | null = null;
    for (const distance of [0, 1, 2, 3, 4, 5]) {
      const rise = distance * LINE;
      for (const side of [1, -1]) {
        const left = side > 0 ? x + 9 + rise / 2 : x - 9 - rise / 2 - width;
        for (const bottom of distance === 0 ? [y + 4, y - 4, y + 14] : [y - 4 - rise, y + 14 + rise]) {
          const box = { left, right: left + width, top: bottom - LINE + 2, bottom };
          const inside =
            box.left >= within.left &&
            box.right <= within.right &&
            box.top >= within.top &&
            box.bottom <= within.bottom;
          const cost =
            3 * distance +
            COST.label * placed.filter((other) => overlap(box, other)).length +
            COST.point * dots.filter((dot) => overlap(box, dot)).length +
            COST.curve * boxes.filter((piece) => overlap(box, piece)).length +
            (inside ? 0 : COST.edge);
          if (best === null || cost < best.cost) best = { box, cost, far: distance > 0 };
        }
      }
    }
    const { box, far } = best!;
    placed.push(box);
    const left = box.left < x;
    return { x: left ? box.right : box.left, y: box.bottom - 2, align: left ? "end" : "start", far };
  });
}
