import { fromArrow } from "arquero";
import { expect, test } from "vitest";
import { encodeArrow } from "../../src/dataset/arrow.ts";
import { tableOf, tableSchema } from "../../src/dataset/table.ts";

const cells = tableSchema("cells", "One of each type.", [
  { name: "word", type: "text", unit: "", meaning: "A word." },
  { name: "flag", type: "boolean", unit: "1", meaning: "Yes or no." },
  { name: "small", type: "int32", unit: "1", meaning: "A count, or none.", nullable: true },
  { name: "large", type: "int64", unit: "1", meaning: "A large count." },
  { name: "real", type: "float64", unit: "s", meaning: "A time, or none.", nullable: true },
]);
const none = { word: "ä, \n", flag: false, small: null, large: -(2 ** 53) + 1, real: null };
const some = { word: "", flag: true, small: -(2 ** 31) + 1, large: 2 ** 53 - 1, real: 5e-324 };

test.each([
  ["without rows", []],
  ["whose nullable cells are all null", [none]],
  ["of extremes and nulls", [some, none]],
])("a table %s comes back from Arrow as it was", (_, rows) => {
  expect(fromArrow(encodeArrow(tableOf(cells, rows))).objects()).toEqual(rows);
});
