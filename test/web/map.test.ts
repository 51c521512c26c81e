// The map of a network: where points stand, and that its lines carry what the run sent.
import { expect, test } from "vitest";
import { toProblem } from "../../src/model/problem.ts";
import { paperCase, sample } from "../../src/scenario/index.ts";
import { simulatePlan } from "../../src/simulation/index.ts";
import { STATION_KINDS, VISIT_STAGES, type Visits } from "../../src/simulation/record/visits.ts";
import { picture } from "../../src/web/compute/picture.ts";
import { columnsOf, layered, neighbours } from "../../src/web/map/layers.ts";
import { networkMapOf } from "../../src/web/map/map-of-picture.ts";
import { type MapEdge, type MapPoint, type PointKind, positionAt } from "../../src/web/map/network-map.ts";
import { placesOf } from "../../src/web/map/places.ts";
import { activities } from "../../src/web/picture/activities.ts";
import { countSteps } from "../../src/web/picture/count-steps.ts";
import { queuesOf } from "../../src/web/picture/queues.ts";
import { integralAt, valueAt } from "../../src/web/picture/step-function.ts";

const area = { left: 60, right: 660, top: 20, bottom: 220 };

const point = (id: string, kind: PointKind, track: MapPoint["track"] = null): MapPoint => ({
  ...{ id, kind, track, tier: null, number: 0, count: 1, busy: null, waiting: null, down: null, cores: 1 },
});
const edge = (from: number, to: number, kind: MapEdge["kind"] = "wire"): MapEdge => ({
  ...{ kind, from, to, name: "", out: null, back: null, down: null },
});

/** Four devices at two access points with an edge server at each, a hub, and a cloud behind it. */
const tiers = {
  points: [
    ...["d1", "d2", "d3", "d4"].map((id) => point(id, "device")),
    point("ap1", "accessPoint"),
    point("ap2", "accessPoint"),
    point("edge1", "server"),
    point("edge2", "server"),
    point("hub", "switch"),
    point("cloud", "server"),
  ],
  // Devices are dealt in turn, so that lines would cross if the order were kept.
  edges: [
    ...[0, 1, 2, 3].map((d) => edge(d, 4 + (d % 2), "radio")),
    edge(4, 6, "on"),
    edge(5, 7, "on"),
    edge(4, 8),
    edge(5, 8),
    edge(8, 9),
  ],
  from: 0,
  end: 10,
};

test("tiers stand in columns by their distance from the devices, and reading order follows the wires", () => {
  const joined = neighbours(tiers.points.length, tiers.edges);
  expect(columnsOf(tiers.points, joined)).toEqual([0, 0, 0, 0, 1, 1, 2, 2, 2, 3]);
  const at = layered(tiers.points, tiers.edges, area);
  const x = tiers.points.map((_, p) => at[2 * p]);
  const y = tiers.points.map((_, p) => at[2 * p + 1]);
  expect(x[0]).toBe(area.left);
  expect(x[9]).toBe(area.right);
  expect(x[4]).toBe(x[5]);
  expect(y[4]).not.toBe(y[5]);
  // Lines between devices and access points do not cross: devices of one stand together.
  const [first, second] =
    y[4] < y[5]
      ? [
          [0, 2],
          [1, 3],
        ]
      : [
          [1, 3],
          [0, 2],
        ];
  expect(Math.max(...first.map((d) => y[d]))).toBeLessThan(Math.min(...second.map((d) => y[d])));
});

test.each([1, 13, 60, 500])("%i devices all stand within the area, no two in the same place", (count) => {
  const points = [...Array.from({ length: count }, (_, i) => point(`d${i}`, "device")), point("m", "server")];
  const edges = Array.from({ length: count }, (_, i) => edge(i, count, "radio"));
  const at = layered(points, edges, area);
  const seen = new Set<string>();
  for (let p = 0; p < points.length; p++) {
    const [x, y] = [at[2 * p], at[2 * p + 1]];
    expect(x).toBeGreaterThanOrEqual(area.left);
    expect(x).toBeLessThanOrEqual(area.right);
    expect(y).toBeGreaterThanOrEqual(area.top);
    expect(y).toBeLessThanOrEqual(area.bottom);
    seen.add(`${x.toFixed(6)} ${y.toFixed(6)}`);
  }
  expect(seen.size).toBe(points.length);
});

test("a point without any link still has a place", () => {
  const at = layered([point("d", "device"), point("lost", "server")], [], area);
  expect([...at].every(Number.isFinite)).toBe(true);
});

test("a moving point is on the straight line between the corners of its track, and still beyond them", () => {
  const track = { time: [0, 10, 10, 20], x: [0, 100, 100, 100], y: [0, 50, 50, 0] };
  expect(positionAt(track, -5)).toEqual([0, 0]);
  expect(positionAt(track, 5)).toEqual([50, 25]);
  expect(positionAt(track, 10)).toEqual([100, 50]);
  expect(positionAt(track, 15)).toEqual([100, 25]);
  expect(positionAt(track, 99)).toEqual([100, 0]);
});

test("positions in metres keep their shape, north is up, and what has no position stands around its neighbour", () => {
  const still = (x: number, y: number) => ({ time: [0], x: [x], y: [y] });
  const points = [
    point("car", "device", { time: [0, 100], x: [0, 1000], y: [0, 0] }),
    point("ap1", "accessPoint", still(0, 0)),
    point("ap2", "accessPoint", still(1000, 500)),
    point("edge", "server"),
  ];
  const places = placesOf(
    { points, edges: [edge(0, 1, "radio"), edge(2, 3, "on")], from: 0, end: 100 },
    area,
  );
  const [start, middle] = [places(0), places(50)];
  expect(start[0]).toBe(start[2]);
  expect(middle[0] - start[0]).toBeCloseTo((start[4] - start[2]) / 2, 9);
  expect(start[5]).toBeLessThan(start[3]);
  expect((start[4] - start[2]) / (start[3] - start[5])).toBeCloseTo(2, 9);
  expect(Math.hypot(start[6] - start[4], start[7] - start[5])).toBeLessThan(70);
});

test("intervals under way are counted at every moment, those at the start and those without an end too", () => {
  const of = countSteps([0, 1, 1, 4], [2, 3, 1, Number.POSITIVE_INFINITY], 6);
  expect([0, 0.5, 1, 1.5, 2, 3, 4, 5.9].map((at) => valueAt(of, at))).toEqual([1, 1, 2, 2, 1, 0, 1, 1]);
  expect(integralAt(of, 6)).toBe(2 + 2 + 0 + 2);
});

test.each([10, 70])("lines carry the radio's busy time and servers serve theirs, %i devices", (devices) => {
  const scenario = paperCase("case2");
  const { devices: groups } = scenario;
  const group = { ...groups[0], count: devices };
  const problem = toProblem(sample({ ...scenario, devices: [group] }, { seed: 2 }));
  const places = Int32Array.from(
    { length: problem.jobs.count },
    (_, j) => (j % (problem.network.servers + 1)) - 1,
  );
  const run = simulatePlan(problem, places, { timeline: true });
  const map = networkMapOf(picture(run, problem.network, problem.jobs.id));
  const sum = (of: typeof map.edges) =>
    of.reduce((total, { out, back }) => total + integralAt(out!, run.end) + integralAt(back!, run.end), 0);
  const radio = run.devices.reduce((total, device) => total + device.radioBusy, 0);
  expect(sum(map.edges)).toBeCloseTo(radio, 6);
  for (const [c, server] of run.servers.entries()) {
    const found = map.points.find(({ kind, number }) => kind === "server" && number === c)!;
    expect(integralAt(found.busy!, run.end)).toBeCloseTo(server.busy, 6);
  }
  expect(map.points.reduce((total, { kind, count }) => total + (kind === "device" ? count : 0), 0)).toBe(
    devices,
  );
});

test("access points, switches and wires: lines carry what the visits say, servers stand where they are", () => {
  const visits: Visits = columnsOfVisits([
    { kind: "radio", owner: 0, stage: "upload", entered: 0, started: 0, left: 2 },
    { kind: "wire", owner: 0, stage: "wire out", entered: 2, started: 2, left: 3 },
    { kind: "server", owner: 1, stage: "service", entered: 3, started: 4, left: 8 },
    { kind: "wire", owner: 1, stage: "wire back", entered: 8, started: 8, left: 9 },
    { kind: "radio", owner: 0, stage: "download", entered: 9, started: 9, left: 10 },
  ]);
  const jobs = {
    device: Int32Array.of(0),
    place: Int32Array.of(1),
    arrival: Float64Array.of(0),
    completion: Float64Array.of(10),
    ended: Float64Array.of(10),
  };
  const map = networkMapOf({
    visits,
    jobs,
    activities: activities(visits, { servers: 2, wires: 1, devices: 2 }),
    watts: new Float64Array(8),
    changes: null,
    idleAlways: false,
    warmup: 0,
    end: 10,
    deviceIds: ["d1", "d2"],
    serverIds: ["edge", "cloud"],
    wireIds: ["wan"],
    serverTiers: ["near", ""],
    serverCores: Int32Array.of(1, 2),
    outages: [],
    jobIds: ["j"],
    number: Float64Array.of(0),
    power: [],
    queues: queuesOf(visits, 2, 10),
    backhaul: {
      accessPoints: 2,
      switches: 0,
      pointIds: ["ap1", "ap2", "cloud"],
      positions: [[0, 0], [100, 0], null],
      attachment: Int32Array.of(0, 1),
      serverPoint: Int32Array.of(1, 2),
      wireEnds: Int32Array.of(0, 2),
    },
  });
  expect(map.points.map(({ id }) => id)).toEqual(["d1", "d2", "ap1", "ap2", "edge", "cloud"]);
  const lines = map.edges.map(({ kind, from, to, out, back }) => [
    ...[kind, map.points[from].id, map.points[to].id],
    ...[out, back].map((flow) => (flow === null ? 0 : integralAt(flow, 10))),
  ]);
  expect(lines).toEqual([
    ["radio", "d1", "ap1", 2, 1],
    ["radio", "d2", "ap2", 0, 0],
    ["wire", "ap1", "cloud", 1, 1],
    ["on", "ap2", "edge", 0, 0],
  ]);
  const cloud = map.points[5];
  expect(integralAt(cloud.busy!, 10)).toBe(4);
  expect(integralAt(cloud.waiting!, 10)).toBe(1);
  expect(cloud.cores).toBe(2);
  expect(map.points[4]).toMatchObject({ tier: "near", track: { x: [100], y: [0] } });
});

/** Visits of one job, all of them finished. */
function columnsOfVisits(
  rows: readonly {
    readonly kind: (typeof STATION_KINDS)[number];
    readonly owner: number;
    readonly stage: (typeof VISIT_STAGES)[number];
    readonly entered: number;
    readonly started: number;
    readonly left: number;
  }[],
): Visits {
  const zeros = () => new Int32Array(rows.length);
  return {
    ...{ count: rows.length, job: zeros(), end: zeros(), continues: zeros(), held: zeros() },
    kind: Uint8Array.from(rows, ({ kind }) => STATION_KINDS.indexOf(kind)),
    owner: Int32Array.from(rows, ({ owner }) => owner),
    stage: Int32Array.from(rows, ({ stage }) => VISIT_STAGES.indexOf(stage)),
    entered: Float64Array.from(rows, ({ entered }) => entered),
    started: Float64Array.from(rows, ({ started }) => started),
    left: Float64Array.from(rows, ({ left }) => left),
  };
}
