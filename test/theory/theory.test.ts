import { describe, expect, test } from "vitest";
import {
  constantTransform,
  ergodicCapacity,
  erlangAAbandonment,
  erlangB,
  erlangC,
  erlangTransform,
  finiteSourceResponse,
  finiteSourceThroughput,
  fixedPatienceAbandonment,
  geometricBatchResponse,
  gm1Response,
  gm1Waits,
  hyperexponentialTransform,
  jacksonJobs,
  jacksonRates,
  jacksonResponse,
  lonelyBreakdownResponse,
  mdcWaiting,
  meanBusyPeriod,
  mg1Response,
  mg1SharingResponse,
  mg1SharingResponseOf,
  mg1Waiting,
  mm1BreakdownJobs,
  mm1BreakdownResponse,
  mm1Jobs,
  mm1LastComeWaitingSquared,
  mm1QueueLength,
  mm1Response,
  mm1ResponseQuantile,
  mm1ResponseVariance,
  mm1Waiting,
  mmcJobs,
  mmckBlocking,
  mmckJobs,
  mmckProbabilities,
  mmckResponse,
  mmcPreemptiveResponse,
  mmcPriorityWaiting,
  mmcQueueLength,
  mmcResponse,
  mmcWaiting,
  mmcWaitingQuantile,
  mmcWaitsLonger,
  modulatedBusy,
  modulatedJobs,
  modulatedResponse,
  preemptiveResponse,
  priorityWaiting,
  scaledExponentialIntegral,
  shortestJobWaiting,
  shortestOfTwoResponse,
} from "../../src/theory/index.ts";

describe("one server", () => {
  test("M/M/1 at 0.8 is Kleinrock's", () => {
    expect(mm1Waiting(0.8, 1)).toBeCloseTo(4, 12);
    expect(mm1Response(0.8, 1)).toBeCloseTo(5, 12);
    expect(mm1QueueLength(0.8, 1)).toBeCloseTo(3.2, 12);
    expect(mm1Jobs(0.8, 1)).toBeCloseTo(4, 12);
    expect(mm1ResponseQuantile(0.8, 1, 0.95)).toBeCloseTo(14.979, 3);
    expect(mm1ResponseQuantile(0.8, 1, 0.99)).toBeCloseTo(23.026, 3);
    expect(mm1ResponseVariance(0.8, 1)).toBeCloseTo(25, 10);
    expect(meanBusyPeriod(0.8, 1)).toBeCloseTo(5, 12);
  });

  test("M/M/1 with lambda 2, mu 3 is Hillier & Lieberman's", () => {
    expect([mm1Jobs(2, 3), mm1Waiting(2, 3), mm1Response(2, 3)]).toEqual([2, 2 / 3, 1]);
  });

  test("an overloaded queue grows without bound", () => {
    expect([mm1Response(2, 1), mmcWaiting(5, 1, 4), mg1Waiting(1, { mean: 1, variance: 0 })]).toEqual([
      Infinity,
      Infinity,
      Infinity,
    ]);
  });

  test.each([
    ["deterministic", 0, 2],
    ["Erlang-2", 0.5, 3],
    ["uniform on (0, 2)", 1 / 3, 2.6667],
    ["exponential", 1, 4],
    ["lognormal with cv2 = 2", 2, 6],
  ])("Pollaczek-Khinchine with %s service", (_law, variance, waiting) => {
    expect(mg1Waiting(0.8, { mean: 1, variance })).toBeCloseTo(waiting, 4);
    expect(mg1Response(0.8, { mean: 1, variance })).toBeCloseTo(waiting + 1, 4);
  });

  test("processor sharing depends on the mean alone, and slows all down alike", () => {
    expect(mg1SharingResponse(0.8, { mean: 1 })).toBeCloseTo(5, 12);
    expect(mg1SharingResponseOf(0.8, { mean: 1 }, 0.3)).toBeCloseTo(1.5, 12);
    expect(mg1SharingResponse(3, { mean: 1 / 5 })).toBeCloseTo(0.5, 12);
    expect(mg1SharingResponse(4, { mean: 1 / 5 })).toBeCloseTo(1, 12);
  });
});

describe("many servers", () => {
  // Traffic tables, as in Cooper 1981 and ITU Teletraffic Engineering Handbook, appendix: offered load at 1 % blocking.
  test.each([
    [1, 0.0101],
    [2, 0.1526],
    [5, 1.3608],
    [10, 4.4612],
    [15, 8.108],
    [20, 12.031],
    [50, 37.901],
    [100, 84.064],
  ])("Erlang B: %d servers lose 1 %% at %f Erlang", (servers, load) => {
    expect(erlangB(servers, load)).toBeCloseTo(0.01, 4);
  });

  test("Erlang C with one server is the load, and with c above 1 the probability by the sum", () => {
    expect(erlangC(1, 0.8)).toBeCloseTo(0.8, 12);
    // Definition with c = 4, a = 3.2: (a^c / c!) (c / (c - a)) / (sum + that).
    const tail = (3.2 ** 4 / 24) * (4 / 0.8);
    expect(erlangC(4, 3.2)).toBeCloseTo(tail / (1 + 3.2 + 3.2 ** 2 / 2 + 3.2 ** 3 / 6 + tail), 12);
    expect(erlangC(4, 3.2)).toBeCloseTo(0.596432, 6);
    expect(erlangC(2, 2)).toBe(1);
  });

  test("M/M/3 and M/M/4 of the validation list", () => {
    expect(mmcQueueLength(0.1, 0.05, 3)).toBeCloseTo(0.8889, 4);
    expect(mmcResponse(0.1, 0.05, 3)).toBeCloseTo(28.889, 3);
    expect(mmcWaiting(3.2, 1, 4)).toBeCloseTo(0.745541, 6);
    expect(mmcWaitsLonger(3.2, 1, 4, 1)).toBeCloseTo(0.267994, 6);
    expect(mmcResponse(1.6, 1, 2)).toBeCloseTo(2.777778, 6);
    expect(mmcJobs(1.6, 1, 2)).toBeCloseTo(1.6 * 2.777778, 5);
  });

  test("a quantile of the waiting time is where its tail is", () => {
    const t = mmcWaitingQuantile(3.2, 1, 4, 0.95);
    expect(mmcWaitsLonger(3.2, 1, 4, t)).toBeCloseTo(0.05, 12);
    expect(mmcWaitingQuantile(3.2, 1, 4, 0.4)).toBe(0);
  });

  test("finite room: M/M/1/5 and M/M/2/3", () => {
    expect(mmckBlocking(0.8, 1, 1, 5)).toBeCloseTo(0.0888195, 7);
    expect(mmckJobs(0.8, 1, 1, 5)).toBeCloseTo(1.868332, 6);
    expect(mmckBlocking(3, 4, 2, 3)).toBeCloseTo(0.0493601, 7);
    expect(mmckJobs(3, 4, 2, 3)).toBeCloseTo(0.76234, 6);
    expect(mmckResponse(3, 4, 2, 3) * 3 * (1 - 0.0493601)).toBeCloseTo(0.76234, 5);
  });

  test("without a waiting place finite room is Erlang B, with endless room M/M/c", () => {
    expect(mmckBlocking(8.108, 1, 15, 15)).toBeCloseTo(erlangB(15, 8.108), 12);
    expect(mmckJobs(3.2, 1, 4, 2000)).toBeCloseTo(mmcJobs(3.2, 1, 4), 9);
    expect(mmckProbabilities(0.001, 1, 1, 50)).toHaveLength(51);
  });
});

describe("priorities", () => {
  const exponential = (arrivalRate: number, rate: number) => ({
    arrivalRate,
    service: { mean: 1 / rate, variance: 1 / rate ** 2 },
  });

  test("Cobham: two and three classes", () => {
    const two = priorityWaiting([exponential(0.2, 1), exponential(0.6, 1)]);
    expect(two.map((waiting) => waiting + 1)).toEqual([2, 6].map((w) => expect.closeTo(w, 10)));
    const three = priorityWaiting([exponential(0.2, 3), exponential(0.6, 3), exponential(1.2, 3)]);
    expect(three).toEqual([0.238095, 0.324675, 0.909091].map((w) => expect.closeTo(w, 6)));
  });

  test("preemptive resume: three classes, and the first sees the others not at all", () => {
    const classes = [exponential(0.2, 3), exponential(0.6, 3), exponential(1.2, 3)];
    expect(preemptiveResponse(classes)).toEqual(
      [0.357143, 0.487013, 1.363636].map((w) => expect.closeTo(w, 6)),
    );
    expect(preemptiveResponse(classes)[0]).toBeCloseTo(mm1Response(0.2, 3), 12);
  });

  test("priorities change who waits, not how much work waits (Kleinrock's conservation law)", () => {
    const classes = [exponential(0.2, 3), exponential(0.6, 3), exponential(1.2, 3)];
    const sum = priorityWaiting(classes).reduce((total, w, k) => total + (classes[k].arrivalRate / 3) * w, 0);
    expect(sum).toBeCloseTo((2 / 3) * mm1Waiting(2, 3), 12);
  });
});

describe("networks and finite sources", () => {
  const stations = [
    { external: 8, serviceRate: 14, routing: [0, 0.2, 0.56, 0.24] },
    { external: 0, serviceRate: 9, routing: [1, 0, 0, 0] },
    { external: 6, serviceRate: 17, routing: [0, 0, 0, 0] },
    { external: 0, serviceRate: 7, routing: [0, 0, 0, 0] },
  ];

  test("the Jackson network of the validation list", () => {
    expect(jacksonRates(stations)).toEqual([10, 2, 11.6, 2.4].map((rate) => expect.closeTo(rate, 10)));
    expect(jacksonJobs(stations)).toEqual(
      [2.5, 0.285714, 2.148148, 0.521739].map((L) => expect.closeTo(L, 6)),
    );
    expect(jacksonResponse(stations)).toBeCloseTo(0.389686, 6);
  });

  test.each([
    [10, 1, 0.785418, 2.732079],
    [20, 2, 1.654791, 2.086122],
  ])("%d users at %d servers", (users, servers, throughput, response) => {
    const of = { users, servers, think: 10, service: 1 };
    expect(finiteSourceThroughput(of)).toBeCloseTo(throughput, 6);
    expect(finiteSourceResponse(of)).toBeCloseTo(response, 6);
  });

  test("a single user never waits, and a thousand keep the server busy", () => {
    expect(finiteSourceResponse({ users: 1, servers: 1, think: 10, service: 1 })).toBeCloseTo(1, 12);
    expect(finiteSourceThroughput({ users: 1000, servers: 1, think: 10, service: 1 })).toBeCloseTo(1, 12);
  });
});

describe("impatience", () => {
  test("Erlang-A of the validation list, and its limits", () => {
    expect(erlangAAbandonment(0.8, 1, 1, 0.5)).toBeCloseTo(0.255941, 6);
    const never = erlangAAbandonment(0.8, 1, 1, 1e-7);
    expect(never).toBeCloseTo(1e-7 * mm1Waiting(0.8, 1), 11);
    expect(erlangAAbandonment(8.108, 1, 15, 1e9)).toBeCloseTo(erlangB(15, 8.108), 8);
  });

  test("fixed patience: Barrer's value, no patience is Erlang B, endless patience at an overload loses the excess", () => {
    expect(fixedPatienceAbandonment(0.8, 1, 3)).toBeCloseTo(0.13535, 6);
    expect(fixedPatienceAbandonment(0.8, 1, 0)).toBeCloseTo(erlangB(1, 0.8), 12);
    expect(fixedPatienceAbandonment(2, 1, 1e4)).toBeCloseTo(0.5, 12);
    const near = fixedPatienceAbandonment(1 + 1e-6, 1, 3);
    expect(fixedPatienceAbandonment(1, 1, 3)).toBeCloseTo(near, 5);
  });
});

describe("breakdowns", () => {
  const of = { arrivalRate: 0.5, serviceRate: 1, faultRate: 0.1, repairRate: 0.4 };

  /** Stationary mean of the chain (jobs, up or down), cut at 150 jobs, by power iteration of its uniformised matrix. */
  function chain({ arrivalRate, serviceRate, faultRate, repairRate }: typeof of): number {
    const size = 150;
    const rate = arrivalRate + serviceRate + faultRate + repairRate;
    let up = new Float64Array(size).fill(1 / (2 * size));
    let down = up.slice();
    for (let step = 0; step < 12_000; step++) {
      const nextUp = up.slice();
      const nextDown = down.slice();
      const move = (from: Float64Array, n: number, to: Float64Array, m: number, by: number) => {
        const mass = ((from === up ? up : down)[n] * by) / rate;
        (from === up ? nextUp : nextDown)[n] -= mass;
        to[m] += mass;
      };
      for (let n = 0; n < size; n++) {
        if (n + 1 < size) {
          move(up, n, nextUp, n + 1, arrivalRate);
          move(down, n, nextDown, n + 1, arrivalRate);
        }
        if (n > 0) move(up, n, nextUp, n - 1, serviceRate);
        move(up, n, nextDown, n, faultRate);
        move(down, n, nextUp, n, repairRate);
      }
      up = nextUp;
      down = nextDown;
    }
    return up.reduce((sum, p, n) => sum + n * (p + down[n]), 0);
  }

  test("the formula equals the chain solved numerically", () => {
    expect(mm1BreakdownJobs(of)).toBeCloseTo(chain(of), 6);
    expect(mm1BreakdownResponse(of)).toBeCloseTo(2 * chain(of), 5);
  });

  test("without faults it is M/M/1; with too many it never catches up", () => {
    expect(mm1BreakdownJobs({ ...of, faultRate: 0 })).toBeCloseTo(mm1Jobs(0.5, 1), 12);
    expect(mm1BreakdownJobs({ ...of, faultRate: 0.4 })).toBe(Infinity);
  });
});

describe("fading", () => {
  // Abramowitz & Stegun 1964, tables 5.1 and 5.2: E1(0.5), E1(1), E1(2), and x e^x E1(x) at 10.
  test.each([
    [0.5, 0.5597735948],
    [1, 0.2193839344],
    [2, 0.0489005107],
  ])("E1(%f)", (x, value) => {
    expect(scaledExponentialIntegral(x) * Math.exp(-x)).toBeCloseTo(value, 9);
  });

  test("E1(10), and both branches meet at 1", () => {
    expect(10 * scaledExponentialIntegral(10)).toBeCloseTo(0.9156333394, 9);
    expect(scaledExponentialIntegral(1 + 1e-12)).toBeCloseTo(scaledExponentialIntegral(1), 11);
  });

  test("ergodic capacity equals its integral, at 10 dB and 1 Hz", () => {
    let integral = 0;
    const step = 1e-3;
    for (let x = step / 2; x < 45; x += step) integral += Math.log2(1 + 10 * x) * Math.exp(-x) * step;
    expect(ergodicCapacity(1, 10)).toBeCloseTo(integral, 5);
  });
});

describe("arrivals that are not Poisson", () => {
  test("G/M/1 with exponential times between arrivals is M/M/1, whatever they are called", () => {
    for (const transform of [
      erlangTransform(1, 1.25),
      hyperexponentialTransform([{ probability: 1, mean: 1.25 }]),
    ])
      expect(gm1Response(transform, 1)).toBeCloseTo(5, 9);
  });
  test("D/M/1 at half load: sigma solves sigma = e^(-2 (1 - sigma)), 0.20319", () => {
    expect(gm1Waits(constantTransform(2), 1)).toBeCloseTo(0.20319, 5);
  });
  test("E2/M/1 at 0.8: sigma is a root of a cubic, found by hand", () => {
    // With u = 1 - sigma: (1 - u)(1.6 + u)^2 = 1.6^2 has the root 0 and those of u^2 + 2.2 u - 0.64 = 0.
    const u = (-2.2 + Math.sqrt(2.2 ** 2 + 4 * 0.64)) / 2;
    expect(gm1Response(erlangTransform(2, 1.25), 1)).toBeCloseTo(1 / u, 9);
  });
  test("more variable arrivals wait longer", () => {
    const h2 = hyperexponentialTransform([
      { probability: 0.9, mean: 1 },
      { probability: 0.1, mean: 3.5 },
    ]);
    expect(gm1Response(h2, 1)).toBeGreaterThan(5);
  });
  test("a modulated queue of equal states is M/M/1", () => {
    const of = { arrivalRates: [0.8, 0.8], serviceRates: [1, 1], switchRates: [0.3, 0.1] } as const;
    expect(modulatedJobs(of)).toBeCloseTo(4, 9);
    expect(modulatedResponse(of)).toBeCloseTo(5, 9);
    expect(modulatedBusy(of)[0]).toBeCloseTo(0.8 * 0.25, 9);
  });
  test("one whose service stops in the second state is White & Christie's queue with breakdowns", () => {
    const of = { arrivalRates: [0.5, 0.5], serviceRates: [1, 0], switchRates: [0.1, 0.4] } as const;
    const breakdowns = { arrivalRate: 0.5, serviceRate: 1, faultRate: 0.1, repairRate: 0.4 };
    expect(modulatedJobs(of)).toBeCloseTo(mm1BreakdownJobs(breakdowns), 9);
  });
  test("what is served is what arrives: busy shares times rates add up to the arrival rate", () => {
    const of = { arrivalRates: [1.2, 0.3], serviceRates: [1.5, 0.6], switchRates: [0.1, 0.15] } as const;
    const [first, second] = modulatedBusy(of);
    expect(first * 1.5 + second * 0.6).toBeCloseTo(1.2 * 0.6 + 0.3 * 0.4, 9);
  });
  test("batches of one are M/M/1; of two on average they double the response time", () => {
    expect(geometricBatchResponse(0.8, 1, 1)).toBeCloseTo(5, 12);
    // By L = rho (1 + E[X^2] / E[X]) / (2 (1 - rho)) of Gross & Harris, E[X^2] = 2 b^2 - b.
    expect(geometricBatchResponse(0.5, 1, 2)).toBeCloseTo((0.5 * (1 + 6 / 2)) / (2 * 0.5) / 0.5, 12);
  });
});

describe("orders of service", () => {
  test("priorities on one core are Cobham's and Miller's", () => {
    const classes = [0.2, 0.6].map((arrivalRate) => ({ arrivalRate, service: { mean: 1, variance: 1 } }));
    const near = (a: number[], b: number[]) => {
      for (const [k, value] of a.entries()) expect(value).toBeCloseTo(b[k], 12);
    };
    near(mmcPriorityWaiting([0.2, 0.6], 1, 1), priorityWaiting(classes));
    near(mmcPreemptiveResponse([0.2, 0.6], 1, 1), preemptiveResponse(classes));
  });
  test("priorities on several cores keep the mean over all classes", () => {
    const rates = [0.6, 0.5, 0.5];
    const mean = (values: number[]) => values.reduce((sum, value, k) => sum + value * rates[k], 0) / 1.6;
    expect(mean(mmcPriorityWaiting(rates, 1, 2))).toBeCloseTo(mmcWaiting(1.6, 1, 2), 12);
    expect(mean(mmcPreemptiveResponse(rates, 1, 2))).toBeCloseTo(mmcResponse(1.6, 1, 2), 12);
  });
  test("shortest job first over U(0, 2) is the integral by parts", () => {
    // W0 / 2 times the integral from 0 to 2 of dx / (1 - a x^2)^2, a = lambda / 4.
    const a = 0.2;
    const integral = 2 / (2 * (1 - 4 * a)) + Math.atanh(Math.sqrt(a) * 2) / (2 * Math.sqrt(a));
    expect(shortestJobWaiting(0.8, (p) => 2 * p)).toBeCloseTo(((0.8 * 4) / 3 / 2 / 2) * integral, 6);
  });
  test("last come first served waits as long and varies more", () => {
    // First come first served: P(W > t) = rho e^(-(mu - lambda) t), so E[W^2] = 2 rho / (mu - lambda)^2.
    expect(mm1LastComeWaitingSquared(0.8, 1) * 0.2).toBeCloseTo((2 * 0.8) / 0.2 ** 2, 9);
  });
});

describe("several servers", () => {
  test("M/D/1 is Pollaczek-Khinchine's", () => {
    expect(mdcWaiting(0.8, 1, 1)).toBeCloseTo(2, 9);
    expect(mdcWaiting(0.25, 2, 1)).toBeCloseTo(mg1Waiting(0.25, { mean: 2, variance: 0 }), 9);
  });
  test("M/D/2 waits about half as long as M/M/2 (Cosmetatos' correction, within 1 %)", () => {
    const [c, rho] = [2, 0.7];
    const correction = 1 + ((1 - rho) * (c - 1) * (Math.sqrt(4 + 5 * c) - 2)) / (16 * c * rho);
    const expected = (mmcWaiting(1.4, 1, 2) / 2) * correction;
    expect(Math.abs(mdcWaiting(1.4, 1, 2) / expected - 1)).toBeLessThan(0.01);
  });
  test("the shorter of two queues lies between one common queue and a random split", () => {
    const response = shortestOfTwoResponse(1.2);
    expect(response).toBeGreaterThan(mmcResponse(1.2, 1, 2));
    expect(response).toBeLessThan(gm1Response(erlangTransform(2, 1 / 0.6), 1));
    // With hardly any load nobody meets another job.
    expect(shortestOfTwoResponse(0.01)).toBeCloseTo(1, 4);
  });
});

test("one user of a server that breaks: a service that resumes takes x (1 + f / r), a rare thinker finds f / (f + r)", () => {
  const breaks = { faultRate: 0.2, repairRate: 0.5 };
  const rare = { think: 1e12, service: 2 };
  const found = 0.2 / 0.7 / 0.5;
  expect(lonelyBreakdownResponse(breaks, rare, "resume")).toBeCloseTo(found + 2 * 1.4, 9);
  // Restarting costs nothing when jobs are short, and more than resuming when they are long.
  const short = { think: 4, service: 1e-6 };
  expect(lonelyBreakdownResponse(breaks, short, "restart")).toBeCloseTo(
    lonelyBreakdownResponse(breaks, short, "resume"),
    9,
  );
  expect(lonelyBreakdownResponse(breaks, rare, "restart")).toBeCloseTo(found + Math.expm1(0.4) * 7, 9);
});

/** Every formula with a unit, in seconds, at speed 1 and at a speed `c` of all clocks: rates grow by c. */
const inUnits: Record<string, (c: number) => { seconds?: number[]; perSecond?: number[]; pure?: number[] }> =
  {
    "one server": (c) => ({
      seconds: [
        mm1Response(0.8 * c, c),
        mm1Waiting(0.8 * c, c),
        mm1ResponseQuantile(0.8 * c, c, 0.9),
        meanBusyPeriod(0.8 * c, 1 / c),
        Math.sqrt(mm1ResponseVariance(0.8 * c, c)),
        Math.sqrt(mm1LastComeWaitingSquared(0.8 * c, c)),
      ],
      pure: [mm1Jobs(0.8 * c, c), mm1QueueLength(0.8 * c, c)],
    }),
    "several servers": (c) => ({
      seconds: [
        mmcResponse(3 * c, c, 4),
        mmcWaiting(3 * c, c, 4),
        mmcWaitingQuantile(3 * c, c, 4, 0.9),
        mmckResponse(3 * c, c, 2, 5),
        mdcWaiting(1.5 * c, 1 / c, 2),
        ...mmcPriorityWaiting([0.5 * c, c], c, 2),
        ...mmcPreemptiveResponse([0.5 * c, c], c, 2),
      ],
      pure: [mmcJobs(3 * c, c, 4), mmcWaitsLonger(3 * c, c, 4, 2 / c), mmckBlocking(3 * c, c, 2, 5)],
    }),
    "general service": (c) => ({
      seconds: [
        mg1Waiting(0.7 * c, { mean: 1 / c, variance: 2 / c ** 2 }),
        mg1SharingResponse(0.7 * c, { mean: 1 / c }),
        ...priorityWaiting([{ arrivalRate: 0.3 * c, service: { mean: 1 / c, variance: 2 / c ** 2 } }]),
        ...preemptiveResponse([{ arrivalRate: 0.3 * c, service: { mean: 1 / c, variance: 2 / c ** 2 } }]),
        shortestJobWaiting(0.6 * c, (p) => (1 + p) / c),
      ],
    }),
    "users who think": (c) => {
      const of = { users: 5, think: 10 / c, service: 2 / c, servers: 2 };
      return { seconds: [finiteSourceResponse(of)], perSecond: [finiteSourceThroughput(of)] };
    },
    "jobs that leave": (c) => ({
      pure: [erlangAAbandonment(3 * c, c, 2, 0.4 * c), fixedPatienceAbandonment(0.8 * c, c, 3 / c)],
    }),
    "a server that breaks": (c) => {
      const of = { arrivalRate: 0.4 * c, serviceRate: c, faultRate: 0.1 * c, repairRate: 0.5 * c };
      const lonely = { think: 3 / c, service: 2 / c };
      return {
        seconds: [
          mm1BreakdownResponse(of),
          lonelyBreakdownResponse(of, lonely, "resume"),
          lonelyBreakdownResponse(of, lonely, "restart"),
        ],
      };
    },
    "arrivals in bursts": (c) => {
      const of = {
        arrivalRates: [0.2 * c, 0.9 * c],
        serviceRates: [c, 1.5 * c],
        switchRates: [0.1 * c, 0.3 * c],
      } as const;
      return { seconds: [modulatedResponse(of)], pure: [modulatedJobs(of), ...modulatedBusy(of)] };
    },
  };

test.each(Object.entries(inUnits))("%s: clocks three times as fast change seconds only", (_, at) => {
  const [slow, fast] = [at(1), at(3)];
  for (const [k, seconds] of (slow.seconds ?? []).entries())
    expect(fast.seconds![k] * 3).toBeCloseTo(seconds, 9);
  for (const [k, rate] of (slow.perSecond ?? []).entries())
    expect(fast.perSecond![k] / 3).toBeCloseTo(rate, 9);
  for (const [k, number] of (slow.pure ?? []).entries()) expect(fast.pure![k]).toBeCloseTo(number, 9);
});

test("thinking ends in a repair as often as in a race of breaking, repair and thinking", () => {
  // With thinking much quicker than breaking, f / (f + r + 1 / think) is near f think; with a slow one, f / (f + r).
  const breaks = { faultRate: 0.2, repairRate: 0.5 };
  const found = (think: number) => lonelyBreakdownResponse(breaks, { think, service: 0 }, "resume") * 0.5;
  expect(found(1e-6) / (0.2 * 1e-6)).toBeCloseTo(1, 5);
  expect(found(1e9)).toBeCloseTo(0.2 / 0.7, 8);
  expect(found(2)).toBeCloseTo(0.2 / 1.2, 12);
});

test("half of the jobs go round three stations again: each station sees twice the jobs that come", () => {
  const rates = jacksonRates([
    { external: 1, serviceRate: 10, routing: [0, 1, 0] },
    { external: 0, serviceRate: 10, routing: [0, 0, 1] },
    { external: 0, serviceRate: 10, routing: [0.5, 0, 0] },
  ]);
  for (const rate of rates) expect(rate).toBeCloseTo(2, 12);
});
