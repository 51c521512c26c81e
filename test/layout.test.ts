// The house rules of imports: folders import downwards only (each from those above it in the list), files never in a circle.
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { expect, test } from "vitest";

/** Each folder may import from those before it, `model` from `units` alone. */
const ORDER = [
  "units.ts",
  "model",
  "stats",
  "random",
  "theory",
  "radio",
  "mobility",
  "scenario",
  "convert",
  "engine",
  "optimum",
  "graphs",
  "policies",
  "simulation",
  "trial",
  "env",
  "onnx",
  "search",
  "yardsticks",
  "dataset",
  "figures",
  "study",
  "io",
  "cli",
  "web",
];

const inFolder = (name: string) => `^src/${name.replace(".", "\\.")}(/|$)`;

const upward = ORDER.map((folder, position) => ({
  name: `${folder} imports from above only`,
  severity: "error" as const,
  from: { path: inFolder(folder) },
  to: {
    path: "^src/",
    pathNot: [inFolder(folder), ...ORDER.slice(0, position).map(inFolder)].join("|"),
  },
}));

const result = await cruise(["src"], {
  ruleSet: {
    forbidden: [
      ...upward,
      { name: "no circles", severity: "error", from: {}, to: { circular: true } },
      {
        name: "no file left over",
        severity: "error",
        from: { path: "^src/", pathNot: ORDER.map(inFolder).concat("^src/index\\.ts$").join("|") },
        to: {},
      },
    ],
  },
  validate: true,
  doNotFollow: { path: "node_modules" },
  tsPreCompilationDeps: true,
  tsConfig: { fileName: "tsconfig.json" },
  enhancedResolveOptions: { extensions: [".ts", ".tsx", ".js", ".d.ts"] },
});

test("folders import only from those above them, and no file is part of a circle", () => {
  const { summary } = result.output as ICruiseResult;
  expect(summary.totalCruised).toBeGreaterThan(10);
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
});
