// Cases 45 to 52 and 60: devices that move, their channels and cells. Areas are in m, speeds in m/s.
import {
  emptyLeg,
  gaussMarkov,
  type Leg,
  type NextLeg,
  waypoint,
  xAt,
  yAt,
} from "../../src/mobility/index.ts";
import { LOCAL } from "../../src/model/index.ts";
import { uma, umaSight, umi, umiSight } from "../../src/radio/index.ts";
import { stream } from "../../src/random/index.ts";
import { drawWorld, readScenario, SCENARIO_FORMAT } from "../../src/scenario/index.ts";
import { type RunResult, simulate } from "../../src/simulation/index.ts";
import { type Case, SEED } from "./case.ts";

const draws = (replication: number, purpose: string) => stream({ seed: SEED, replication, purpose });

/** Calls `see` with each piece of a path up to a time, and how long it lasts. */
function follow(next: NextLeg, end: number, see: (leg: Leg, lasts: number) => void): void {
  const leg = emptyLeg();
  while (leg.until < end) {
    next(leg);
    see(leg, Math.min(end, leg.until) - leg.from);
  }
}

/** Time that a piece spends in a rectangle. */
function timeWithin(leg: Leg, lasts: number, [x0, y0, x1, y1]: readonly number[]): number {
  let [from, to] = [0, lasts];
  for (const [at, v, low, high] of [
    [leg.x, leg.vx, x0, x1],
    [leg.y, leg.vy, y0, y1],
  ]) {
    if (v === 0) {
      if (at < low || at > high) return 0;
      continue;
    }
    const [a, b] = [(low - at) / v, (high - at) / v];
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  return Math.max(0, to - from);
}

const UNIT = { width: 1, height: 1 };

function randomWaypoint(replication: number): number[] {
  const end = 4000;
  let [legs, length, centre, inner] = [0, 0, 0, 0];
  let first = true;
  follow(waypoint({ speedMps: 1 }, UNIT, draws(replication, "waypoint")), end, (leg, lasts) => {
    centre += timeWithin(leg, lasts, [0.4, 0.4, 0.6, 0.6]);
    inner += timeWithin(leg, lasts, [0.1, 0.1, 0.9, 0.9]);
    if (!first && leg.until <= end) {
      legs++;
      length += Math.hypot(xAt(leg, leg.until) - leg.x, yAt(leg, leg.until) - leg.y);
    }
    first = false;
  });
  return [length / legs, centre / end, 1 - inner / end];
}

function speed(replication: number): number[] {
  const end = 20_000;
  let metres = 0;
  const law = { speedMps: { uniform: { min: 1, max: 9 } } };
  follow(waypoint(law, { width: 100, height: 100 }, draws(replication, "speed")), end, (leg, lasts) => {
    metres += Math.hypot(leg.vx, leg.vy) * lasts;
  });
  return [metres / end];
}

function velocities(replication: number): number[] {
  const values: number[] = [];
  const law = { memory: 0.8, deviationMps: 2, meanMps: [3, 0] as const };
  follow(gaussMarkov(law, { width: 1e9, height: 1e9 }, draws(replication, "velocity")), 100_000, (leg) => {
    values.push(leg.vx);
  });
  // The mean is known: no estimate of it biases the others.
  const product = (lag: number) =>
    values.slice(lag).reduce((sum, v, k) => sum + (v - 3) * (values[k] - 3), 0) / (values.length - lag);
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return [mean, Math.sqrt(product(0)), product(1) / product(0), product(5) / product(0)];
}

const RARE = { sizeMB: 1e-6, arrivals: { poisson: { ratePerS: 1e-6 } } };

/** A world of moving devices and nothing else. */
const cells = (of: object) => ({
  format: SCENARIO_FORMAT,
  work: { instructionsPerBit: 1 },
  outputReduction: 1,
  servers: [{ id: "m", speedIps: 1e12 }],
  links: { rateMbps: 1 },
  ...of,
});

const users = (count: number, mobility: object, jobs: object = RARE) => ({
  id: "u",
  count,
  speedIps: 1e9,
  powerW: { compute: 1, transmit: 1, idle: 0 },
  mobility,
  jobs,
});

function run(file: object, replication: number, horizon: number, place = LOCAL, records = false): RunResult {
  const name = { seed: SEED, replication };
  const world = drawWorld(readScenario(file, "moving"), name);
  return simulate(world, () => place, { ...name, horizon, records: records ? "all" : "none" });
}

const lattice = Array.from({ length: 25 }, (_, k) => ({
  id: `ap${k}`,
  at: [2.5 + 5 * (k % 5), 2.5 + 5 * Math.floor(k / 5)],
}));

function squares(replication: number): number[] {
  const mobility = { direction: { speedMps: 1, everyS: { exponential: { mean: 20 } }, border: "wrap" } };
  const file = cells({ area: [25, 25], accessPoints: lattice, devices: [users(10, mobility)] });
  return [run(file, replication, 2000).mobility!.handovers / 10 / 2000];
}

/** Access points around the area, too, as those beyond its border would serve there. */
function poissonCells(replication: number): number[] {
  const [side, margin, density, v, horizon] = [600, 200, 1 / 2500, 10, 1000];
  const place = draws(replication, "access points");
  const whole = side + 2 * margin;
  const points: object[] = [];
  // As many as exponential times of mean 1 / density fit into the whole.
  let left = whole * whole * density + Math.log(1 - place());
  while (left > 0) {
    const at = [place() * whole - margin, place() * whole - margin];
    points.push({ id: `ap${points.length}`, at });
    left += Math.log(1 - place());
  }
  const mobility = { direction: { speedMps: v, everyS: { exponential: { mean: 60 } } } };
  const file = cells({ area: [side, side], accessPoints: points, devices: [users(20, mobility)] });
  return [run(file, replication, horizon).mobility!.handovers / 20 / horizon];
}

/** Where a device hands over on the line between two access points 200 m apart. */
function onTheLine(): number[] {
  const channel = {
    pathLoss: { exponent: 3.5, referenceDb: 40 },
    bandwidthMHz: 10,
    transmitDbm: { device: 23, accessPoint: 33 },
  };
  const recorded = { timeS: [0, 200], device: ["u1", "u1"], x: [0, 200], y: [0, 0] };
  const { links: _, ...file } = cells({
    channels: { radio: channel },
    accessPoints: [0, 200].map((x) => ({ id: `ap${x}`, at: [x, 0], channel: "radio" })),
    attach: { to: "strongest", hysteresisDb: 3 },
    devices: [users(1, { recorded })],
  });
  return [run(file, 0, 200).mobility!.attachments.to[0]];
}

/** Handovers between start and end of an exponential service of rate 1, at 0.5 handovers a second. */
function whileServed(replication: number): number[] {
  const jobs = {
    sizeMB: 0,
    instructions: { exponential: { mean: 1 } },
    outputMB: 0,
    arrivals: { poisson: { ratePerS: 0.2 } },
  };
  const file = cells({
    servers: [{ id: "m", speedIps: 1, cores: 1000 }],
    accessPoints: [0, 10, 20].map((x) => ({ id: `ap${x}`, at: [x, 0] })),
    devices: [users(1, { nomadic: { stayS: { exponential: { mean: 2 } } } }, jobs)],
  });
  const result = run(file, replication, 40_000, 0, true);
  const { to } = result.mobility!.attachments;
  const { serviceStart, serviceEnd, count } = result.jobs!;
  const before = (time: number) => {
    let [low, high] = [0, to.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (to[middle] < time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  let [some, all, served] = [0, 0, 0];
  for (let n = 0; n < count; n++) {
    if (Number.isNaN(serviceEnd[n])) continue;
    const handovers = before(serviceEnd[n]) - before(serviceStart[n]);
    served++;
    all += handovers;
    if (handovers > 0) some++;
  }
  return [some / served, all / served];
}

/** Two kinds of devices of one cell by air time, their transfers exponential. */
function airtime(replication: number): number[] {
  const jobs = (name: string) => ({
    class: name,
    sizeMB: { exponential: { mean: 0.125 } },
    outputMB: 0,
    arrivals: { poisson: { ratePerS: 0.4 / 2000 } },
  });
  const group = (name: string) => ({ ...users(2000, { still: { at: [0, 0] } }, jobs(name)), id: name });
  const file = cells({
    servers: [{ id: "m", speedIps: 1e15, cores: 1000 }],
    accessPoints: [{ id: "ap", at: [0, 0], share: "airtime" }],
    devices: [group("fast"), group("slow")],
    links: [
      { from: "fast", rateMbps: 2 },
      { from: "slow", rateMbps: 1 },
    ],
  });
  return run(file, replication, 20_000, 0).classes.map(({ meanResponse }) => meanResponse);
}

const UMI = umi(3.5);
const UMA = uma(3.5);
const LOSSES: readonly (readonly [string, number, number])[] = [
  [20, 71.36, 81.19, 71.65, 82.63],
  [100, 85.31, 104.64, 83.14, 103.04],
  [500, 107.11, 129.26, 98.27, 129.92],
].flatMap(([metres, ...published]) =>
  [UMI.clear, UMI.shaded, UMA.clear, UMA.shaded].map((law, k): [string, number, number] => [
    `${["UMi in sight", "UMi", "UMa in sight", "UMa"][k]}, ${metres} m`,
    published[k],
    law.loss(metres ** 2),
  ]),
);
const SIGHTS: readonly (readonly [string, number, number])[] = [
  ["P(line of sight), UMi, 100 m", 0.231, umiSight(100)],
  ["P(line of sight), UMa, 100 m", 0.3477, umaSight(100)],
];

const ratio = 10 ** (3 / 35);

export const MOVING: readonly Case[] = [
  {
    id: "45",
    system: "random waypoint on the unit square, speed 1, no pause",
    source: "Le Boudec & Vojnovic 2005; Hyytia & Virtamo",
    known: [
      {
        name: "mean leg",
        exact: (2 + Math.SQRT2 + 5 * Math.log(1 + Math.SQRT2)) / 15,
        unit: "m",
      },
      { name: "share of time in [0.4, 0.6]^2", exact: 0.085, unit: "1", rounding: 0.00005 },
      { name: "share of time in the border of 0.1", exact: 0.128, unit: "1", rounding: 0.00005 },
    ],
    measure: randomWaypoint,
  },
  {
    id: "46",
    system: "random waypoint, speed uniform on (1, 9)",
    source: "Navidi & Camp 2004",
    known: [{ name: "mean speed", exact: 8 / Math.log(9), unit: "m/s" }],
    measure: speed,
  },
  {
    id: "47",
    system: "random direction, 1 m/s, square cells of 5 m",
    source: "fluid flow: v L / (pi A)",
    known: [{ name: "crossings of a user", exact: 20 / (25 * Math.PI), unit: "1/s" }],
    measure: squares,
  },
  {
    id: "48",
    system: "cells around Poisson-placed access points, 400 a km2, 10 m/s",
    source: "Lin et al. 2013: 4 v sqrt(D) / pi",
    known: [{ name: "handovers of a user", exact: (40 * Math.sqrt(1 / 2500)) / Math.PI, unit: "1/s" }],
    measure: poissonCells,
  },
  {
    id: "49",
    system: "event A3 between two access points 200 m apart, exponent 3.5, hysteresis 3 dB",
    source: "10^(H / 10n)",
    deterministic: true,
    known: [{ name: "handover at", exact: (200 * ratio) / (1 + ratio), unit: "m" }],
    measure: onTheLine,
  },
  {
    id: "50",
    system: "stays exponential (mean 2), service exponential (mean 1)",
    source: "h / (h + mu); h / mu",
    known: [
      { name: "share with a handover before the end", exact: 1 / 3, unit: "1" },
      { name: "mean number of handovers", exact: 0.5, unit: "1" },
    ],
    measure: whileServed,
  },
  {
    id: "51",
    system: "Gauss-Markov, memory 0.8, N(3, 2^2)",
    source: "Liang & Haas 1999",
    known: [
      { name: "mean velocity", exact: 3, unit: "m/s" },
      { name: "deviation", exact: 2, unit: "m/s" },
      { name: "autocorrelation, lag 1", exact: 0.8, unit: "1" },
      { name: "autocorrelation, lag 5", exact: 0.8 ** 5, unit: "1" },
    ],
    measure: velocities,
  },
  {
    id: "52",
    system: "path loss at 3.5 GHz, antennas 10 or 25 m and 1.5 m",
    source: "3GPP TR 38.901",
    deterministic: true,
    known: [
      ...LOSSES.map(([name, exact]) => ({ name, exact, unit: "dB", rounding: 0.005 })),
      ...SIGHTS.map(([name, exact]) => ({ name, exact, unit: "1", rounding: 0.00005 })),
    ],
    measure: () => [...LOSSES, ...SIGHTS].map(([, , found]) => found),
  },
  {
    id: "60",
    system: "a cell by air time, 0.4 transfers a second each at 2 and at 1 Mbps, 1 Mbit, exponential",
    source: "M/G/1-PS, insensitivity",
    known: [
      { name: "mean response of the fast", exact: 0.5 / (1 - 0.6), unit: "s" },
      { name: "mean response of the slow", exact: 1 / (1 - 0.6), unit: "s" },
    ],
    measure: airtime,
  },
];
