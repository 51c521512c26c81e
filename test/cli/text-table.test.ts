import { describe, expect, test } from "vitest";
import { drawnTable, shownWidth, wrapped } from "../../src/cli/text-table.ts";

const table = {
  columns: [
    { head: "policy", numeric: false },
    { head: "said of it", numeric: false },
    { head: "score", numeric: true },
    { head: "energy_J", numeric: true },
  ],
  rows: [
    ["ogs-mw", "guided search, then the fastest link of all that there are", "0.123456", "12.5"],
    ["local", "nothing leaves its device", "1", "1234567.25"],
  ].map((row) => row.map((text) => ({ text }))),
  paintHead: (text: string) => text,
};

/** All that stands in the cells of a drawing, without blanks. */
const content = (drawing: string) => drawing.replace(/[^\p{L}\p{N}.,-]/gu, "");

describe("a table", () => {
  test("has its natural widths where there is room", () => {
    expect(drawnTable(table, Number.POSITIVE_INFINITY).split("\n")).toEqual([
      "┌────────┬────────────────────────────────────────────────────────────┬──────────┬────────────┐",
      "│ policy │ said of it                                                 │    score │   energy_J │",
      "├────────┼────────────────────────────────────────────────────────────┼──────────┼────────────┤",
      "│ ogs-mw │ guided search, then the fastest link of all that there are │ 0.123456 │       12.5 │",
      "│ local  │ nothing leaves its device                                  │        1 │ 1234567.25 │",
      "└────────┴────────────────────────────────────────────────────────────┴──────────┴────────────┘",
    ]);
  });

  test("breaks texts between words where there is less", () => {
    expect(drawnTable(table, 60).split("\n")).toEqual([
      "┌────────┬─────────────────────────┬──────────┬────────────┐",
      "│ policy │ said of it              │    score │   energy_J │",
      "├────────┼─────────────────────────┼──────────┼────────────┤",
      "│ ogs-mw │ guided search, then the │ 0.123456 │       12.5 │",
      "│        │ fastest link of all     │          │            │",
      "│        │ that there are          │          │            │",
      "│ local  │ nothing leaves its      │        1 │ 1234567.25 │",
      "│        │ device                  │          │            │",
      "└────────┴─────────────────────────┴──────────┴────────────┘",
    ]);
  });

  test.each([44, 36, 30])(
    "goes on below itself at %i columns: nothing is cut, numbers stay whole",
    (room) => {
      const drawing = drawnTable(table, room);
      for (const line of drawing.split("\n")) expect(shownWidth(line)).toBeLessThanOrEqual(room);
      for (const number of ["0.123456", "1234567.25"]) expect(drawing).toContain(number);
      expect(drawing.match(/ogs-mw/g)!.length).toBeGreaterThan(1);
    },
  );

  test("loses no sign of any text, however narrow", () => {
    const one = {
      ...table,
      columns: table.columns.slice(0, 2),
      rows: table.rows.map((row) => row.slice(0, 2)),
    };
    const wide = content(drawnTable(one, Number.POSITIVE_INFINITY));
    const narrow = content(drawnTable(one, 24));
    expect([...narrow].sort().join("")).toBe([...wide].sort().join(""));
  });
});

test("a word that is longer than a line is broken, and wide signs take two columns", () => {
  expect(wrapped("a verylongword b", 5)).toEqual(["a", "veryl", "ongwo", "rd b"]);
  expect(shownWidth("服务器 1")).toBe(8);
  expect(wrapped("服务器服务器", 5)).toEqual(["服务", "器服", "务器"]);
  expect(shownWidth("e\u0301")).toBe(1);
});
