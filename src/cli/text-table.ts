// A table drawn with lines that fits the terminal: texts wrap, and columns that still find no room go on below.

/** A text, and how it is coloured once it has its place. */
export interface TextCell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

export interface TextColumn {
  readonly head?: string;
  /** Numbers stand to the right and are never broken. */
  readonly numeric: boolean;
}

export interface TextTable {
  readonly columns: readonly TextColumn[];
  readonly rows: readonly (readonly TextCell[])[];
  readonly paintHead: (text: string) => string;
}

/** A text column is not made narrower than this. */
const NARROWEST = 10;

const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uff01-\uff60]/u;
const NOTHING = /\p{M}|\u200d|\ufe0f/u;

/** Columns of the terminal that a text takes. */
export function shownWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const sign of text) width += NOTHING.test(sign) ? 0 : WIDE.test(sign) ? 2 : 1;
  return width;
}

/** The first part of a word that fits, and the rest; at least one sign. */
function broken(word: string, width: number): [string, string] {
  const signs = [...word];
  let length = 1;
  while (length < signs.length && shownWidth(signs.slice(0, length + 1).join("")) <= width) length++;
  return [signs.slice(0, length).join(""), signs.slice(length).join("")];
}

/** Lines of at most `width`, broken between words where there are any. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    let current = "";
    for (let word of line.split(" ")) {
      const joined = current === "" ? word : `${current} ${word}`;
      if (shownWidth(joined) <= width) {
        current = joined;
        continue;
      }
      if (current !== "") lines.push(current);
      while (shownWidth(word) > width) {
        const [first, rest] = broken(word, width);
        lines.push(first);
        word = rest;
      }
      current = word;
    }
    lines.push(current);
  }
  return lines;
}

const longest = (texts: readonly string[]): number =>
  texts.reduce((most, text) => Math.max(most, ...text.split("\n").map(shownWidth)), 0);

/** Width of the whole drawing: a line on each side of a column, and a space within. */
const drawnWidth = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width + 3, 1);

/** Takes from the widest that may give until the drawing fits, or none may give any more. */
function shrink(widths: number[], least: readonly number[], room: number): void {
  while (drawnWidth(widths) > room) {
    let widest = -1;
    for (const [column, width] of widths.entries()) {
      if (width > least[column] && (widest < 0 || width > widths[widest])) widest = column;
    }
    if (widest < 0) return;
    widths[widest]--;
  }
}

/** Columns that are drawn side by side; the first stands before each group. */
function groupsOf(widths: readonly number[], room: number): number[][] {
  const groups: number[][] = [];
  for (let column = 1; column < widths.length; column++) {
    const last = groups.at(-1);
    const grown = [...(last ?? [0]), column];
    if (last !== undefined && drawnWidth(grown.map((one) => widths[one])) <= room) last.push(column);
    else groups.push([0, column]);
  }
  return groups.length === 0 ? [[0]] : groups;
}

/**
 * The drawing.
 * @param room columns of the terminal, or Infinity
 */
export function drawnTable({ columns, rows, paintHead }: TextTable, room: number): string {
  const heads = columns.map(({ head = "" }) => longest([head]));
  const widths = heads.map((width, column) => Math.max(width, longest(rows.map((row) => row[column].text))));
  const least = columns.map(({ numeric }, column) =>
    numeric ? widths[column] : Math.min(widths[column], Math.max(NARROWEST, heads[column])),
  );
  shrink(widths, least, room);

  const line = (group: readonly number[], left: string, middle: string, right: string) =>
    left + group.map((column) => "─".repeat(widths[column] + 2)).join(middle) + right;
  const drawnRow = (group: readonly number[], row: readonly TextCell[]): string => {
    const parts = group.map((column) => wrapped(row[column].text, widths[column]));
    const height = Math.max(...parts.map((lines) => lines.length));
    return Array.from({ length: height }, (_, at) => {
      const inside = group.map((column, k) => {
        const text = parts[k][at] ?? "";
        const blank = " ".repeat(Math.max(0, widths[column] - shownWidth(text)));
        const paint = row[column].paint;
        const shown = paint === undefined || text === "" ? text : paint(text);
        return columns[column].numeric ? blank + shown : shown + blank;
      });
      return `│ ${inside.join(" │ ")} │`;
    }).join("\n");
  };
  const hasHead = columns.some(({ head }) => head !== undefined);
  const head = columns.map(({ head: text = "" }) => ({ text, paint: paintHead }));
  const groups = drawnWidth(widths) <= room ? [columns.map((_, column) => column)] : groupsOf(widths, room);
  return groups
    .map((group) =>
      [
        line(group, "┌", "┬", "┐"),
        ...(hasHead ? [drawnRow(group, head), line(group, "├", "┼", "┤")] : []),
        ...rows.map((row) => drawnRow(group, row)),
        line(group, "└", "┴", "┘"),
      ].join("\n"),
    )
    .join("\n");
}
