import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Table, tableOf, tableSchema } from "../../src/dataset/index.ts";
import {
  cdf,
  empiricalDistribution,
  type Figure,
  gantt,
  groupedBars,
  heatMap,
  intervals,
  lines,
  logLog,
  logLogSlope,
  methodLabel,
  renderSvg,
  seriesScales,
  specJson,
  steps,
} from "../../src/figures/index.ts";
import { textWidth } from "../../src/figures/text-width.ts";
import { renderPng } from "../../src/io/png.ts";

const METHODS = ["optimum", "ogs-mw", "odpd-mt", "odfp-mj", "prices", "a policy with a rather long name"];

const number = (name: string, unit = "1") => ({ name, type: "float64", unit, meaning: name }) as const;
const text = (name: string) => ({ name, type: "text", unit: "", meaning: name }) as const;

const runs: Table = tableOf(
  tableSchema("runs", "a run", [
    text("method"),
    number("wt"),
    number("score"),
    number("CT_s", "s"),
    number("low_s", "s"),
    number("high_s", "s"),
  ]),
  METHODS.flatMap((method, k) =>
    [0, 0.25, 0.5, 1].map((wt) => ({
      method,
      wt,
      score: 1 - wt / 2 + k / 10,
      CT_s: 100 + 1000 * wt * (k + 1),
      low_s: 90 + 1000 * wt * (k + 1),
      high_s: 130 + 1000 * wt * (k + 1),
    })),
  ),
);
const work: Table = tableOf(
  tableSchema("work", "a piece of work", [
    text("lane"),
    number("start_s", "s"),
    number("end_s", "s"),
    text("device"),
    number("power_W", "W"),
  ]),
  Array.from({ length: 30 }, (_, i) => ({
    lane: `lane ${i % 3}`,
    start_s: i,
    end_s: i + 2.5,
    device: `d${i % 9}`,
    power_W: (i * 7) % 5,
  })),
);
const one = { caption: "what is seen", title: "A title of usual length with its unit (s)" };
const lanes = ["lane 0", "lane 1", "lane 2"];

const FIGURES: readonly Figure[] = [
  lines(runs, {
    ...one,
    name: "lines",
    x: "wt",
    xLabel: "weight on time",
    series: "method",
    order: METHODS,
    panels: [
      { y: "score", label: "score" },
      { y: "CT_s", label: "completion time" },
    ],
  }),
  cdf(runs, {
    ...one,
    name: "cdf",
    series: "method",
    rowsAre: "iterations",
    order: METHODS,
    measures: [
      { column: "CT_s", label: "CT", reference: 150 },
      { column: "score", label: "score" },
    ],
  }),
  groupedBars(runs, {
    ...one,
    name: "bars",
    category: "method",
    order: METHODS,
    panels: [
      {
        label: "time",
        bars: [
          { column: "CT_s", label: "closed form" },
          { column: "low_s", label: "simulated" },
        ],
      },
    ],
  }),
  intervals(runs, {
    ...one,
    name: "intervals",
    category: "method",
    order: METHODS,
    estimate: "CT_s",
    low: "low_s",
    high: "high_s",
    label: "time",
    reference: 500,
  }),
  heatMap(runs, {
    ...one,
    name: "shades",
    x: "wt",
    xLabel: "wt",
    y: "method",
    yLabel: "policy",
    value: "score",
    label: "score",
  }),
  heatMap(runs, {
    ...one,
    name: "names",
    x: "wt",
    xLabel: "wt",
    y: "score",
    yLabel: "score",
    value: "method",
    label: "policy",
  }),
  logLog(runs, {
    ...one,
    name: "growth",
    x: "CT_s",
    xLabel: "size",
    y: "high_s",
    yLabel: "time",
    series: "method",
    order: METHODS,
  }),
  gantt(work, {
    ...one,
    name: "gantt",
    lane: "lane",
    order: lanes,
    start: "start_s",
    end: "end_s",
    colour: "device",
    colours: ["d0", "d1", "d2"],
    colourTitle: "device",
    text: "device",
    window: [0, 33],
  }),
  steps(work, {
    ...one,
    name: "steps",
    time: "start_s",
    value: "power_W",
    label: "power",
    series: "lane",
    order: lanes,
    window: [0, 33],
  }),
];

describe.each(FIGURES.map((figure) => [figure.name, figure] as const))("the figure %s", (name, figure) => {
  test("is the same text and the same pixels each time, whatever was drawn before", async () => {
    const first = await renderSvg(figure);
    await renderSvg(FIGURES[0]);
    expect(await renderSvg(figure)).toBe(first);
    expect(renderPng(first, 1)).toEqual(renderPng(first, 1));
  });

  test("carries its title, keeps its ids to itself, and cuts nothing off at its border", async () => {
    const svg = await renderSvg(figure);
    expect(svg).toContain("A title of usual length with its unit (s)");
    for (const [, id] of svg.matchAll(/(?:id="|url\(#)([^")]+)/g))
      expect(id.startsWith(`${name}-`)).toBe(true);
    // Without its background the picture's extent is that of what is drawn on it.
    const drawn = svg.replace(/<rect width="[\d.]+" height="[\d.]+" fill="#ffffff"\/>/, "");
    const { width, height } = new Resvg(svg);
    const fonts = {
      loadSystemFonts: false,
      fontFiles: [
        "node_modules/dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf",
        "node_modules/dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf",
      ],
      defaultFontFamily: "DejaVu Sans",
    };
    const box = new Resvg(drawn, { font: fonts }).getBBox()!;
    expect(drawn.length).toBeLessThan(svg.length);
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(box.y + box.height).toBeLessThanOrEqual(height);
  });

  test("has a specification that is JSON with its data inside", () => {
    const spec = JSON.parse(specJson(figure)) as { $schema: string };
    expect(spec.$schema).toContain("vega-lite");
    expect(specJson(figure)).toContain('"values"');
    expect(specJson(figure)).not.toContain('"url"');
  });
});

test("a figure of a column that its table has not is a fault of the caller", () => {
  expect(() =>
    lines(runs, { ...one, name: "x", x: "wt", xLabel: "", series: "colour", order: [], panels: [] }),
  ).toThrow("table runs has no column colour");
});

test("text is as wide as the typeface draws it, regular and bold, within 1 %", () => {
  for (const bold of [false, true]) {
    for (const sample of [
      "completion time CT (s)",
      "OGS,MW above the optimum",
      "0123456789.",
      "Wait |x| {y} & ~z?",
    ]) {
      const line = sample.repeat(6);
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="60"><text x="10" y="40" font-size="20" font-family="DejaVu Sans"${bold ? ' font-weight="bold"' : ""}>${line.replaceAll("&", "&amp;")}</text></svg>`;
      const face = `node_modules/dejavu-fonts-ttf/ttf/DejaVuSansCondensed${bold ? "-Bold" : ""}.ttf`;
      const box = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles: [face] } }).getBBox()!;
      expect(Math.abs(textWidth(line, 20, bold) / box.width - 1)).toBeLessThan(0.01);
    }
  }
});

test("an empirical distribution gives at each value the share of values at or below it, and rises from 0 to 1", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1 }), (values) => {
      const corners = empiricalDistribution("s", values);
      expect(corners[0].share).toBe(0);
      expect(corners.at(-1)!.share).toBe(1);
      for (const { value, share } of corners.slice(1)) {
        expect(share).toBe(values.filter((one) => one <= value).length / values.length);
      }
      expect(new Set(corners.slice(1).map(({ value }) => value))).toEqual(new Set(values));
    }),
  );
});

test("the slope of a power law on two logarithmic axes is its exponent", () => {
  const points = [1, 10, 100, 1e5].map((x) => [x, 3 * x ** 1.7] as const);
  expect(logLogSlope(points)).toBeCloseTo(1.7, 10);
  expect(
    logLogSlope([
      [5, 1],
      [5, 2],
    ]),
  ).toBeNaN();
});

test("no two of the paper's policies look the same, and a policy looks the same in every figure", () => {
  const policies = ["odfp", "odpd", "ogs"].flatMap((whether) =>
    ["mj", "mt", "mw"].map((where) => `${whether}-${where}`),
  );
  const look = (names: string[]) => {
    const { colour, dash } = seriesScales(names);
    return names.map((_, index) => `${colour.range[index]} ${dash.range[index]}`);
  };
  expect(new Set(look([...policies, "optimum", "prices", "greedy", "local"])).size).toBe(13);
  expect(look(["ogs-mw"])[0]).toBe(look(["optimum", "odfp-mj", "ogs-mw"])[2]);
  expect(methodLabel("ogs-mw")).toBe("OGS,MW");
  expect(methodLabel("offload-all")).toBe("offload-all");
});
