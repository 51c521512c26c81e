// The weights of a live run against those of the batch that they are taken from.
import { expect, test } from "vitest";
import { scoreRates, toProblem, weights, worstCase } from "../../src/model/index.ts";
import { case3, liveRates, readScenario, sample } from "../../src/scenario/index.ts";

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
  const expected = scoreRates(worstCase(alone), weights(0.3), "eq4");
  const rates = liveRates(scenario(40, 1), weights(0.3), "eq4");
  expect(rates.perSecond / expected.perSecond).toBeCloseTo(1, 9);
  expect(rates.perJoule / expected.perJoule).toBeCloseTo(1, 9);
});

test("are the same for every run of a scenario, and finite for arrivals without end", () => {
  const rates = liveRates(case3, weights(0.5), "eq4");
  expect(liveRates(case3, weights(0.5), "eq4")).toEqual(rates);
  expect(rates.perSecond).toBeGreaterThan(0);
  expect(rates.perJoule).toBeGreaterThan(0);
});
