// Times of the calendar: ISO 8601 (RFC 3339) as microseconds since 1970, which a number holds exactly until the year 2255.

/** Date, time and zone; a fraction of a second of any length. */
const PATTERN =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?:Z|([+-])(\d{2}):?(\d{2}))?)?$/i;

const MICROS = 1e6;

/**
 * Microseconds since 1970-01-01T00:00:00Z; undefined where the text is no such time.
 * Our choice: without a zone it is UTC, as only differences between times of one file count.
 */
export function parseInstant(text: string): number | undefined {
  const parts = PATTERN.exec(text);
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const start = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(start);
  // A day or an hour beyond its month or day would silently become another.
  const holds =
    read.getUTCMonth() === month - 1 &&
    read.getUTCDate() === day &&
    read.getUTCHours() === hour &&
    read.getUTCMinutes() === minute &&
    read.getUTCSeconds() === second;
  if (!holds) return undefined;
  const [fraction, sign, zoneHours, zoneMinutes] = parts.slice(7);
  const micros = fraction === undefined ? 0 : Number(`0.${fraction}`) * MICROS;
  const offset = sign === undefined ? 0 : (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60 * MICROS;
  return start * 1000 + micros - (sign === "-" ? -offset : offset);
}
