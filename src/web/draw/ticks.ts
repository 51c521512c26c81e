// Round numbers for axes, and numbers as a person would write them.

/** Multiples of 1, 2 or 5 times a power of ten within [from, to], about `count` of them. */
export function ticks(from: number, to: number, count: number): number[] {
  const span = to - from;
  if (!(span > 0) || !Number.isFinite(span)) return [from];
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  // The nearest round step: one that is too large would leave short axes with a single label.
  const step = [1, 2, 5, 10]
    .map((factor) => factor * power)
    .reduce((best, next) =>
      Math.abs(Math.log(next / rough)) < Math.abs(Math.log(best / rough)) ? next : best,
    );
  const first = Math.ceil(from / step - 1e-9);
  // Beyond 2^53 steps there are no whole numbers left to count with.
  if (!Number.isSafeInteger(first)) return [from];
  const found: number[] = [];
  for (let k = first; k * step <= to + step * 1e-9; k++) found.push(k * step);
  return found;
}

/** As many digits as tell apart values that differ by `step`. */
export function tickLabel(value: number, step: number): string {
  if (value === 0) return "0";
  if (Math.abs(value) >= 1e6 || Math.abs(value) < 1e-4) return value.toExponential(1).replace("e+", "e");
  const digits = Math.max(0, Math.min(8, -Math.floor(Math.log10(step) + 1e-9)));
  return value.toFixed(digits);
}

/** A measured value in four significant digits. */
export function shown(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text = size >= 1e7 || size < 1e-4 ? value.toExponential(2).replace("e+", "e") : plain(value, size);
  return text.replace("-", "−");
}

function plain(value: number, size: number): string {
  const digits = Math.max(0, Math.min(7, 3 - Math.floor(Math.log10(size))));
  return value.toFixed(digits);
}

/** A whole number with its thousands apart; the browser's own formats take 60 ms to get ready. */
export const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** A share such as a gap, in percent. */
export function percent(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return "–";
  const value = share * 100;
  const size = Math.abs(value);
  if (size > 0 && size < 0.0005) return value > 0 ? "<0.001 %" : ">−0.001 %";
  const text = size === 0 ? "0" : value.toFixed(size < 0.1 ? 3 : size < 10 ? 2 : 1);
  return `${text.replace("-", "−")} %`;
}
