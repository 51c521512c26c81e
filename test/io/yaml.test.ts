// YAML is read whole, keys given twice are errors, and many keys take no longer than they must.
import { expect, test } from "vitest";
import { parseYaml } from "../../src/io/yaml.ts";

test("a key given twice is an error at its line, in nested mappings and flow mappings too", () => {
  expect(() => parseYaml("a: 1\nb: 2\na: 3\n", "x.yaml")).toThrow("x.yaml:3:1: expected each key once");
  expect(() => parseYaml("list:\n  - { a: 1, b: 2 }\n  - { a: 1, a: 2 }\n", "x.yaml")).toThrow("x.yaml:3:13");
  expect(parseYaml("a: { x: 1 }\nb: { x: 2 }\n", "x.yaml")).toEqual({ a: { x: 1 }, b: { x: 2 } });
});

test("many keys take one look each: fifty thousand of them, the last a repetition", {
  timeout: 30_000,
}, () => {
  const text = Array.from({ length: 50_000 }, (_, k) => `key${k}: ${k}`).join("\n");
  expect(() => parseYaml(`${text}\nkey5: 1`, "x.yaml")).toThrow("x.yaml:50001:1");
});
