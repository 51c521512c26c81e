// Devices that move in a run: by hand, by definition with steps of time, and by what must hold whatever happens.
import { describe, expect, test } from "vitest";
import { emptyLeg, type NextLeg, waypoint, xAt, yAt } from "../../src/mobility/index.ts";
import { LOCAL } from "../../src/model/index.ts";
import { byExponent, CQI_EFFICIENCY, noisePower } from "../../src/radio/index.ts";
import { stream } from "../../src/random/stream.ts";
import { drawWorld, readScenario } from "../../src/scenario/index.ts";
import { type RunResult, simulate } from "../../src/simulation/index.ts";

const RUN = { seed: 1, replication: 0 };
const FIRST = () => 0;

/** A car passes from ap1 to ap2, 200 m apart, at 10 m/s: the border is met at 10 s. */
const street = (change: object = {}, device: object = {}) => ({
  format: "mec-offload/scenario@1",
  name: "street",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.75,
  accessPoints: [
    { id: "ap1", at: [0, 0] },
    { id: "ap2", at: [200, 0] },
  ],
  wires: [{ id: "w", ends: ["ap1", "ap2"], rateMbps: 80, latencyS: 0.1 }],
  servers: [{ id: "m1", on: "ap1", speedIps: 8e9 }],
  devices: [
    {
      id: "car",
      speedIps: 1e9,
      powerW: { compute: 1, transmit: 1, idle: 0 },
      mobility: { recorded: { timeS: [0, 20], device: ["car", "car"], x: [0, 200], y: [0, 0] } },
      jobs: { sizeMB: 4, arrivals: { recorded: { arrivalS: [8] } } },
      ...device,
    },
  ],
  links: { rateMbps: 8 },
  handover: { interruptionS: 0.5 },
  ...change,
});

const run = (file: object, policy: () => number = FIRST, options: object = {}): RunResult => {
  const scenario = readScenario(file, "street.yaml");
  return simulate(drawWorld(scenario, RUN), policy, {
    records: "all",
    horizon: scenario.horizonS ?? Number.POSITIVE_INFINITY,
    ...options,
  });
};

describe("a handover in the middle of an upload of 4 s that began at 8 s", () => {
  const withRule = (transfers: string) => run(street({ handover: { interruptionS: 0.5, transfers } }));

  test("resume: what is left goes on after the interruption, and the data goes back over the wire", () => {
    const { jobs, mobility, energy } = withRule("resume");
    expect(jobs!.uploadEnd[0]).toBeCloseTo(12.5, 12);
    // 32 Mbit over 80 Mbps and 0.1 s; 1 s of work; 8 Mbit back the same way; 1 s of download.
    expect(jobs!.serviceStart[0]).toBeCloseTo(13, 12);
    expect(jobs!.completion[0]).toBeCloseTo(14 + 0.2 + 1, 12);
    // The radio draws nothing while the link is down: 4 + 1 s at 1 W.
    expect(energy).toBeCloseTo(5, 9);
    expect(mobility).toMatchObject({ handovers: 1, pingPongs: 0, outOfCoverage: 0 });
    expect(mobility!.interrupted).toBeCloseTo(0.5, 12);
    expect(Array.from(mobility!.attachments.accessPoint)).toEqual([0, 1]);
    expect(mobility!.attachments.to[0]).toBeCloseTo(10, 12);
  });

  test("restart: all of it again", () => {
    const { jobs, energy } = withRule("restart");
    expect(jobs!.uploadEnd[0]).toBeCloseTo(14.5, 12);
    expect(energy).toBeCloseTo(7, 9);
  });

  test("forward: it ends at the old access point, then the device hands over", () => {
    const { jobs, mobility } = withRule("forward");
    expect(jobs!.uploadEnd[0]).toBeCloseTo(12, 12);
    expect(mobility!.attachments.to[0]).toBeCloseTo(12, 12);
    // The device hung on ap1 until then, so the data is at the server at once; the result follows it.
    expect(jobs!.completion[0]).toBeCloseTo(12 + 1 + 0.2 + 1, 12);
  });
});

test("results that wait for the radio at the access point that was left go after the device", () => {
  const { jobs, visits } = run(
    street(
      { wires: [{ id: "w", ends: ["ap1", "ap2"], rateMbps: 4, latencyS: 0.1 }] },
      {
        jobs: {
          sizeMB: 0.5,
          outputMB: 2,
          instructions: 4e9,
          arrivals: { recorded: { arrivalS: [7.5, 7.5] } },
        },
      },
    ),
  );
  // Uploads to 8 and 8.5 s; service to 8.5 and 9 s; the first download of 2 s from 8.5, its rest over ap2 to 11.
  const [first, second] = [0, 1];
  expect(jobs!.completion[first]).toBeCloseTo(11, 12);
  // The second waits at ap1 at 10 s: 16 Mbit over 4 Mbps and 0.1 s, then 2 s of download.
  expect(jobs!.completion[second]).toBeCloseTo(10 + 4.1 + 2, 12);
  expect(visits!.count).toBeGreaterThan(6);
});

test("a result on a wire at the handover goes on to where the device is, also through several", () => {
  const three = {
    accessPoints: [
      { id: "ap1", at: [0, 0] },
      { id: "ap2", at: [200, 0] },
      { id: "ap3", at: [400, 0] },
    ],
    wires: [
      { id: "w1", ends: ["ap1", "ap2"], rateMbps: 2, latencyS: 0 },
      { id: "w2", ends: ["ap2", "ap3"], rateMbps: 2, latencyS: 0 },
    ],
  };
  const { jobs, wires } = run(
    street(three, {
      mobility: { recorded: { timeS: [0, 40], device: ["car", "car"], x: [0, 400], y: [0, 0] } },
      // At ap2 from 10 to 30 s. The result of 40 Mbit leaves the server at 11 s for ap2.
      jobs: { sizeMB: 1, outputMB: 5, instructions: 2.4e10, arrivals: { recorded: { arrivalS: [7] } } },
    }),
  );
  // 20 s to ap2: at 31 s the device is at ap3; 20 s more, then 5 s of download.
  expect(jobs!.completion[0]).toBeCloseTo(11 + 20 + 20 + 5, 9);
  expect(wires.filter(({ bits }) => bits > 0).map(({ bits }) => bits)).toEqual([4e7, 4e7]);
});

test("a service that follows takes its state and the rest of its input along, and goes on where it stopped", () => {
  const change = {
    servers: [
      { id: "m1", on: "ap1", speedIps: 8e9, pricePerGinstr: 1 },
      { id: "m2", on: "ap2", speedIps: 4e9, pricePerGinstr: 10 },
    ],
    handover: { service: "follow", stateMB: 1 },
  };
  // Uploaded at 7 s; 6 s of work at m1, half of it done at the handover at 10 s.
  const device = {
    jobs: { sizeMB: 4, outputMB: 1, instructions: 4.8e10, arrivals: { recorded: { arrivalS: [3] } } },
  };
  const { jobs, mobility, wires, price, servers } = run(street(change, device));
  expect(mobility!.migrations).toBe(1);
  // 1 + 2 MB over 80 Mbps and 0.1 s, then 2.4e10 instructions at 4e9/s, then 1 s of download.
  expect(wires.map(({ bits }) => bits)).toEqual([2.4e7, 0]);
  expect(jobs!.completion[0]).toBeCloseTo(10 + 0.3 + 0.1 + 6 + 1, 9);
  expect(price).toBeCloseTo(24 * 1 + 24 * 10, 9);
  expect(servers[0].busy).toBeCloseTo(3, 9);
  expect(servers[1].busy).toBeCloseTo(6, 9);
  // Staying, the result of 1 MB comes after it over the wire instead.
  const stays = run(street({ ...change, handover: {} }, device));
  expect(stays.jobs!.completion[0]).toBeCloseTo(13 + 0.1 + 0.1 + 1, 9);
  expect(stays.mobility!.migrations).toBe(0);
});

test("services that follow through a town lose no job and no work", () => {
  const file = town({
    wires: [
      { id: "w1", ends: ["ap1", "ap2"], rateMbps: 50, latencyS: 0.01 },
      { id: "w2", ends: ["ap2", "ap3"], rateMbps: 50, latencyS: 0.01 },
      { id: "w3", ends: ["ap3", "ap1"], rateMbps: 50, latencyS: 0.01 },
    ],
    servers: [
      { id: "m1", on: "ap1", speedIps: 2e9, discipline: "processor-sharing" },
      { id: "m2", on: "ap2", speedIps: 2e9 },
      { id: "m3", on: "ap3", speedIps: 2e9, cores: 2 },
    ],
    work: { instructionsPerBit: 100 },
    handover: { service: "follow", stateMB: 0.5 },
  });
  const { arrived, completed, servers, mobility } = run(file, () => 1);
  expect(completed).toBe(arrived);
  expect(mobility!.migrations).toBeGreaterThan(5);
  const work = servers.reduce((sum, { busy }) => sum + busy * 2e9, 0);
  expect(work / (arrived * 6 * 8e6 * 100)).toBeCloseTo(1, 9);
});

test("without coverage a device waits, and a run in which it waits for ever says so", () => {
  const channel = {
    pathLoss: { exponent: 3, referenceDb: 40 },
    bandwidthMHz: 10,
    transmitDbm: { device: 0, accessPoint: 0 },
  };
  const file = (rows: [number, number][]) =>
    street(
      {
        links: undefined,
        channels: { radio: channel },
        accessPoints: [{ id: "ap1", at: [0, 0], channel: "radio" }],
        wires: [],
        attach: { to: "nearest" },
      },
      {
        mobility: {
          recorded: {
            timeS: rows.map(([t]) => t),
            device: rows.map(() => "car"),
            x: rows.map(([, x]) => x),
            y: rows.map(() => 0),
          },
        },
        jobs: { sizeMB: 1, arrivals: { recorded: { arrivalS: [0] } } },
      },
    );
  // Comes from 1000 m at 10 m/s.
  const coming = run(
    file([
      [0, 1000],
      [100, 0],
    ]),
  );
  const reach = 10 ** ((0 - noisePower(1e7, 9) - 10 * Math.log10(5.53 * (2 ** 0.1523 - 1)) - 40) / 30);
  expect(coming.mobility!.outOfCoverage).toBeCloseTo(100 - reach / 10, 6);
  expect(coming.jobs!.uploadEnd[0]).toBeGreaterThan(100 - reach / 10);
  expect(coming.completed).toBe(1);
  expect(() => run(file([[0, 1000]]))).toThrow(/car/);
});

/** Random worlds for laws and for steps of time. */
const town = (change: object = {}) => ({
  format: "mec-offload/scenario@1",
  name: "town",
  work: { instructionsPerBit: 1 },
  outputReduction: 0,
  area: [300, 300],
  channels: {
    radio: {
      pathLoss: { exponent: 3.5, referenceDb: 40 },
      bandwidthMHz: 10,
      transmitDbm: { device: 10, accessPoint: 20 },
    },
  },
  accessPoints: [
    { id: "ap1", at: [60, 60], channel: "radio", share: "airtime" },
    { id: "ap2", at: [240, 80], channel: "radio", share: "airtime" },
    { id: "ap3", at: [150, 250], channel: "radio", share: "airtime" },
  ],
  servers: [{ id: "m1", speedIps: 1e15 }],
  devices: [
    {
      id: "u",
      count: 6,
      speedIps: 1e9,
      powerW: { compute: 1, transmit: 1, idle: 0 },
      mobility: { waypoint: { speedMps: { uniform: { min: 5, max: 25 } } } },
      jobs: { sizeMB: 6, outputMB: 0, arrivals: { deterministic: { everyS: 2, count: 15 } } },
    },
  ],
  attach: { to: "nearest" },
  handover: { interruptionS: 0.1 },
  ...change,
});

/** The town by definition: everything is looked at anew each `step` seconds. Mean time of an upload from its arrival on. */
function bySteps(file: ReturnType<typeof town>, step: number): number[] {
  const sites = file.accessPoints.map(({ at }) => at);
  const law = byExponent(3.5, 40);
  const budget = 10 - noisePower(1e7, 5);
  const users = Array.from({ length: 6 }, (_, u) => {
    const draw = stream({ ...RUN, purpose: "path", entity: `u${u + 1}` });
    const path: NextLeg = waypoint(
      { speedMps: { uniform: { min: 5, max: 25 } } },
      { width: 300, height: 300 },
      draw,
    );
    return {
      path,
      leg: emptyLeg(),
      at: -1,
      downUntil: 0,
      queue: [] as { from: number; left: number }[],
      next: 0,
    };
  });
  const took: number[][] = users.map(() => []);
  for (let k = 0; took.some((of) => of.length < 15); k++) {
    const now = k * step;
    const rates = users.map((user) => {
      while (user.leg.until <= now) user.path(user.leg);
      const [x, y] = [xAt(user.leg, now), yAt(user.leg, now)];
      const squares = sites.map(([a, b]) => (x - a) ** 2 + (y - b) ** 2);
      const best = squares.indexOf(Math.min(...squares));
      if (user.at >= 0 && user.at !== best) user.downUntil = now + 0.1;
      user.at = best;
      while (user.next < 15 && now >= 2 * (user.next + 1)) {
        user.queue.push({ from: 2 * (user.next + 1), left: 48e6 });
        user.next++;
      }
      if (user.queue.length === 0 || now < user.downUntil - 1e-9) return 0;
      const ratio = 10 ** ((budget - law.loss(squares[best])) / 10);
      return 1e7 * Math.max(0, ...CQI_EFFICIENCY.filter((one) => one <= Math.log2(1 + ratio / 5.53)));
    });
    for (const [u, user] of users.entries()) {
      if (rates[u] === 0) continue;
      const sharers = users.filter((other, v) => other.at === user.at && rates[v] > 0).length;
      const [first] = user.queue;
      first.left -= (rates[u] / sharers) * step;
      if (first.left > 0) continue;
      took[u].push(now + step - first.from);
      user.queue.shift();
    }
  }
  return took.flat();
}

test("a run agrees with one by definition in steps of time, within an error that falls with the step", () => {
  const file = town();
  const exact = run(file);
  expect(exact.mobility!.handovers).toBeGreaterThan(5);
  expect(exact.completed).toBe(90);
  const mean = (of: ArrayLike<number>) => Array.from(of).reduce((sum, one) => sum + one, 0) / of.length;
  const total = mean(exact.jobs!.response);
  const errors = [0.1, 0.01, 0.001].map((step) => Math.abs(mean(bySteps(file, step)) - total));
  // Each transfer of a queue ends with a step: up to fifteen half steps late.
  expect(errors[2]).toBeLessThan(15 * 0.001);
  expect(errors[2]).toBeLessThan(errors[0] / 10);
  expect(errors[1]).toBeLessThan(errors[0]);
});

test.each(["resume", "restart", "forward"])(
  "bits and jobs are conserved over any number of handovers (%s)",
  (transfers) => {
    const { accessPoints, completed, arrived, mobility } = run(
      town({ handover: { interruptionS: 0.05, transfers } }),
    );
    expect(completed).toBe(arrived);
    expect(mobility!.handovers).toBeGreaterThan(5);
    const bits = accessPoints.reduce((sum, { upBits }) => sum + upBits, 0);
    expect(bits).toBe(arrived * 6 * 8e6);
    for (const { upUtilisation } of accessPoints) expect(upUtilisation >= 0 && upUtilisation <= 1).toBe(true);
  },
);

test("paths and attachments are the same whatever the policy does, and stays of a device follow each other", () => {
  const [group] = town().devices;
  const jobs = { sizeMB: 6, arrivals: { poisson: { ratePerS: 0.4 } } };
  const file = town({ horizonS: 60, handover: {}, devices: [{ ...group, jobs }] });
  const [a, b] = [run(file), run(file, () => LOCAL)];
  expect(a.mobility!.attachments).toEqual(b.mobility!.attachments);
  const { device, from, to, count } = a.mobility!.attachments;
  const until = new Float64Array(6);
  for (let k = 0; k < count; k++) {
    expect(from[k]).toBe(until[device[k]]);
    until[device[k]] = to[k];
  }
  for (const end of until) expect(end).toBe(60);
});

test("faults of an access point send its devices elsewhere while it is broken", () => {
  const file = town({ horizonS: 60 });
  const broken = {
    ...file,
    accessPoints: file.accessPoints.map((point, p) =>
      p === 0 ? { ...point, faults: { recorded: [{ fromS: 10, toS: 40 }] } } : point,
    ),
  };
  const { mobility } = run(broken);
  const { accessPoint, from, to, count } = mobility!.attachments;
  for (let k = 0; k < count; k++) if (accessPoint[k] === 0) expect(to[k] <= 10 || from[k] >= 40).toBe(true);
  expect(mobility!.handovers).toBeGreaterThan(run(file).mobility!.handovers - 20);
});

test.each([
  [
    { area: undefined },
    "area: expected an area [width, height] in m, as devices[0] are spread over it, got nothing",
  ],
  [{ area: [0, 100] }, "area[0]: expected a positive number"],
  [
    { attach: { to: "strongest", hysteresisDb: -1 } },
    "attach.hysteresisDb: expected a number (dB, hysteresis) from 0",
  ],
  [
    { accessPoints: [{ id: "a", at: [5000, 0], channel: "radio" }] },
    "accessPoints[0].at: expected a position in or near the area",
  ],
  [
    { accessPoints: [{ id: "a", at: [5, 0], channel: "raido" }] },
    "accessPoints[0].channel: expected a channel (radio)",
  ],
  [{ links: { rateMbps: 3 } }, "links: expected no links, as rates follow from the channels"],
])("a file that makes no sense is refused in one line (%#)", (change, message) => {
  expect(() => readScenario(town(change), "town.yaml")).toThrow(message);
});

test.each([
  [{ waypoint: { speedMps: 0 } }, "speedMps: expected only numbers above 0 (m/s)"],
  [
    { waypoint: { speedMps: { exponential: { mean: 2 } } } },
    "speedMps: expected a number (m/s) above 0, or uniform",
  ],
  [
    { waypoint: { speedMps: { uniform: { min: 0, max: 2 } } } },
    "speedMps: expected speeds of at least 1e-6 m/s",
  ],
  [
    { manhattan: { speedMps: 3, blockM: 70 } },
    "manhattan.blockM: expected a distance (m) that divides the area's sides",
  ],
  [
    { recorded: { timeS: [5, 4], device: ["u1", "u1"], x: [0, 0], y: [0, 0] } },
    "recorded.timeS[1]: expected times of a device in order: at least 5 s",
  ],
  [
    { recorded: { timeS: [5], device: ["x"], x: [0], y: [0] } },
    "recorded.device[0]: expected the id of a device",
  ],
  [
    { recorded: { timeS: [5], device: ["u1"], longitude: [200], latitude: [0] } },
    "recorded.longitude[0]: expected a number (degrees east) from -180 to 180",
  ],
])("a movement that makes no sense is refused in one line (%#)", (mobility, message) => {
  const [group] = town().devices;
  expect(() => readScenario(town({ devices: [{ ...group, mobility }] }), "town.yaml")).toThrow(message);
});
