import { expect, test } from "vitest";
import { readInstance, toProblem } from "../../src/model/index.ts";
import { readScenario, SCENARIO_FORMAT, sample } from "../../src/scenario/index.ts";
import { beyondEquations, beyondInstance, beyond as beyondOf } from "../../src/trial/index.ts";

const device = {
  speedIps: 1e9,
  powerW: { compute: 1, transmit: 1, idle: 0 },
  jobs: { sizeMB: 1, arrivals: { batch: { count: 1 } } } as object,
};
const server = { id: "m", speedIps: 1e10 };
const faults = { upS: 9, downS: 1 };
const levels = [{ speed: 1 }];

const scenarioWith = (change: object) =>
  readScenario(
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

/** What of a scenario with these changes no instance can hold. */
const beyond = (change: object): string | undefined => beyondInstance({ scenario: scenarioWith(change) });

/** Why no bound stands beside a run of it. */
const reasons = (change: object): string[] => beyondEquations({ scenario: scenarioWith(change) });

const arriving = (arrivals: object) => ({ devices: [{ ...device, jobs: { sizeMB: 1, arrivals } }] });

const wire = { id: "w", ends: ["ap", "m"], rateMbps: 10 };

/** A network with one access point and a wire to the server. */
const tiers = (accessPoint: object) => ({ accessPoints: [{ id: "ap", ...accessPoint }], wires: [wire] });

test("a plan made beforehand knows no faults, changes, cells, users, sharing limits, losses and abandonment", () => {
  expect(beyond({})).toBeUndefined();
  expect(beyond({ overflow: "redirect", abandonAtDeadline: false })).toBeUndefined();
  expect(beyond({ servers: [server, { ...server, id: "n", faults }] })).toBe("faults");
  expect(beyond({ links: { rateMbps: 1, faults } })).toBe("faults");
  expect(beyond({ links: { rateMbps: { recorded: { atS: [0, 1], Mbps: [1, 2] } } } })).toBe("changing rates");
  expect(beyond({ links: { rateMbps: 1, accessPoints: [{ id: "p", capacityMbps: 1 }] } })).toBe(
    "shared access points",
  );
  expect(
    beyond({
      links: [
        { to: "m", rateMbps: 1 },
        { rateMbps: 1, faults },
      ],
    }),
  ).toBe("faults");
  expect(beyond({ ...tiers({}), wires: [{ ...wire, faults }] })).toBe("faults");
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

test("the equations know a batch at time 0, and waiting makes a run only longer than they say", () => {
  expect(reasons({})).toEqual([]);
  expect(reasons(arriving({ recorded: { arrivalS: [0, 0] } }))).toEqual([]);
  const shared = { ...server, discipline: "processor-sharing", concurrency: 2, cores: 3 };
  expect(reasons({ servers: [shared], radio: "per-link", links: { rateMbps: 1, latencyS: 1 } })).toEqual([]);
  expect(beyondOf({ scenario: scenarioWith({ servers: [shared] }) })).toEqual([
    { name: "a limit of concurrency", instance: false, equations: true },
  ]);
});

test("everything that moves, fails, loses or sends back jobs is a reason against a bound beside a run", () => {
  expect(reasons(arriving({ batch: { count: 2, atS: 1 } }))).toEqual(["arrivals over time"]);
  expect(reasons(arriving({ recorded: { arrivalS: [0, 1] } }))).toEqual(["arrivals over time"]);
  expect(reasons(arriving({ poisson: { ratePerS: 1, count: 2 } }))).toEqual(["arrivals over time"]);
  expect(reasons({ servers: [{ ...server, queueLimit: 3 }], overflow: "drop" })).toEqual([
    'overflow "drop"',
    "queue limits",
  ]);
  expect(reasons({ links: { rateMbps: 1, faults }, abandonAtDeadline: true })).toEqual([
    "faults",
    "abandonment",
  ]);
});

test("cells are a reason, by capacity and by air time; wires, fifo and fair, are none", () => {
  expect(reasons(tiers({}))).toEqual([]);
  expect(reasons({ ...tiers({}), wires: [{ ...wire, share: "fair", latencyS: 1 }] })).toEqual([]);
  expect(reasons(tiers({ capacityMbps: 5 }))).toEqual(["cells by capacity"]);
  expect(reasons(tiers({ share: "airtime" }))).toEqual(["cells by air time"]);
  expect(reasons({ links: { rateMbps: 1, accessPoints: [{ id: "p", capacityMbps: 1 }] } })).toEqual([
    "shared access points",
  ]);
  expect(beyond(tiers({ capacityMbps: 5 }))).toBeUndefined();
});

test("an instance has the same reasons as the scenario that it is drawn from", () => {
  const changes = [
    {},
    arriving({ batch: { count: 2, atS: 1 } }),
    { servers: [{ ...server, queueLimit: 0 }] },
    tiers({}),
    tiers({ capacityMbps: 5 }),
    tiers({ share: "airtime" }),
    { servers: [{ ...server, queueLimit: 0 }], ...arriving({ deterministic: { everyS: 1, count: 3 } }) },
  ];
  for (const change of changes) {
    const instance = readInstance(sample(scenarioWith(change), { seed: 1 }), "drawn");
    expect(beyondEquations({ problem: toProblem(instance) })).toEqual(reasons(change));
  }
});
