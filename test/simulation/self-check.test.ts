// The laws are checked: each is broken here, and the error names it and the place.
import { expect, test } from "vitest";
import { toProblem } from "../../src/model/index.ts";
import { PowerMeter } from "../../src/simulation/energy/power-meter.ts";
import { Measures } from "../../src/simulation/record/measures.ts";
import { type RunState, SelfCheckError, selfCheck } from "../../src/simulation/self-check.ts";
import { JobTable } from "../../src/simulation/state/job-table.ts";
import { StationNumbers } from "../../src/simulation/state/station-numbers.ts";
import { BUSY_AREA, SOJOURN, STATION_REALS, StationTable } from "../../src/simulation/state/station-table.ts";
import { littleInstance } from "./little-world.ts";

/** Two devices, two servers and two radios that did nothing for 10 s. */
function idle(): RunState {
  const problem = toProblem(littleInstance({ devices: 2, servers: 2, jobs: [{}, {}] }));
  const jobs = new JobTable(8, 0, false);
  return {
    jobs,
    stations: new StationTable(6),
    meter: new PowerMeter(problem.network),
    measures: new Measures(jobs, 2, 1, null),
    numbers: new StationNumbers({ devices: 2, servers: 2, radio: "half-duplex", wires: 0 }),
    devices: 2,
    stalls: false,
    since: 0,
    now: 10,
  };
}

const put = ({ stations }: RunState, station: number, field: number, value: number) => {
  stations.real[station * STATION_REALS + field] = value;
};

test("a network at rest keeps all laws", () => expect(() => selfCheck(idle())).not.toThrow());

test.each<[string, (run: RunState) => void, string]>([
  ["a job more", ({ measures }) => measures.total.arrived++, "conservation of jobs at all jobs: 0 is not 1"],
  [
    "a measured job more",
    ({ measures }) => measures.measured.arrived++,
    "conservation of jobs at measured jobs: 0 is not 1",
  ],
  [
    "a job that no table has",
    ({ measures }) => measures.arrive(0),
    "conservation of jobs at the table: 0 is not 1",
  ],
  ["a stay at a processor", (run) => put(run, 1, SOJOURN, 3), "Little's law at processor 1: 0 is not 3"],
  ["a stay at a server", (run) => put(run, 2, SOJOURN, 3), "Little's law at server 0: 0 is not 3"],
  ["a stay at a radio", (run) => put(run, 5, SOJOURN, 3), "Little's law at radio 1: 0 is not 3"],
  ["time left out", ({ meter }) => meter.restart(4), "state times at device 0: 6 is not 10"],
  ["work that no meter saw", (run) => put(run, 1, BUSY_AREA, 3), "processor time at device 1: 0 is not 3"],
  ["a transfer that no meter saw", (run) => put(run, 4, BUSY_AREA, 3), "radio time at device 0: 0 is not 3"],
  [
    "a transfer that no radio had",
    ({ meter }) => meter.correctTransfer(1, true, 2),
    "radio time at device 1: 2 is not 0",
  ],
])("%s", (_, spoil, law) => {
  const run = idle();
  spoil(run);
  expect(() => selfCheck(run)).toThrow(SelfCheckError);
  const again = idle();
  spoil(again);
  expect(() => selfCheck(again)).toThrow(`self-check: ${law}`);
});

test("a transfer that stood still holds its radio longer than the meter counts, not shorter", () => {
  const held = { ...idle(), stalls: true };
  put(held, 4, BUSY_AREA, 3);
  expect(() => selfCheck(held)).not.toThrow();
  const short = { ...idle(), stalls: true };
  short.meter.correctTransfer(0, false, 2);
  expect(() => selfCheck(short)).toThrow("radio time at device 0: 2 is not 0");
});
