// Policy files: state that belongs to a run, options, what cannot be repeated, and where an error arose.
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { readPolicyFile } from "../../src/io/policy-file.ts";
import { type Job, objective, placeJobOf, type View, weights } from "../../src/model/index.ts";
import { solveHeuristic } from "../../src/policies/index.ts";
import { command, scratch } from "../cli/command.ts";
import { randomProblem } from "../model/networks.ts";

const folder = scratch();
afterAll(folder.remove);

const file = (name: string, code: string): string => {
  writeFileSync(folder.path(name), code);
  return folder.path(name);
};
const job = { index: 0 } as Job;
const view = { now: 0 } as View;
const draw = () => 0.5;

/** Counts the jobs it has placed, in the module itself. */
const COUNTING = "let n = 0; export default () => { n++; return n % 2 === 1 ? 0 : 'local'; };";

test("a module's state begins anew with each policy that is made", async () => {
  const make = await readPolicyFile(file("counting.ts", COUNTING));
  const [first, second] = [placeJobOf(make()), placeJobOf(make())];
  expect([first, first, second, first, second].map((place) => place(job, view, draw))).toEqual([
    ...[0, "local", 0, 0, "local"],
  ]);
});

test("so does the state of what it imports", async () => {
  file("memory.ts", "export const memory: number[] = [];");
  const make = await readPolicyFile(
    file("importing.ts", 'import { memory } from "./memory.ts"; export default () => memory.push(1) - 1;'),
  );
  const [first, second] = [placeJobOf(make()), placeJobOf(make())];
  expect([first, first, second].map((place) => place(job, view, draw))).toEqual([0, 1, 0]);
});

test("create is called once a run, with the options", async () => {
  const of = objective(randomProblem("own", { devices: 2, servers: 2, jobs: 6 }), weights(0.5));
  const calls = globalThis as { calls?: unknown[] };
  calls.calls = [];
  const code =
    "export const create = (o: object) => { globalThis.calls.push(o); return { place: (_j, _v, s) => s() < o.p ? 0 : 'local' }; };";
  const make = await readPolicyFile(file("created.ts", code), { p: 0.5 });
  const { iterations } = solveHeuristic({ name: "created", make }, of, { iterations: 7 });
  expect(iterations.score).toHaveLength(7);
  expect(calls.calls).toEqual(new Array(7).fill({ p: 0.5 }));
  delete calls.calls;
});

test("the command line hands options to create", async () => {
  const instance = folder.path("instance.json");
  await command("sample", "case1", "-o", instance);
  const path = file(
    "optional.ts",
    "export const create = ({ share = 0, word }) => (job) => job.index < share && word === 'go' ? 0 : 'local';",
  );
  const solve = async (...options: string[]) =>
    JSON.parse((await command("solve", instance, "--method", path, "--json", ...options)).out).offloaded;
  expect(await solve()).toBe(0);
  expect(await solve("--policy-option", "share=3", "--policy-option", "word=go")).toBe(3);
  const { status, err } = await command("solve", instance, "--method", path, "--policy-option", "share");
  expect([status, err.includes("Expected name=value")]).toEqual([2, true]);
});

describe("what cannot be repeated is refused by name, and told what to use", () => {
  test.each([
    ["Math.random()", "Math.random cannot be repeated in a policy: draw from its third argument, stream()"],
    ["Date.now()", "Date.now() cannot be repeated in a policy: the time of the run is view.now"],
    ["+new Date()", "new Date() cannot be repeated in a policy"],
    ["Date()", "Date() cannot be repeated in a policy"],
    ["performance.now()", "performance.now() cannot be repeated in a policy"],
    ["crypto.randomUUID()", "crypto.randomUUID() cannot be repeated in a policy"],
    ["[1].map(Math.random)", "Math.random cannot be repeated"],
  ])("%s", async (code, said) => {
    const place = placeJobOf((await readPolicyFile(file("chance.ts", `export default () => ${code};`)))());
    expect(() => place(job, view, draw)).toThrow(said);
    await expect(
      readPolicyFile(file("early.ts", `const x = ${code}; export default () => x;`)),
    ).rejects.toThrow(said);
  });
  test("all else of Math and Date works", async () => {
    const code =
      "export default () => Math.max(1, Math.PI) + new Date(5).getTime() + Date.UTC(1970, 0) + (new Date(0) instanceof Date ? 1 : 0);";
    const place = placeJobOf((await readPolicyFile(file("sure.ts", code)))());
    expect(place(job, view, draw)).toBe(Math.PI + 6);
  });
});

test("an error says file and line, of an imported file too, behind comments and types", async () => {
  file(
    "deep.ts",
    "// A comment.\ninterface Nothing { readonly none: true }\n\nexport function fail(of: Nothing) {\n  throw new RangeError('no ' + of);\n}\n",
  );
  const path = file(
    "shallow.ts",
    'import { fail } from "./deep.ts";\n\nexport default () => fail("luck");\n',
  );
  const place = placeJobOf((await readPolicyFile(path))());
  expect(() => place(job, view, draw)).toThrow("no luck");
  const instance = folder.path("line.json");
  await command("sample", "case1", "-o", instance);
  const { status, err } = await command("simulate", instance, "--policy", path);
  expect(status).toBe(2);
  expect(err).toContain("an error at deep.ts:5:9 (RangeError: no luck)");
  expect(err.trimEnd().split("\n")).toHaveLength(1);
});

test.each([
  ["neither function nor object", "export const create = () => 5;", "a policy from create(options)"],
  ["an object without place", "export default { plan: () => 0 };", "a default export that is a function"],
  [
    "create that throws",
    "\nexport const create = () => { throw new Error('no'); };",
    "at bad.ts:2:37 (Error: no)",
  ],
])("%s is refused as it is read", async (_, code, said) => {
  await expect(readPolicyFile(file("bad.ts", code))).rejects.toThrow(said);
});

test("a study with a stateful policy has the same numbers with 0, 1 and 2 workers", async () => {
  // Of the 20 jobs of an instance every seventh, counted on from run to run if the state were not cleared.
  file("stateful.ts", "let n = 0; export default () => (n++ % 7 === 0 ? 0 : 'local');");
  file(
    "study.yaml",
    JSON.stringify({
      format: "mec-offload/study@1",
      name: "stateful",
      scenario: "case1",
      run: "plan",
      policies: ["./stateful.ts"],
      replications: 6,
      measures: ["score", "makespan_s"],
      seed: 3,
    }),
  );
  const tables: string[] = [];
  for (const workers of ["0", "1", "2"]) {
    const out = folder.path(`workers-${workers}`);
    const { status } = await command("study", folder.path("study.yaml"), "--workers", workers, "-o", out);
    expect(status).toBe(0);
    tables.push(readFileSync(`${out}/units.csv`, "utf8"));
  }
  expect(new Set(tables).size).toBe(1);
  expect(tables[0].split("\n").length).toBeGreaterThan(6);
});
