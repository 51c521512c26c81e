import { expect, test } from "vitest";
import { beyondInstance, drawWorld, readScenario, SCENARIO_FORMAT } from "../../src/scenario/index.ts";

const device = {
  speedIps: 1e9,
  powerW: { compute: 1, transmit: 1, idle: 0 },
  jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } } as object,
};
const server = { id: "m", speedIps: 1e10 };
const faults = { upS: 9, downS: 1 };
const levels = [{ speed: 1 }];

/** What of a scenario with these changes no instance can hold. */
function beyond(change: object): string | undefined {
  const scenario = readScenario(
    {
      format: SCENARIO_FORMAT,
      work: { instructionsPerBit: 1 },
      outputReduction: 0,
      devices: [device],
      servers: [server],
      links: { rateMbps: 1 },
      ...change,
    },
    "f",
  );
  return beyondInstance(scenario, drawWorld(scenario, { seed: 1, replication: 0 }));
}

test("a plan made beforehand knows no faults, changes, cells, users, sharing limits, losses and abandonment", () => {
  expect(beyond({})).toBeUndefined();
  expect(beyond({ overflow: "redirect", abandonAtDeadline: false })).toBeUndefined();
  expect(beyond({ servers: [server, { ...server, id: "n", faults }] })).toBe("faults");
  expect(beyond({ links: { rateMbps: 1, faults } })).toBe("faults");
  expect(beyond({ links: { rateMbps: { recorded: { atS: [0, 1], Mbps: [1, 2] } } } })).toBe("changing rates");
  expect(beyond({ links: { rateMbps: 1, accessPoints: [{ id: "p", capacityMbps: 1 }] } })).toBe(
    "shared access points",
  );
  expect(beyond({ devices: [{ ...device, levels }] })).toBe("changing speeds");
  expect(beyond({ servers: [{ ...server, levels }] })).toBe("changing speeds");
  const user = { ...device, id: "u", jobs: { sizeMB: 1, arrivals: { finiteSource: { thinkS: 1 } } } };
  expect(beyond({ devices: [{ ...device, id: "d" }, user] })).toBe("a finite source");
  const shared = { ...server, id: "n", discipline: "processor-sharing" };
  expect(beyond({ servers: [server, shared] })).toBeUndefined();
  expect(beyond({ servers: [server, { ...shared, concurrency: 2 }] })).toBe("a limit of concurrency");
  expect(beyond({ overflow: "drop" })).toBe('overflow "drop"');
  expect(beyond({ abandonAtDeadline: true })).toBe("abandonment");
});
