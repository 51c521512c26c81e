// Every draw comes from a stream named by seed, replication, purpose and entity (docs/scenario.md): each drawn here once
// more, from that stream alone.
import { expect, test } from "vitest";
import { type Distribution, positiveSampler, stream } from "../../src/random/index.ts";
import { drawWorld, type JobDraft, readScenario, SCENARIO_FORMAT, sample } from "../../src/scenario/index.ts";
import { draft } from "./draft.ts";

const RUN = { seed: "named", replication: 3 };
const spread = (mean: number): Distribution => ({ lognormal: { mean, cv2: 0.5 } });

/** The first n numbers of a distribution that entity draws for a purpose. */
function drawn(of: Distribution, purpose: string, entity: string | undefined, n: number): number[] {
  const draw = positiveSampler(of, stream({ ...RUN, purpose, ...(entity === undefined ? {} : { entity }) }));
  return Array.from({ length: n }, draw);
}

const group = {
  id: "phone",
  count: 2,
  speedIps: spread(3e9),
  powerW: { compute: spread(0.6), transmit: spread(0.3), idle: spread(0.03), receive: spread(0.2) },
};
const base = {
  format: SCENARIO_FORMAT,
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  servers: [{ id: "m", count: 2, speedIps: spread(1e11) }],
  links: { rateMbps: spread(20) } as object,
};
const of = (change: object) =>
  readScenario(
    { ...base, devices: [{ ...group, jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } } }], ...change },
    "f",
  );
const world = (change: object) => drawWorld(of(change), RUN);

test("stations and constant rates", () => {
  const instance = sample(of({}), RUN);
  expect(instance.devices.map(({ jobs: _, ...device }) => device)).toEqual(
    ["phone1", "phone2"].map((id) => {
      const power = stream({ ...RUN, purpose: "device power", entity: id });
      const [compute, transmit, idle, receive] = [0.6, 0.3, 0.03, 0.2].map((mean) =>
        positiveSampler(spread(mean), power)(),
      );
      const [speedIps] = drawn(spread(3e9), "device speed", id, 1);
      return { id, speedIps, powerW: { compute, transmit, idle, receive } };
    }),
  );
  expect(instance.servers).toEqual(
    ["m1", "m2"].map((id) => ({ id, speedIps: drawn(spread(1e11), "server speed", id, 1)[0] })),
  );
  expect(instance.linksMbps).toEqual(["phone1", "phone2"].map((id) => drawn(spread(20), "link rate", id, 2)));
  const perDevice = sample(of({ links: { rateMbps: spread(20), per: "device" } }), RUN).linksMbps;
  expect(perDevice).toEqual(
    ["phone1", "phone2"].map((id) => {
      const [rate] = drawn(spread(20), "link rate", id, 1);
      return [rate, rate];
    }),
  );
});

/** The next jobs of a source, with their times. */
function next(from: ReturnType<typeof world>, source: number, n: number): (JobDraft & { at: number })[] {
  let at = 0;
  return Array.from({ length: n }, () => {
    const job = draft();
    at = from.sources[source].next(at);
    from.sources[source].draw(job);
    return { ...job, at };
  });
}

test("arrivals, sizes, work, outputs and deadlines of each device", () => {
  const [size, work, output, deadline] = [2, 1e9, 0.5, 9].map(spread);
  const arrivals = { renewal: { intervalS: spread(4) } };
  const jobs = { sizeMB: size, instructions: work, outputMB: output, deadlineS: deadline, arrivals };
  const from = world({ devices: [{ ...group, jobs }] });
  const at = (entity: string) => {
    let now = 0;
    return drawn(spread(4), "arrivals", entity, 5).map((interval) => (now += interval));
  };
  for (const [i, id] of ["phone1", "phone2"].entries()) {
    const seen = next(from, i, 5);
    expect(seen.map((job) => job.device)).toEqual([i, i, i, i, i]);
    expect(seen.map((job) => job.at)).toEqual(at(id));
    expect(seen.map((job) => job.bits)).toEqual(drawn(size, "size", id, 5).map((MB) => MB * 8e6));
    expect(seen.map((job) => job.instructions)).toEqual(drawn(work, "work", id, 5));
    expect(seen.map((job) => job.outputBits)).toEqual(drawn(output, "output", id, 5).map((MB) => MB * 8e6));
    expect(seen.map((job) => job.deadline)).toEqual(drawn(deadline, "deadline", id, 5));
  }
});

test("work per bit and the share of the output, of the class or of the scenario", () => {
  const per = spread(300);
  const share: Distribution = { uniform: { min: -0.5, max: 1 } };
  const batch = { batch: { count: 5 } };
  const own = { sizeMB: 2, instructionsPerBit: per, outputReduction: share, arrivals: batch };
  const bits = 2 * 8e6;
  const works = drawn(per, "work", "phone2", 5).map((one) => bits * one);
  const draws = stream({ ...RUN, purpose: "output", entity: "phone2" });
  const outputs = works.map(() => (1 - (-0.5 + 1.5 * draws())) * bits);
  const mine = next(world({ devices: [{ ...group, jobs: own }] }), 1, 5);
  expect(mine.map((job) => job.instructions)).toEqual(works);
  for (const [k, job] of mine.entries()) expect(job.outputBits).toBeCloseTo(outputs[k], 6);
  const devices = [{ ...group, jobs: { sizeMB: 2, arrivals: batch } }];
  const common = next(world({ devices, work: { instructionsPerBit: per } }), 1, 5);
  expect(common.map((job) => job.instructions)).toEqual(works);
  expect(common.map((job) => job.outputBits)).toEqual(works.map(() => 0.8 * bits));
});

test("the class of each job, by weight, and what classes share", () => {
  const jobs = [
    { class: "c", weight: 1, sizeMB: spread(1) },
    { class: "a", weight: 2, sizeMB: spread(7) },
    { class: "b", sizeMB: 3 },
  ];
  const from = world({ devices: [{ ...group, arrivals: { batch: { count: 99 } }, jobs }] });
  const pick = stream({ ...RUN, purpose: "class", entity: "phone1" });
  const sizes = stream({ ...RUN, purpose: "size", entity: "phone1" });
  const expected = Array.from({ length: 40 }, () => {
    const u = pick() * 4;
    const k = u < 1 ? 0 : u < 3 ? 1 : 2;
    const { class: name, sizeMB } = jobs[k];
    return [from.classes.indexOf(name), positiveSampler(sizeMB, sizes)() * 8e6];
  });
  expect(from.classes).toEqual(["a", "b", "c"]);
  expect(next(from, 0, 40).map((job) => [job.jobClass, job.bits])).toEqual(expected);
  expect(new Set(expected.map(([name]) => name)).size).toBe(3);
});

test("classes with arrivals of their own, and the users of a finite source", () => {
  const poisson: Distribution = { exponential: { mean: 1 / 0.3 } };
  const size = spread(2);
  const arrivals = { poisson: { ratePerS: 0.3 } };
  const jobs = [
    { class: "video", sizeMB: size, arrivals },
    { sizeMB: size, arrivals },
  ];
  const from = world({ devices: [{ ...group, jobs }] });
  for (const [s, entity] of ["phone1/video", "phone2/video", "phone1/1", "phone2/1"].entries()) {
    const [job] = next(from, s, 1);
    expect([job.device, job.at]).toEqual([s % 2, drawn(poisson, "arrivals", entity, 1)[0]]);
    expect(job.bits).toBe(drawn(size, "size", entity, 1)[0] * 8e6);
  }
  const think = spread(5);
  const users = { sizeMB: size, arrivals: { finiteSource: { thinkS: think, users: 2 } } };
  const closed = world({ devices: [{ ...group, jobs: users }] });
  for (const [s, entity] of ["phone1#0", "phone1#1", "phone2#0", "phone2#1"].entries()) {
    const [job] = next(closed, s, 1);
    expect([job.device, job.at]).toEqual([Math.floor(s / 2), drawn(think, "arrivals", entity, 1)[0]]);
    expect(job.bits).toBe(drawn(size, "size", entity, 1)[0] * 8e6);
  }
});

test("the network's jobs and the devices that they are dealt to", () => {
  const size = spread(2);
  const jobs = { sizeMB: size, arrivals: { batch: { count: 9 } } };
  const from = world({ devices: [{ ...group, count: 3 }], jobs, deal: "random" });
  const seen = next(from, 0, 9);
  const deal = stream({ ...RUN, purpose: "deal" });
  expect(seen.map((job) => job.device)).toEqual(seen.map(() => Math.floor(deal() * 3)));
  expect(seen.map((job) => job.bits)).toEqual(drawn(size, "size", "", 9).map((MB) => MB * 8e6));
});

test("fading in blocks, of a pair or of a device", () => {
  const rayleigh = { meanSnrDb: 10, bandwidthMHz: 5, blockS: spread(1) };
  for (const [per, entity] of [
    ["pair", '["phone2","m1"]'],
    ["device", "phone2"],
  ]) {
    const rate = world({ links: { rateMbps: { rayleigh }, per } }).rate!(1, 0)!;
    // 10 dB is a ratio of 10.
    const snr = drawn({ exponential: { mean: 10 } }, "fading", entity, 4);
    const ends: number[] = [];
    for (const block of drawn(spread(1), "fading block", entity, 4)) ends.push((ends.at(-1) ?? 0) + block);
    for (const [k, end] of ends.entries()) {
      expect(rate.at(ends[k - 1] ?? 0) / (5e6 * Math.log2(1 + snr[k]))).toBeCloseTo(1, 12);
      expect(rate.until).toBe(end);
    }
  }
});

test("good and bad times of a link, which starts in its long-run state", () => {
  const [goodS, badS] = [spread(3), spread(1)];
  const gilbertElliott = { goodMbps: spread(20), badMbps: 2, goodS, badS };
  const devices = [{ ...group, count: 40, jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } } }];
  const from = world({ devices, links: { rateMbps: { gilbertElliott } } });
  let good = 0;
  for (let i = 0; i < 40; i++) {
    const rate = from.rate!(i, 1)!;
    const draws = stream({ ...RUN, purpose: "fading", entity: JSON.stringify([`phone${i + 1}`, "m2"]) });
    const rates = [drawn(spread(20), "link rate", `phone${i + 1}`, 2)[1] * 1e6, 2e6];
    let state = draws() < 0.75 ? 0 : 1;
    if (state === 0) good++;
    let end = 0;
    for (let k = 0; k < 3; k++) {
      expect(rate.at(end)).toBe(rates[state]);
      end += positiveSampler([goodS, badS][state], draws)();
      expect(rate.until).toBe(end);
      state = 1 - state;
    }
  }
  expect(good).toBeGreaterThan(20);
  expect(good).toBeLessThan(40);
});

test("faults of servers and links, and the times of speed levels", () => {
  const faults = { upS: spread(100), downS: spread(5) };
  const levels = [
    { speed: 1, forS: spread(10) },
    { speed: 0.5, forS: spread(3) },
  ];
  const jobs = { sizeMB: 1, arrivals: { batch: { count: 1 } } };
  const from = world({
    devices: [{ ...group, levels, jobs }],
    servers: [{ id: "m", count: 2, speedIps: 1e11, faults, levels }],
    links: { rateMbps: 20, faults },
  });
  for (const [fault, kind, entity] of [
    [from.serverFault!(1)!, "server", "m2"],
    [from.linkFault!(0, 1)!, "link", '["phone1","m2"]'],
  ] as const) {
    expect(Array.from({ length: 3 }, () => fault.up())).toEqual(drawn(faults.upS, `${kind} up`, entity, 3));
    expect(Array.from({ length: 3 }, () => fault.down())).toEqual(
      drawn(faults.downS, `${kind} down`, entity, 3),
    );
  }
  for (const [changes, kind, entity] of [
    [from.deviceLevels!(1)!, "device", "phone2"],
    [from.serverLevels!(0)!, "server", "m1"],
  ] as const) {
    const draws = stream({ ...RUN, purpose: `${kind} level`, entity });
    let at = 0;
    for (let k = 0; k < 5; k++) {
      expect(changes.next(at).at).toBe(at);
      at += positiveSampler(levels[k % 2].forS, draws)();
    }
  }
});
