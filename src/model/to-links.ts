// The radio links of an instance in flat arrays and SI units.
import { megabitsPerSecond } from "../units.ts";
import type { Instance, LinkRow, RateEntry } from "./instance.ts";
import { type RadioLinks, radioLinks, type SparseRows } from "./links.ts";

/** Which gateways the rows name, where some rows do not list all of them. */
function sparseRows(rows: readonly LinkRow<unknown>[], gateways: readonly string[]): SparseRows {
  const at = new Map(gateways.map((id, g) => [id, g]));
  const named = rows.map((row) =>
    Array.isArray(row)
      ? row.flatMap((rate, g) => (rate === null ? [] : [g]))
      : Object.keys(row)
          .map((id) => at.get(id)!)
          .sort((a, b) => a - b),
  );
  const first = new Int32Array(rows.length + 1);
  for (const [i, row] of named.entries()) first[i + 1] = first[i] + row.length;
  return { first, gateway: Int32Array.from(named.flat()) };
}

/** Lays the links of a checked instance out. A pair without a link has rate 0. */
export function toLinks({ devices, servers, accessPoints, linksMbps, latencyS = 0 }: Instance): RadioLinks {
  const gateways = (accessPoints ?? servers).map(({ id }) => id);
  const rows = linksMbps.every(Array.isArray) ? null : sparseRows(linksMbps, gateways);
  const laid = <Entry>(of: readonly LinkRow<Entry>[], number: (entry: Entry) => number): Float64Array => {
    let device = 0;
    const numberOf = (entry: Entry | null | undefined) => (entry == null ? 0 : number(entry));
    if (rows === null) return Float64Array.from((of as (Entry | null)[][]).flat(), numberOf);
    return Float64Array.from(rows.gateway, (g, entry) => {
      while (rows.first[device + 1] <= entry) device++;
      const row = of[device];
      return numberOf(Array.isArray(row) ? row[g] : (row as Record<string, Entry>)[gateways[g]]);
    });
  };
  const ratesOf = (way: "up" | "down") =>
    laid<RateEntry>(linksMbps, (rate) => megabitsPerSecond(typeof rate === "number" ? rate : rate[way]));
  const isApart = linksMbps.some((row) =>
    Object.values(row).some((rate) => typeof rate === "object" && rate !== null),
  );
  const latencies =
    typeof latencyS === "number" ? Float64Array.of(latencyS) : laid<number>(latencyS, (latency) => latency);
  const down = isApart ? ratesOf("down") : null;
  return radioLinks(devices.length, gateways.length, ratesOf("up"), latencies, rows, down);
}
