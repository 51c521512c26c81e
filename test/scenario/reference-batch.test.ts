// The weights of a live run against those of the batch that they are taken from.
import { expect, test } from "vitest";
import { readInstance, scorePerUnit, toProblem, weights, worstCase } from "../../src/model/index.ts";
import { batchScorePerUnit, case3, readScenario, referenceBatch, sample } from "../../src/scenario/index.ts";

test("scale by 1000 jobs: for a batch of fixed sizes, a job weighs what it does alone", () => {
  const scenario = (count: number, devices: number) =>
    readScenario(
      {
        format: "mec-offload/scenario@1",
        work: { instructionsPerBit: 250 },
        outputReduction: 0.2,
        devices: [
          {
            count: devices,
            speedIps: 3.6e9,
            powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
            jobs: { sizeMB: 4, arrivals: { batch: { count } } },
          },
        ],
        servers: [{ id: "m1", speedIps: 1.4e11 }],
        links: { rateMbps: 20 },
      },
      "fixed.yaml",
    );
  const alone = toProblem(sample(scenario(1, 1), { seed: 1 }));
  const expected = scorePerUnit(worstCase(alone), weights(0.3), "eq4");
  const rates = batchScorePerUnit(referenceBatch(scenario(40, 1)), weights(0.3), "eq4");
  expect(rates.perSecond / expected.perSecond).toBeCloseTo(1, 9);
  expect(rates.perJoule / expected.perJoule).toBeCloseTo(1, 9);
});

test("are the same for every run of a scenario, and finite for arrivals without end", () => {
  const rates = batchScorePerUnit(referenceBatch(case3), weights(0.5), "eq4");
  expect(batchScorePerUnit(referenceBatch(case3), weights(0.5), "eq4")).toEqual(rates);
  expect(rates.perSecond).toBeGreaterThan(0);
  expect(rates.perJoule).toBeGreaterThan(0);
});

test("each source gives as many jobs as make 1000 together, and one that ends gives what it has", () => {
  const powerW = { compute: 0.6, transmit: 0.3, idle: 0.03 };
  const poisson = { poisson: { ratePerS: 1 } };
  const devices = [
    { id: "a", speedIps: 1e9, powerW, jobs: { sizeMB: 5, arrivals: poisson } },
    { id: "b", speedIps: 2e9, powerW, jobs: { sizeMB: 1, outputMB: 9, arrivals: { batch: { count: 7 } } } },
  ];
  const servers = [{ id: "m", speedIps: 1e10, pricePerGinstr: 3 }];
  const scenario = readScenario(
    {
      format: "mec-offload/scenario@1",
      work: { instructionsPerBit: 100 },
      outputReduction: 0.2,
      devices,
      servers,
      links: { rateMbps: 20 },
      jobs: { sizeMB: 3, instructions: 1e9, arrivals: poisson },
    },
    "mixed.yaml",
  );
  // Three sources: 334 jobs each, those of the network in turn to a and b.
  const dealt = { sizeMB: 3, instructions: 1e9 };
  const jobs = [
    [...Array(334).fill({ sizeMB: 5 }), ...Array(167).fill(dealt)],
    [...Array(7).fill({ sizeMB: 1, outputMB: 9 }), ...Array(167).fill(dealt)],
  ];
  const batch = readInstance(
    {
      format: "mec-offload/instance@1",
      work: { instructionsPerBit: 100 },
      outputReduction: 0.2,
      devices: devices.map(({ jobs: _, ...device }, i) => ({
        ...device,
        jobs: jobs[i].map((job, n) => ({ ...job, id: `${device.id}${n}` })),
      })),
      servers,
      linksMbps: [[20], [20]],
    },
    "batch.json",
  );
  for (const score of ["eq3", "eq4"] as const) {
    const weight = weights(0.3, 0.2);
    const { perSecond, perJoule, perMoney } = scorePerUnit(worstCase(toProblem(batch)), weight, score);
    const rates = batchScorePerUnit(referenceBatch(scenario), weight, score);
    expect(rates.perSecond / (perSecond * 675)).toBeCloseTo(1, 12);
    expect(rates.perJoule / (perJoule * 675)).toBeCloseTo(1, 12);
    expect(rates.perMoney / (perMoney * 675)).toBeCloseTo(1, 12);
  }
});
