// What the charts over time draw is the run itself: areas under the power are the energies that the simulation metered.
import { describe, expect, test } from "vitest";
import { toProblem } from "../../src/model/problem.ts";
import { livePolicy } from "../../src/policies/catalogue.ts";
import { type PaperCase, paperCase, readScenario, sample } from "../../src/scenario/index.ts";
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

const runs = [
  ...(["case1", "case3"] as PaperCase[]).map((name) => {
    const problem = toProblem(sample(paperCase(name), { seed: 3 }));
    const places = Int32Array.from(
      { length: problem.jobs.count },
      (_, j) => (j % (problem.network.servers + 1)) - 1,
    );
    return { name, problem, run: simulatePlan(problem, places, { timeline: true }) };
  }),
  ...[{}, { radio: "full-duplex" }, { radio: "per-link", idle: "always" }].map((options) => {
    const problem = toProblem(sample(busyCell(options), { seed: 5 }));
    const run = simulate(instanceWorld(problem), livePolicy("least-completion"), {
      records: "all",
      timeline: true,
    });
    return { name: `arrivals over time, ${JSON.stringify(options)}`, problem, run };
  }),
];

describe.each(runs)("the picture of a run: $name", ({ problem, run }) => {
  const drawn = picture(run, problem.network, problem.jobs.id);

  test("the area under each device's power by state is its metered energy", () => {
    const own = jobsByDevice(drawn.jobs, problem.network.devices);
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
      expect(sum(processorRow(problem.network.servers, i))).toBeCloseTo(device.processorBusy, 9);
      expect(sum(radioRow(problem.network.servers, i))).toBeCloseTo(device.radioBusy, 9);
    }
  });

  test("the queues that follow from the records are those that the simulation counted", () => {
    const derived = picture({ ...run, timeline: null }, problem.network, problem.jobs.id).queues;
    for (const [c, queue] of drawn.queues.entries()) {
      expect(integralAt(derived[c], run.end)).toBeCloseTo(integralAt(queue, run.end), 9);
      for (let k = 0; k < 300; k++) {
        const at = ((k + 0.5) / 300) * run.end;
        expect(valueAt(derived[c], at)).toBe(valueAt(queue, at));
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
