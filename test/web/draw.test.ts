// Colours that can be told apart and seen, and names that leave the curve in sight.
import { expect, test } from "vitest";
import { DARK, LIGHT } from "../../src/web/draw/colours.ts";
import { type Box, placeLabels } from "../../src/web/draw/labels.ts";

/** Contrast of two colours `#rrggbb` by WCAG 2. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

test.each([
  ["light", LIGHT],
  ["dark", DARK],
])(
  "five servers have five colours, and every colour stands apart from the ground by 3 to 1, %s",
  (_, colours) => {
    expect(new Set(colours.servers.slice(0, 5)).size).toBe(5);
    expect(new Set([...colours.servers, ...colours.policies]).size).toBe(
      colours.servers.length + colours.policies.length,
    );
    for (const colour of [...colours.servers, ...colours.policies]) {
      expect(contrast(colour, colours.ground), colour).toBeGreaterThanOrEqual(3);
    }
  },
);

const plot: Box = { left: 64, right: 460, top: 24, bottom: 224 };

const boxOf = (label: ReturnType<typeof placeLabels>[number], text: string): Box => {
  const width = 6.3 * text.length;
  const left = label.align === "end" ? label.x - width : label.x;
  return { left, right: left + width, top: label.y - 9, bottom: label.y + 2 };
};
const meet = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

test("names of points on a falling curve stand beside it, clear of each other, within the plot", () => {
  const curve: number[] = [];
  for (let k = 0; k <= 20; k++) curve.push(80 + 18 * k, 40 + 8.5 * k);
  const names = ["OGS,MW", "ODFP,MW", "greedy", "prices"];
  const points = names.map((text, k) => ({ text, x: 250 + 4 * k, y: 122 + 2 * k }));
  const labels = placeLabels(points, curve, plot);
  const boxes = labels.map((label, k) => boxOf(label, names[k]));
  for (const [k, box] of boxes.entries()) {
    expect(box.left).toBeGreaterThanOrEqual(plot.left);
    expect(box.right).toBeLessThanOrEqual(plot.right);
    for (let p = 0; p < curve.length; p += 2) {
      const [x, y] = [curve[p], curve[p + 1]];
      expect(meet(box, { left: x, right: x + 1, top: y, bottom: y + 1 }), names[k]).toBe(false);
    }
    for (const other of boxes.slice(k + 1)) expect(meet(box, other)).toBe(false);
  }
});
