// How large a run will be: near to what it is, and refused with field and figure where it is more than one expects.
import { describe, expect, test } from "vitest";
import { LOCAL } from "../../src/model/problem.ts";
import { drawWorld, readScenario, requireSize, runSize } from "../../src/scenario/index.ts";
import { total } from "../../src/scenario/run-size.ts";
import { simulate } from "../../src/simulation/index.ts";

const GB = 1e9;
const network = (change: object) =>
  readScenario(
    {
      format: "mec-offload/scenario@1",
      work: { instructionsPerBit: 1 },
      outputReduction: 0.5,
      devices: [{ id: "d", count: 4, speedIps: 1e9, powerW: { compute: 1, transmit: 1, idle: 0 } }],
      servers: [{ id: "m1", speedIps: 8e9 }],
      links: { rateMbps: 100 },
      jobs: { sizeMB: 1, arrivals: { poisson: { ratePerS: 10 } } },
      ...change,
    },
    "s.yaml",
  );
const end = (horizonS: number | undefined) => ({ horizonS, keepsJobs: horizonS === undefined });

describe("the estimate is within a factor of four of a run's events, jobs within a tenth", () => {
  test.each<[string, object, number | undefined]>([
    ["Poisson", {}, 200],
    ["a batch", { jobs: { sizeMB: 1, arrivals: { batch: { count: 5000 } } } }, undefined],
    [
      "a trace",
      {
        jobs: { sizeMB: 1, arrivals: { recorded: { arrivalS: Array.from({ length: 3000 }, (_, k) => k) } } },
      },
      undefined,
    ],
    [
      "two states",
      { jobs: { sizeMB: 1, arrivals: { mmpp: { ratesPerS: [10, 9.9], switchesPerS: [1, 1] } } } },
      200,
    ],
    ["users", { jobs: { sizeMB: 0.1, arrivals: { finiteSource: { thinkS: 5, users: 90 } } } }, 200],
    ["fading", { links: { rateMbps: { rayleigh: { meanSnrDb: 15, bandwidthMHz: 5, blockS: 0.005 } } } }, 50],
    [
      "levels",
      {
        servers: [
          {
            id: "m1",
            speedIps: 8e9,
            levels: [
              { speed: 1, forS: 0.01 },
              { speed: 0.9, forS: 0.01 },
            ],
          },
        ],
      },
      100,
    ],
    ["faults", { servers: [{ id: "m1", speedIps: 8e9, faults: { upS: 0.03, downS: 0.01 } }] }, 100],
  ])("%s", (_name, change, horizonS) => {
    const scenario = network(change);
    const size = runSize(scenario, end(horizonS));
    let turn = 0;
    const run = simulate(
      drawWorld(scenario, { seed: 1, replication: 0 }),
      () => (turn++ % 2 === 0 ? LOCAL : 0),
      {
        ...(horizonS !== undefined && { horizon: horizonS }),
      },
    );
    expect(total(size.events) / run.events).toBeGreaterThan(0.25);
    expect(total(size.events) / run.events).toBeLessThan(4);
    expect(Math.abs(total(size.jobs) / run.arrived - 1)).toBeLessThan(0.1);
  });
});

test("a run of more than 1e9 events is refused unless it was asked for, one beyond memory in any case", () => {
  const said = (change: object, horizonS?: number, large = false) => {
    try {
      requireSize(network(change), end(horizonS), { large, memory: 4 * GB }, "s.yaml");
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  };
  const batch = (count: number) => ({ jobs: { sizeMB: 1, arrivals: { batch: { count } } } });
  expect(said(batch(1000))).toBe(null);
  expect(said(batch(1e9))).toMatch(
    /^s\.yaml: jobs\.arrivals: expected a run that fits into 4000 MB, got "one of about 8\d+ MB"$/,
  );
  expect(said(batch(1e9), undefined, true)).not.toBe(null);
  const often = { jobs: { sizeMB: 1, arrivals: { deterministic: { everyS: 1e-12 } } } };
  expect(said(often, 100)).toMatch(
    /^s\.yaml: jobs\.arrivals: expected a run of at most 1e\+9 events, or --yes, got "one of about 6\.0e\+14"$/,
  );
  expect(said(often, 100, true)).toBe(null);
  const fading = { links: { rateMbps: { rayleigh: { meanSnrDb: 15, bandwidthMHz: 5, blockS: 1e-12 } } } };
  expect(said(fading, 100)).toMatch(/^s\.yaml: links\.rateMbps: expected a run of at most/);
  const levels = {
    servers: [
      {
        id: "m1",
        speedIps: 1,
        levels: [
          { speed: 1, forS: 1e-9 },
          { speed: 0.5, forS: 1e-9 },
        ],
      },
    ],
  };
  expect(said(levels, 100)).toMatch(/^s\.yaml: servers\[0\]\.levels: /);
  const faults = { servers: [{ id: "m1", speedIps: 1, faults: { upS: 1e-9, downS: 1e-9 } }] };
  expect(said(faults, 100)).toMatch(/^s\.yaml: servers\[0\]\.faults: /);
  const device = { id: "d", speedIps: 1e9, powerW: { compute: 1, transmit: 1, idle: 0 } };
  const links = {
    devices: [{ ...device, count: 100_000 }],
    servers: [{ id: "m", count: 5000, speedIps: 8e9 }],
  };
  expect(said(links, 1)).toMatch(
    /^s\.yaml: links: expected a run that fits into 4000 MB, got "one of about 8\d{3} MB"$/,
  );
  expect(said({ devices: [{ ...device, count: 3_000_000 }] }, 1)).toMatch(
    /^s\.yaml: devices\[0\]\.count: expected a run that fits/,
  );
});
