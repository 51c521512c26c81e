// What the charts over time draw is the run itself: areas under the power are the energies that the simulation metered.
import { describe, expect, test } from "vitest";
import { toProblem } from "../../src/model/problem.ts";
import { livePolicy } from "../../src/policies/catalogue.ts";
import { drawWorld, type PaperCase, paperCase, readScenario, sample } from "../../src/scenario/index.ts";
import { instanceWorld, simulate, simulatePlan } from "../../src/simulation/index.ts";
import { picture } from "../../src/web/compute/picture.ts";
import { processorRow, radioRow, serverRow } from "../../src/web/picture/activities.ts";
import { devicePower, jobsByDevice, STATES } from "../../src/web/picture/power.ts";
import { integralAt, means, stepFunction, valueAt } from "../../src/web/picture/step-function.ts";

const busyCell = (options: object) =>
  readScenario(
    {
      format: "mec-offload/scenario@1",
      work: { instructionsPerBit: 250 },
      outputReduction: -0.5,
      devices: [
        { count: 6, speedIps: 3.6e9, powerW: { compute: 0.63, transmit: 0.35, receive: 0.2, idle: 0.035 } },
      ],
      jobs: { sizeMB: { uniform: { min: 1, max: 6 } }, arrivals: { poisson: { ratePerS: 0.6, count: 150 } } },
      servers: [
        { id: "m1", speedIps: 2e10, cores: 2 },
        { id: "m2", speedIps: 3e10 },
      ],
      links: { rateMbps: { uniform: { min: 15, max: 28 } }, latencyS: 0.05 },
      ...options,
    },
    "busy cell",
  );

const FAULTS = { upS: { exponential: { mean: 3 } }, downS: { exponential: { mean: 1 } } };

/** A network in which services are interrupted: by others, by faults of servers and links, by patience that ends. */
function interrupted(work: string, change: object = {}) {
  const servers = [
    { id: "m1", speedIps: 6e9, discipline: "priority-preemptive", faults: { ...FAULTS, work } },
    { id: "m2", speedIps: 4e9, cores: 2, discipline: "lcfs-preemptive" },
    { id: "m3", speedIps: 4e9, queueLimit: 2, faults: { ...FAULTS, work } },
  ];
  const jobs = [0, 1].map((priority) => ({
    ...{
      class: `c${priority}`,
      weight: 1,
      priority,
      sizeMB: { uniform: { min: 0.2, max: 2 } },
      deadlineS: 30,
    },
  }));
  const scenario = busyCell({
    ...{ jobs, servers, outputReduction: 0.5, arrivals: { poisson: { ratePerS: 1.5, count: 120 } } },
    links: { rateMbps: { uniform: { min: 15, max: 28 } }, faults: { ...FAULTS, work } },
    ...change,
  });
  return drawWorld(scenario, { seed: 4, replication: 0 });
}

const runs = [
  ...(["case1", "case3"] as PaperCase[]).map((name) => {
    const problem = toProblem(sample(paperCase(name), { seed: 3 }));
    const places = Int32Array.from(
      { length: problem.jobs.count },
      (_, j) => (j % (problem.network.servers + 1)) - 1,
    );
    const run = simulatePlan(problem, places, { timeline: true });
    return { name, network: problem.network, jobId: problem.jobs.id, run };
  }),
  ...[{}, { radio: "full-duplex" }, { radio: "per-link", idle: "always" }].map((options) => {
    const problem = toProblem(sample(busyCell(options), { seed: 5 }));
    const run = simulate(instanceWorld(problem), livePolicy("least-completion"), {
      records: "all",
      timeline: true,
    });
    const name = `arrivals over time, ${JSON.stringify(options)}`;
    return { name, network: problem.network, jobId: problem.jobs.id, run };
  }),
  ...["while-waiting", "always"].map((idle) => {
    const level = (speed: number, computeW: number, forS: number) => ({ speed, computeW, forS });
    const levels = [level(1, 0.63, 2), level(0.5, 0.2, { exponential: { mean: 3 } } as never)];
    const powerW = { compute: 0.63, transmit: 0.35, receive: 0.2, idle: 0.035 };
    const scenario = busyCell({ idle, devices: [{ count: 6, speedIps: 3.6e9, powerW, levels }] });
    const world = drawWorld(scenario, { seed: 6, replication: 0 });
    const run = simulate(world, livePolicy("random"), { seed: 4, records: "all", timeline: true });
    return { name: `levels of speed, idle ${idle}`, network: world.network, jobId: null, run };
  }),
  ...["resume", "restart", "retry", "local"].flatMap((work) =>
    [{}, { radio: "full-duplex", overflow: "drop" }, { abandonAtDeadline: true }].map((change) => {
      const world = interrupted(work, change);
      const options = { seed: 4, records: "all", timeline: true } as const;
      const run = simulate(world, livePolicy("random"), options);
      return { name: `${work}, ${JSON.stringify(change)}`, network: world.network, jobId: null, run };
    }),
  ),
];

describe.each(runs)("the picture of a run: $name", ({ network, jobId, run }) => {
  const drawn = picture(run, network, jobId);

  test("the area under each device's power by state is its metered energy", () => {
    const own = jobsByDevice(drawn.jobs, network.devices);
    for (const [i, device] of run.devices.entries()) {
      const power = devicePower(drawn, i, own[i]);
      const energies = [device.computeEnergy, device.transmitEnergy, device.receiveEnergy, device.idleEnergy];
      for (const [state, energy] of energies.entries()) {
        expect(integralAt(power[state], run.end), `${device.id} ${STATES[state]}`).toBeCloseTo(energy, 9);
      }
    }
  });

  test("the total by state is the sum over devices, and at every moment the metered total power", () => {
    const energies = [run.computeEnergy, run.transmitEnergy, run.receiveEnergy, run.idleEnergy];
    for (const [state, energy] of energies.entries()) {
      expect(integralAt(drawn.power[state], run.end)).toBeCloseTo(energy, 8);
    }
    const metered = stepFunction(run.timeline!.power.times, run.timeline!.power.values);
    for (let k = 0; k < 500; k++) {
      const at = ((k + 0.5) / 500) * run.end;
      const sum = drawn.power.reduce((total, state) => total + valueAt(state, at), 0);
      expect(sum).toBeCloseTo(valueAt(metered, at), 9);
    }
  });

  test("stretches of work add up to the busy times of servers, processors and radios", () => {
    const { activities: of } = drawn;
    const sum = (row: number) => {
      let total = 0;
      for (let at = of.offset[row]; at < of.offset[row + 1]; at++) total += of.end[at] - of.start[at];
      return total;
    };
    for (const [c, server] of run.servers.entries()) expect(sum(serverRow(c))).toBeCloseTo(server.busy, 9);
    for (const [i, device] of run.devices.entries()) {
      expect(sum(processorRow(of, i))).toBeCloseTo(device.processorBusy, 9);
      expect(sum(radioRow(of, i))).toBeCloseTo(device.radioBusy, 9);
    }
  });

  test("the queues that follow from the visits are those that the simulation counted", () => {
    for (const [c, queue] of drawn.queues.entries()) {
      const { times, values } = run.timeline!.serverQueue[c];
      const counted = stepFunction(times, values);
      expect(integralAt(queue, run.end)).toBeCloseTo(integralAt(counted, run.end), 9);
      for (let k = 0; k < 300; k++) {
        const at = ((k + 0.5) / 300) * run.end;
        expect(valueAt(queue, at)).toBe(valueAt(counted, at));
      }
    }
  });

  test("no two stretches in one lane of a row overlap, and rows with one lane are in order", () => {
    const { activities: of } = drawn;
    for (let row = 0; row + 1 < of.offset.length; row++) {
      const free: number[] = [];
      for (let at = of.offset[row]; at < of.offset[row + 1]; at++) {
        expect(of.start[at]).toBeGreaterThanOrEqual((free[of.lane[at]] ?? 0) - 1e-9);
        free[of.lane[at]] = of.end[at];
      }
    }
  });
});

test("means over pixels keep the area of a step function, at any magnification", () => {
  const of = stepFunction(Float64Array.of(0, 1, 1.5, 4, 9), Float64Array.of(2, 0, 5, 1, 0));
  for (const [from, to, count] of [
    [0, 9, 7],
    [0.9, 1.7, 400],
    [1.2, 1.2000001, 3],
  ]) {
    const width = (to - from) / count;
    const area = means(of, from, to, count).reduce((sum, mean) => sum + mean * width, 0);
    expect(area).toBeCloseTo(integralAt(of, to) - integralAt(of, from), 12);
  }
});
