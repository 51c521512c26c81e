// `mec-offload policy FILE`, and what is said of a policy that throws.
import { writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { throwingLine } from "../../src/policies/place-answer.ts";
import { command, scratch } from "./command.ts";

const folder = scratch();
afterAll(folder.remove);

let files = 0;
const written = (body: string, head = ""): string => {
  const path = folder.path(`policy-${++files}.ts`);
  const text = `import type { Policy } from "mec-offload";\n${head}\nconst policy: Policy = (job, view, stream) => {\n${body}\n};\nexport default policy;\n`;
  writeFileSync(path, text);
  return path;
};

interface Report {
  readonly passed: boolean;
  readonly checks: readonly { readonly check: string; readonly fault: string | null }[];
}

const checked = async (path: string) => {
  const { status, out } = await command("policy", path, "--json");
  const report = JSON.parse(out) as Report;
  const faults = Object.fromEntries(report.checks.map(({ check, fault }) => [check, fault]));
  return { status, passed: report.passed, faults };
};

test("a policy that looks at what it sees and draws from its stream passes", async () => {
  const path = written(
    "  const open = view.servers > 0 && view.canUse(0) && view.isUp(0);\n  return open && stream() < 0.5 ? 0 : 'local';",
  );
  const { status, passed, faults } = await checked(path);
  expect({ status, passed }).toEqual({ status: 0, passed: true });
  expect(Object.keys(faults)).toEqual(["types", "places", "purity", "determinism", "speed"]);
});

test.each([
  [
    "chance of its own",
    "  return Math.random() < 0 ? 0 : 'local';",
    "",
    "purity",
    "Math.random cannot be repeated in a policy: draw from its third argument",
  ],
  [
    "the clock",
    "  return Date.now() < 0 ? 0 : 'local';",
    "",
    "purity",
    "Date.now() cannot be repeated in a policy: the time of the run is view.now",
  ],
  [
    "chance by a detour",
    "  return globalThis.Math.random() < 0 ? 0 : 'local';",
    "",
    "purity",
    "asks Math.random (there is the stream",
  ],
  [
    "what it kept from earlier runs",
    "  kept.turn = (kept.turn ?? 0) + 1;\n  return kept.turn % 2 === 0 && view.canUse(0) ? 0 : 'local';",
    "const kept = globalThis as { turn?: number };",
    "determinism",
    "other places in a second run",
  ],
  ["a place that a job may not use", "  return 0;", "", "places", "a place that the job's `allowed` names"],
  ["a server that is not there", "  return 7;", "", "places", "the number or id of a server, got 7"],
] as const)("%s is found", async (_, body, head, check, message) => {
  const { status, passed, faults } = await checked(written(body, head));
  expect({ status, passed }).toEqual({ status: 2, passed: false });
  expect(faults[check]).toContain(message);
});

test("a policy that throws is told with file, line and its own message", async () => {
  const path = written("  if (view.now >= 0) {\n    throw new RangeError('boom');\n  }\n  return 'local';");
  const { out, err, status } = await command("simulate", "case1", "--policy", path);
  expect({ out, status }).toEqual({ out: "", status: 2 });
  expect(err).toMatch(/an error at policy-\d+\.ts:5:11 \(RangeError: boom\)/);
});

test("the line is that of the policy, not of what called it", () => {
  const error = new Error("x");
  error.stack =
    "Error: x\n    at inner (/home/me/place.ts:3:4)\n    at policy (/home/me/p.ts:9:1)\n    at askPolicy (/lib/a.js:1:1)";
  expect(throwingLine(error)).toBe(" at place.ts:3:4");
  error.stack = "Error: x\n    at askPolicy (/lib/a.js:1:1)\n    at other (/home/me/p.ts:9:1)";
  expect(throwingLine(error)).toBe("");
  expect(throwingLine("text")).toBe("");
});
