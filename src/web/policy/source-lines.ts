// From a source map to lines: which line of the source each line of the compiled text came from.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Numbers of one segment: base 64, five bits a digit with a bit for more, the lowest bit the sign (Source Map v3). */
function numbers(segment: string): number[] {
  const found: number[] = [];
  let value = 0;
  let shift = 0;
  for (const letter of segment) {
    const digit = DIGITS.indexOf(letter);
    value += (digit & 31) << shift;
    if ((digit & 32) !== 0) {
      shift += 5;
      continue;
    }
    found.push((value & 1) !== 0 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return found;
}

/** For each line of the compiled text the line of the source, from 1; one without a mapping has that of the line before. */
export function sourceLines(mappings: string): number[] {
  let source = 0;
  let last = 1;
  return mappings.split(";").map((line) => {
    let first: number | null = null;
    for (const segment of line.split(",")) {
      if (segment === "") continue;
      source += numbers(segment)[2] ?? 0;
      first ??= source + 1;
    }
    last = first ?? last;
    return last;
  });
}
