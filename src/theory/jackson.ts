// Open Jackson networks: Poisson arrivals from outside, exponential stations, Markov routing.
// Jackson 1957, Operations Research 5(4), 518-521: each station behaves as an M/M/c of its own.
import type { Seconds } from "../units.ts";
import { mmcJobs } from "./many-servers.ts";

export interface Station {
  /** Arrivals from outside per second. */
  readonly external: number;
  readonly serviceRate: number;
  /** 1 unless given. */
  readonly servers?: number;
  /** Probability of going on to each station; what is missing to 1 leaves. */
  readonly routing: readonly number[];
}

/** Throughput of each station: lambda_i = external_i + sum_j lambda_j r_ji, solved by Gaussian elimination. */
export function jacksonRates(stations: readonly Station[]): number[] {
  const n = stations.length;
  const rows = stations.map((station, i) => [
    ...stations.map((from, j) => (i === j ? 1 : 0) - (from.routing[i] ?? 0)),
    station.external,
  ]);
  for (let p = 0; p < n; p++) {
    let pivot = p;
    for (let i = p + 1; i < n; i++) if (Math.abs(rows[i][p]) > Math.abs(rows[pivot][p])) pivot = i;
    [rows[p], rows[pivot]] = [rows[pivot], rows[p]];
    for (let i = 0; i < n; i++) {
      if (i === p) continue;
      const factor = rows[i][p] / rows[p][p];
      for (let j = p; j <= n; j++) rows[i][j] -= factor * rows[p][j];
    }
  }
  return rows.map((row, i) => row[n] / row[i]);
}

/** Mean number at each station. */
export const jacksonJobs = (stations: readonly Station[]): number[] => {
  const rates = jacksonRates(stations);
  return stations.map((station, i) => mmcJobs(rates[i], station.serviceRate, station.servers ?? 1));
};

/** Mean time in the network: all jobs over all arrivals from outside, by Little's law. */
export const jacksonResponse = (stations: readonly Station[]): Seconds =>
  jacksonJobs(stations).reduce((sum, jobs) => sum + jobs, 0) /
  stations.reduce((sum, station) => sum + station.external, 0);
