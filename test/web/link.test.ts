// The link of the lab carries all that was chosen, and a damaged one is read as far as it goes.
import { expect, test } from "vitest";
import { sourceLines } from "../../src/web/policy/source-lines.ts";
import { concerns, withValue } from "../../src/web/setup/path.ts";
import { fromLink, toLink } from "../../src/web/state/link.ts";
import { DEFAULTS, type Settings } from "../../src/web/state/settings.ts";

const chosen: Settings = {
  world: { kind: "data", name: "Zelle 7 & Co", data: { servers: [{ id: "m#1", speedIps: 0.1 + 0.2 }] } },
  seed: 2 ** 40,
  wt: 0.35,
  score: "eq3",
  methods: ["ogs-mw", "live:least-completion", "own"],
  shown: 2,
  iterations: 7,
  code: "export default () => 'local'; // ünïcode ✓\n",
  tab: "compare",
};

test.each([DEFAULTS, chosen])("what a link says is what was chosen, to the last bit", async (settings) => {
  expect(await fromLink(`#${await toLink(settings)}`)).toEqual({ settings, complaints: [] });
});

test("a link that was cut off or written by hand says what it could not read", async () => {
  const link = await toLink(chosen);
  const cut = await fromLink(link.replace(/data=([^&]{20})[^&]*/, "data=$1"));
  expect(cut.complaints).toEqual([
    "The network in this link is damaged or cut off; case 1 is shown instead.",
  ]);
  expect(cut.settings.world).toEqual(DEFAULTS.world);
  const odd = await fromLink("#wt=7&seed=-1&policies=a,b,c,d,e,f&shown=9&tab=nowhere&iterations=1e9");
  expect(odd.complaints).toEqual([
    "wt: expected a weight from 0 to 1, got 7.",
    "seed: expected a whole number from 0 to 9007199254740991, got -1.",
    "iterations: expected a whole number from 1 to 10000, got 1e9.",
    "shown: expected a whole number from 0 to 3, got 9.",
    "tab: expected one of run, compare, policy, got nowhere.",
  ]);
  const long = await fromLink(`#policies=${"a".repeat(100_000)}&score=eq5`);
  expect(long.settings.methods).toEqual([`${"a".repeat(100)}…`]);
  expect(long.complaints).toEqual(["score: expected one of eq3, eq4, got eq5."]);
  expect(odd.settings).toEqual({ ...DEFAULTS, methods: ["a", "b", "c", "d"] });
});

test("a packed part cannot fill the memory", async () => {
  const bomb = await toLink({ ...chosen, code: "a".repeat(20_000_000) });
  expect(bomb.length).toBeLessThan(100_000);
  expect((await fromLink(bomb)).complaints).toEqual(["The policy in this link is damaged or cut off."]);
});

test("a field is changed in a copy, and a message finds its field or the group around it", () => {
  const data = { devices: [{ powerW: { idle: 1 } }], servers: [1, 2, 3] };
  expect(withValue(data, ["devices", 0, "powerW", "idle"], 2)).toEqual({
    ...data,
    devices: [{ powerW: { idle: 2 } }],
  });
  expect(withValue(data, ["servers", 1], undefined)).toEqual({ ...data, servers: [1, 3] });
  expect(data.devices[0].powerW.idle).toBe(1);
  expect(concerns("mine.json: devices[0].powerW.idle", ["devices", 0, "powerW"])).toBe(true);
  expect(concerns("a: b.json: devices[0].speedIps", ["devices", 0, "speedIps"])).toBe(true);
  expect(concerns("mine.json: devices[1].powerW", ["devices", 0, "powerW"])).toBe(false);
});

test("lines of a compiled policy lead back to the lines that were written", () => {
  // Three compiled lines: from line 1, unmapped, from line 3 and (a later segment) line 4.
  expect(sourceLines("AAAA;;AAEA,CACA")).toEqual([1, 1, 3]);
});
