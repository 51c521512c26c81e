// YAML and JSON that would take minutes or the whole stack: read in seconds, or refused in one line.
import { expect, test } from "vitest";
import { parseJson } from "../../src/io/json.ts";
import { parseYaml } from "../../src/io/yaml.ts";
import { InputError } from "../../src/model/input-error.ts";
import { sized } from "../sized.ts";

const MOST_SECONDS = 30;

/** What reading gives: the data, or the one line that refuses it; never long. */
function outcome(read: () => unknown): unknown {
  const start = performance.now();
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message;
  } finally {
    expect((performance.now() - start) / 1000).toBeLessThan(MOST_SECONDS);
  }
}

const many = (count: number, of: (k: number) => string, between: string) =>
  Array.from({ length: count }, (_, k) => of(k)).join(between);

test("a YAML map of a hundred thousand keys is read, as it takes no longer for being one map", () => {
  const data = outcome(() =>
    parseYaml(
      many(100_000, (k) => `key${k}: ${k}`, "\n"),
      "f",
    ),
  ) as Record<string, number>;
  expect(Object.keys(data)).toHaveLength(100_000);
  expect(data.key99999).toBe(99_999);
});

test("what has more lines or items than are read in seconds is refused before it is parsed", () => {
  const line = /^f: expected at most 250000 lines and items of YAML .*, got \d+$/;
  expect(outcome(() => parseYaml("\n".repeat(sized(2e6, 8e6)), "f"))).toMatch(line);
  expect(outcome(() => parseYaml(`a: 1${"\n".repeat(sized(2e6, 8e6))}`, "f"))).toMatch(line);
  expect(outcome(() => parseYaml(`a: [${"1,".repeat(1e6)}1]`, "f"))).toMatch(line);
  const keys = many(sized(1_500_001, 2_000_000), (k) => `"key${k}":1`, ",");
  expect(outcome(() => parseJson(`{${keys}}`, "f"))).toBe(
    'f:1: expected at most 1500000 keys in an object, got "more"',
  );
});

test("many small objects of JSON are no more than their bytes", () => {
  const data = outcome(() => parseJson(`[${many(200_000, (k) => `{"id":"j${k}","sizeMB":1}`, ",")}]`, "f"));
  expect(data).toHaveLength(200_000);
});

test("what lies too deep is refused by its place, however deep", () => {
  for (const depth of [101, 5000, 200_000]) {
    expect(outcome(() => parseJson(`\n${"[".repeat(depth)}${"]".repeat(depth)}`, "f"))).toBe(
      'f:2: expected lists and objects at most 100 deep, got "deeper ones"',
    );
    expect(outcome(() => parseJson('{"a":'.repeat(depth), "f"))).toContain("at most 100 deep");
    expect(outcome(() => parseYaml(`${"- ".repeat(depth)}x`, "f"))).toContain("at most 100 deep");
    expect(outcome(() => parseYaml(`${"[".repeat(depth)}${"]".repeat(depth)}`, "f"))).toMatch(
      /^f(:1:101)?: expected lists and maps at most 100 deep, got "deeper ones"$/,
    );
  }
  expect(outcome(() => parseJson("[".repeat(100) + "]".repeat(100), "f"))).toHaveLength(1);
  expect(outcome(() => parseYaml("[".repeat(100) + "]".repeat(100), "f"))).toHaveLength(1);
});

test("a key twice is told with its place, in JSON and YAML, large and small, as text and as number", () => {
  expect(outcome(() => parseYaml("a: 1\nb: { c: 1, d: 2,\n  c: 3 }\n", "f"))).toBe(
    'f:3:3: expected each key once in a map, got "c"',
  );
  expect(outcome(() => parseYaml('1: a\n"1": b\n', "f"))).toContain("f:2:1: expected each key once in a map");
  expect(outcome(() => parseJson('{"a":[{"b":1,\n"\\u0062":2}]}', "f"))).toBe(
    'f:2: expected each key once in an object, got "b"',
  );
});

// Somebody else's scenario may name any file: an error must not tell what it holds.
test("text that is neither JSON nor YAML is refused without a word of it", () => {
  for (const text of [
    "root:x:0:0:root",
    '{"a": secret}',
    '["secret',
    "secret: [secret",
    'a: "secret" secret',
    "*secret",
    "%secret\n---",
  ]) {
    const json = outcome(() => parseJson(text, "f"));
    expect(json).toMatch(/^f: expected JSON, got ".*"$/);
    expect(json).not.toMatch(/root|secret/);
  }
  for (const text of [
    "secret: [secret",
    'a: "secret" secret',
    "a: secret\n b: secret",
    "{ secret: secret secret: secret",
  ])
    expect(outcome(() => parseYaml(text, "f"))).not.toContain("secret");
});
