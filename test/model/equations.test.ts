// Eq. (1) to (4) on a network small enough to add up by hand, and the laws they obey on random ones.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  completionTime,
  components,
  energy,
  evaluate,
  InputError,
  type Instance,
  LOCAL,
  objective,
  type Problem,
  readInstance,
  scoreOf,
  scorePerUnit,
  toProblem,
  totalIdlePower,
  type Weights,
  weights,
  worstCase,
} from "../../src/model/index.ts";
import { randomInstance, randomProblem, type Shape } from "./networks.ts";

/*
 * 125 instructions/bit, so 1 MB is 1e9 instructions; pi = 0.5.
 * a: 1e9 instr/s, 2 W computing, 1 W sending, 0.1 W idle; 8 Mbps to m, 4 Mbps to n (1 MB up: 1 s, 2 s).
 * b: 2e9 instr/s, 4 W, 2 W, 0.2 W; 16 Mbps to m, 8 Mbps to n (0.5 s, 1 s).
 * m: 1e10 instr/s (0.1 s/MB); n: 4e9 instr/s (0.25 s/MB).
 * Jobs: a1 3 MB, a2 2 MB, b1 4 MB.
 */
const HAND = {
  format: "mec-offload/instance@1",
  work: { instructionsPerBit: 125 },
  outputReduction: 0.5,
  devices: [
    {
      id: "a",
      speedIps: 1e9,
      powerW: { compute: 2, transmit: 1, idle: 0.1 },
      jobs: [
        { id: "a1", sizeMB: 3 },
        { id: "a2", sizeMB: 2 },
      ],
    },
    {
      id: "b",
      speedIps: 2e9,
      powerW: { compute: 4, transmit: 2, idle: 0.2 },
      jobs: [{ id: "b1", sizeMB: 4 }],
    },
  ],
  servers: [
    { id: "m", speedIps: 1e10 },
    { id: "n", speedIps: 4e9 },
  ],
  linksMbps: [
    [8, 4],
    [16, 8],
  ],
} as const;

const hand = (change: (file: Instance) => void = () => {}): Problem => {
  const file = structuredClone(HAND) as unknown as Instance;
  change(file);
  return toProblem(readInstance(file, "hand.json"));
};

const [m, n] = [0, 1];

describe("a1 at home, a2 to m, b1 to n, added up by hand", () => {
  const parts = components(hand(), Int32Array.of(LOCAL, m, n));

  test("Eq. (1): T_a = 3 s, max(T_m 0.2 s, T_n 1 s), transfers 1.5 x 2 s + 1.5 x 4 s", () => {
    expect(parts.local).toBeCloseTo(3, 12);
    expect(parts.server).toBeCloseTo(1, 12);
    expect(parts.transfer).toBeCloseTo(9, 12);
    expect(completionTime(parts)).toBeCloseTo(13, 12);
  });

  test("Eq. (2): idle 0.3 W x 1 s, transfers 3 s x 1 W + 6 s x 2 W, computing 3 s x 2 W", () => {
    expect(parts.idleEnergy).toBeCloseTo(0.3, 12);
    expect(parts.transferEnergy).toBeCloseTo(15, 12);
    expect(parts.computeEnergy).toBeCloseTo(6, 12);
    expect(energy(parts)).toBeCloseTo(21.3, 12);
  });
});

describe("worst cases by hand", () => {
  // All local: 3 + 2 + 2 = 7 s; 5 s x 2 W + 2 s x 4 W = 18 J.
  // Slowest offload: a over 4 Mbps: 1.5 x 10 s x 1 W = 15 J; b over 8 Mbps: 1.5 x 4 s x 2 W = 12 J;
  // all 9e9 instructions on n: 2.25 s x 0.3 W = 0.675 J; together 27.675 J.
  test("Tmax is all local, Emax the slowest offload, eta their ratio", () => {
    const worst = worstCase(hand());
    expect(worst.Tmax).toBeCloseTo(7, 12);
    expect(worst.Emax).toBeCloseTo(27.675, 12);
    expect(worst.eta).toBeCloseTo(27.675 / 7, 12);
    expect(worst.CPmax).toBe(0);
  });

  test("the rules for Emax", () => {
    expect(worstCase(hand(), "local").Emax).toBeCloseTo(18, 12);
    expect(worstCase(hand(), "slowest-offload").Emax).toBeCloseTo(27.675, 12);
    const fast = hand((file) => {
      file.linksMbps = (file.linksMbps as number[][]).map((row) => row.map(() => 800));
    });
    expect(worstCase(fast).Emax).toBeCloseTo(18, 12);
  });

  test("Eq. (3) at wt = 0.25: 0.25 x 13 / 7 + 0.75 x 21.3 / 27.675", () => {
    const { score } = evaluate(hand(), Int32Array.of(LOCAL, m, n), weights(0.25), "eq3");
    expect(score).toBeCloseTo((0.25 * 13) / 7 + (0.75 * 21.3) / 27.675, 12);
  });

  test("Eq. (4) at wt = 0.25: eta multiplies time and divides energy", () => {
    const eta = 27.675 / 7;
    const { score } = evaluate(hand(), Int32Array.of(LOCAL, m, n), weights(0.25), "eq4");
    expect(score).toBeCloseTo((0.25 * eta * 13) / 7 + (0.75 * 21.3) / (eta * 27.675), 12);
  });
});

describe("what a file may add", () => {
  test("receiving at 0.5 W: uploads 2 s + 4 s at 1 W and 2 W, downloads 1 s + 2 s", () => {
    const problem = hand((file) => {
      file.devices[0].powerW.receive = 0.5;
    });
    const parts = components(problem, Int32Array.of(LOCAL, m, n));
    expect(parts.transferEnergy).toBeCloseTo(2 * 1 + 1 * 0.5 + 4 * 2 + 2 * 2, 12);
  });

  test("a job's own work and output: 5e9 instructions take 5 s at home, 0.5 s on m; 8 MB back take 8 s", () => {
    const problem = hand((file) => {
      Object.assign(file.devices[0].jobs[0], { instructions: 5e9, outputMB: 8 });
    });
    expect(components(problem, Int32Array.of(LOCAL, LOCAL, LOCAL)).local).toBeCloseTo(5 + 2 + 2, 12);
    const parts = components(problem, Int32Array.of(m, LOCAL, LOCAL));
    expect(parts.server).toBeCloseTo(0.5, 12);
    expect(parts.transfer).toBeCloseTo(3 + 8, 12);
  });

  test("cores share the work: two on a and four on n halve and quarter the times", () => {
    const problem = hand((file) => {
      file.devices[0].cores = 2;
      file.servers[1].cores = 4;
    });
    const parts = components(problem, Int32Array.of(LOCAL, m, n));
    expect(parts.local).toBeCloseTo(1.5, 12);
    expect(parts.server).toBeCloseTo(0.25, 12);
  });

  test("more comes back than was sent when pi is below 0: pi = -1 doubles the download", () => {
    const problem = hand((file) => {
      file.outputReduction = -1;
    });
    expect(components(problem, Int32Array.of(m, LOCAL, LOCAL)).transfer).toBeCloseTo(3 * 3, 12);
  });

  test("price: 2e9 instructions on m at 3 and 4e9 on n at 5 per 1e9, of 9e9 on the dearest", () => {
    const problem = hand((file) => {
      file.servers[0].pricePerGinstr = 3;
      file.servers[1].pricePerGinstr = 5;
    });
    const { CP, worst, score, CT, CE } = evaluate(
      problem,
      Int32Array.of(LOCAL, m, n),
      weights(0.2, 0.3),
      "eq3",
    );
    expect(CP).toBeCloseTo(2 * 3 + 4 * 5, 12);
    expect(worst.CPmax).toBeCloseTo(45, 12);
    expect(score).toBeCloseTo((0.2 * CT) / 7 + (0.5 * CE) / worst.Emax + (0.3 * 26) / 45, 12);
  });

  test("the monetary term is 0 when nothing costs", () => {
    const free = evaluate(hand(), Int32Array.of(LOCAL, m, n), weights(0.2, 0.3), "eq3");
    expect(free.score).toBeCloseTo((0.2 * 13) / 7 + (0.5 * 21.3) / 27.675, 12);
  });
});

test("Eq. (4) is refused where no device draws power, and Eq. (3) then counts time alone", () => {
  const dark = hand((file) => {
    for (const device of file.devices) device.powerW = { compute: 0, transmit: 0, idle: 0 };
  });
  expect(() => evaluate(dark, Int32Array.of(m, m, m), weights(0.5), "eq4")).toThrow(InputError);
  const { score, CT } = evaluate(dark, Int32Array.of(m, m, m), weights(0.5), "eq3");
  expect(score).toBeCloseTo((0.5 * CT) / 7, 12);
});

test.each([
  [-0.1, 0],
  [1.1, 0],
  [Number.NaN, 0],
  [0.5, 0.6],
  [0.5, -0.1],
])("the weights wt = %d, wc = %d are refused", (wt, wc) => {
  expect(() => weights(wt, wc)).toThrow(InputError);
});

describe("laws, on random networks", () => {
  const shapes: fc.Arbitrary<Shape> = fc.record({
    devices: fc.integer({ min: 1, max: 5 }),
    servers: fc.integer({ min: 1, max: 4 }),
    jobs: fc.integer({ min: 1, max: 25 }),
    rich: fc.boolean(),
  });
  const somewhere = (problem: Problem, seed: number): Int32Array =>
    Int32Array.from(
      { length: problem.jobs.count },
      (_, j) => ((j * 7919 + seed * 104_729) % (problem.network.servers + 1)) - 1,
    );
  const law = (holds: (file: Instance, seed: number, weight: Weights) => void) =>
    fc.assert(
      fc.property(shapes, fc.nat(1e6), fc.double({ min: 0, max: 1, noNaN: true }), (shape, seed, wt) =>
        holds(randomInstance(seed, shape), seed, weights(wt)),
      ),
      { numRuns: 150 },
    );

  test("costs plus G times the largest load are the score (the assignment problem is Eq. 3 and 4)", () =>
    law((file, seed, weight) => {
      const problem = toProblem(file);
      const places = somewhere(problem, seed);
      for (const score of ["eq3", "eq4"] as const) {
        const whole = evaluate(problem, places, weight, score).score;
        expect(scoreOf(objective(problem, weight, score), places) / whole).toBeCloseTo(1, 10);
      }
    }));

  test("twice the size, work and output of every job double CT and CE and leave Eq. (3) as it is", () =>
    law((file, seed, weight) => {
      const double = structuredClone(file);
      for (const job of double.devices.flatMap((device) => device.jobs)) {
        job.sizeMB *= 2;
        if (job.instructions !== undefined) job.instructions *= 2;
        if (job.outputMB !== undefined) job.outputMB *= 2;
      }
      const places = somewhere(toProblem(file), seed);
      const once = evaluate(toProblem(file), places, weight, "eq3");
      const twice = evaluate(toProblem(double), places, weight, "eq3");
      expect(twice.CT / once.CT).toBeCloseTo(2, 10);
      expect(twice.CE / once.CE).toBeCloseTo(2, 10);
      expect(twice.score / once.score).toBeCloseTo(1, 10);
    }));

  test("a common scale of all powers leaves Eq. (3) as it is; in Eq. (4) eta carries it", () =>
    law((file, seed, weight) => {
      const bright = structuredClone(file);
      for (const { powerW } of bright.devices) {
        for (const state of ["compute", "transmit", "idle", "receive"] as const) {
          const watts = powerW[state];
          if (watts !== undefined) powerW[state] = 3 * watts;
        }
      }
      const places = somewhere(toProblem(file), seed);
      const dim = evaluate(toProblem(file), places, weight, "eq3");
      const lit = evaluate(toProblem(bright), places, weight, "eq3");
      expect(lit.score / dim.score).toBeCloseTo(1, 10);
      expect(lit.worst.eta / dim.worst.eta).toBeCloseTo(3, 10);
      const { time, energy: joules } = weight;
      const expected =
        time * lit.worst.eta * (lit.CT / lit.worst.Tmax) +
        (joules / lit.worst.eta) * (lit.CE / lit.worst.Emax);
      expect(evaluate(toProblem(bright), places, weight, "eq4").score).toBeCloseTo(expected, 10);
    }));

  test("servers in another order change nothing", () =>
    law((file, seed, weight) => {
      const turned = structuredClone(file);
      turned.servers.reverse();
      for (const row of turned.linksMbps as number[][]) row.reverse();
      const places = somewhere(toProblem(file), seed);
      const mirror = places.map((c) => (c === LOCAL ? LOCAL : file.servers.length - 1 - c));
      const once = evaluate(toProblem(file), places, weight);
      expect(evaluate(toProblem(turned), mirror, weight).score / once.score).toBeCloseTo(1, 10);
    }));

  test("all local costs exactly 1 by Eq. (3) at wt = 1, and no energy but that of computing", () =>
    law((file) => {
      const problem = toProblem(file);
      const local = evaluate(problem, new Int32Array(problem.jobs.count).fill(LOCAL), weights(1), "eq3");
      expect(local.score).toBeCloseTo(1, 12);
      expect(local.components.idleEnergy + local.components.transferEnergy).toBe(0);
    }));

  test("no allocation uses more energy than Emax unless it mixes home and servers", () =>
    law((file, seed) => {
      const problem = toProblem(file);
      const { Emax } = worstCase(problem);
      const c = seed % problem.network.servers;
      const away = components(problem, new Int32Array(problem.jobs.count).fill(c));
      expect(energy(away)).toBeLessThanOrEqual(Emax * (1 + 1e-12));
    }));

  test("G is what a second of the largest load costs: wt' / Tmax + we' sum P^Idle / Emax", () => {
    const problem = randomProblem("G", { devices: 3, servers: 2, jobs: 9 });
    for (const score of ["eq3", "eq4"] as const) {
      const of = objective(problem, weights(0.3), score);
      const rates = scorePerUnit(of.worst, of.weight, score);
      const eta = score === "eq4" ? of.worst.eta : 1;
      expect(of.makespanWeight).toBeCloseTo(
        (0.3 * eta) / of.worst.Tmax + (0.7 * totalIdlePower(problem)) / (eta * of.worst.Emax),
        12,
      );
      expect(rates.perSecond).toBeCloseTo((0.3 * eta) / of.worst.Tmax, 12);
    }
  });
});
