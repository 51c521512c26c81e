// The network of a columnar instance: JSON in SI units, as what is written is what is computed on.
import { z } from "zod";
import { type Backhaul, WIRE_SHARES } from "../model/backhaul.ts";
import {
  fields,
  identifier,
  list,
  nonNegative,
  type Output,
  once,
  oneOf,
  positive,
  whole,
} from "../model/check.ts";
import { InputError } from "../model/input-error.ts";
import { powerSchema } from "../model/instance.ts";
import { type RadioLinks, radioLinks } from "../model/links.ts";
import { type Network, network } from "../model/network.ts";
import { DISCIPLINES, IDLE_RULES, RADIO_MODES } from "../model/network-rules.ts";

/** Numbers of the links that there are; `gateways` says which, row by row, where not all pairs have one. */
const linksSchema = once(() =>
  fields({
    upBps: list(nonNegative("bit/s; 0: no link"), "rates"),
    downBps: list(nonNegative("bit/s; 0: no link"), "rates").optional(),
    latencyS: list(nonNegative("s"), "latencies", 1),
    rows: list(list(whole("gateway", 0), "gateways"), "rows, one for each device").optional(),
  }),
);

const backhaulSchema = once(() =>
  fields({
    accessPoints: list(
      fields({
        id: identifier("access point"),
        share: oneOf(["none", "capacity", "airtime"]),
        capacityBps: positive("bit/s").nullable(),
        joulesPerBit: nonNegative("J/bit"),
      }),
      "access points",
      1,
    ),
    attachment: list(whole("access point", 0), "access points, one for each device"),
    switches: whole("switches", 0),
    points: list(identifier("point"), "points", 1),
    serverPoint: list(whole("point; -1: at every access point", -1), "points, one for each server"),
    wires: list(
      fields({
        id: identifier("wire"),
        ends: z.tuple([whole("point", 0), whole("point", 0)]),
        rateBps: positive("bit/s").nullable(),
        latencyS: nonNegative("s"),
        share: oneOf(WIRE_SHARES),
        joulesPerBit: nonNegative("J/bit"),
        pricePerBit: nonNegative("money/bit"),
      }),
      "wires",
    ),
  }),
);

/** Fields of the network in the file's metadata. */
export const networkFields = once(() => ({
  devices: list(
    fields({
      id: identifier("device"),
      speedIps: positive("instructions/s"),
      cores: whole("cores", 1, 1_000_000),
      powerW: powerSchema().required(),
    }),
    "devices",
    1,
  ),
  servers: list(
    fields({
      id: identifier("server"),
      speedIps: positive("instructions/s"),
      cores: whole("cores", 1, 1_000_000),
      pricePerInstruction: nonNegative("money per instruction"),
      queueLimit: whole("waiting places; -1: no limit", -1),
      discipline: oneOf(DISCIPLINES),
      tier: z.string({ error: "a tier" }).optional(),
      powerW: fields({ busy: nonNegative("W"), idle: nonNegative("W") }).optional(),
    }),
    "servers",
    1,
  ),
  radio: oneOf(RADIO_MODES),
  idle: oneOf(IDLE_RULES),
  /** A star whose links have one latency: rates of all pairs, one row for each device. */
  latencyS: nonNegative("s").optional(),
  ratesBps: list(
    list(positive("bit/s"), "rates, one for each server"),
    "rows, one for each device",
  ).optional(),
  /** Any other network. */
  links: linksSchema().optional(),
  backhaul: backhaulSchema().optional(),
}));
const schema = once(() => fields(networkFields()));
type NetworkData = Output<typeof schema>;

const finite = (rate: number): number | null => (rate === Number.POSITIVE_INFINITY ? null : rate);

/** The links of a plain star as rates of all pairs, all others as they are. */
function linksData(of: Network): Pick<NetworkData, "latencyS" | "ratesBps" | "links"> {
  const { up, down, latencies } = of.links;
  const { rows, values } = up;
  const [k, m] = [of.devices, of.servers];
  if (
    of.backhaul === null &&
    up === down &&
    rows === null &&
    values.length === k * m &&
    latencies.values.length === 1 &&
    values.every((rate) => rate > 0)
  )
    return {
      latencyS: latencies.values[0],
      ratesBps: Array.from({ length: k }, (_, i) => [...values.subarray(i * m, (i + 1) * m)]),
    };
  return {
    links: {
      upBps: [...up.values],
      ...(down === up ? {} : { downBps: [...down.values] }),
      latencyS: [...latencies.values],
      ...(rows === null
        ? {}
        : {
            rows: Array.from(rows.first.subarray(1), (end, i) => [
              ...rows.gateway.subarray(rows.first[i], end),
            ]),
          }),
    },
  };
}

const backhaulData = (of: Backhaul): NonNullable<NetworkData["backhaul"]> => ({
  accessPoints: of.accessPointIds.map((id, p) => ({
    id,
    share: of.accessPointShare[p],
    capacityBps: finite(of.capacity[p]),
    joulesPerBit: of.accessPointJoulesPerBit[p],
  })),
  attachment: [...of.attachment],
  switches: of.switches,
  points: [...of.pointIds],
  serverPoint: [...of.serverPoint],
  wires: of.wireIds.map((id, w) => ({
    id,
    ends: [of.wireEnds[2 * w], of.wireEnds[2 * w + 1]],
    rateBps: finite(of.wireRate[w]),
    latencyS: of.wireLatency[w],
    share: of.wireShare[w],
    joulesPerBit: of.wireJoulesPerBit[w],
    pricePerBit: of.wirePricePerBit[w],
  })),
});

export const networkData = (of: Network): NetworkData => ({
  devices: of.deviceIds.map((id, i) => ({
    id,
    speedIps: of.deviceSpeed[i],
    cores: of.deviceCores[i],
    powerW: {
      compute: of.computePower[i],
      transmit: of.transmitPower[i],
      receive: of.receivePower[i],
      idle: of.idlePower[i],
    },
  })),
  servers: of.serverIds.map((id, c) => ({
    id,
    speedIps: of.serverSpeed[c],
    cores: of.serverCores[c],
    pricePerInstruction: of.serverPrice[c],
    queueLimit: of.queueLimit[c],
    discipline: of.discipline[c],
    ...(of.serverTier[c] === "" ? {} : { tier: of.serverTier[c] }),
    ...(of.serverBusyPower[c] > 0
      ? { powerW: { busy: of.serverBusyPower[c], idle: of.serverIdlePower[c] } }
      : {}),
  })),
  radio: of.radio,
  idle: of.idle,
  ...linksData(of),
  ...(of.backhaul === null ? {} : { backhaul: backhaulData(of.backhaul) }),
});

/** Checks numbers that index something, and lists that go with something. */
type Expect = (holds: boolean, at: string, expected: string, found: unknown) => void;

function toLinks(data: NetworkData, gateways: number, source: string, expect: Expect): RadioLinks {
  const { links, ratesBps, latencyS: latency = 0 } = data;
  const k = data.devices.length;
  if (links === undefined) {
    const isWhole = ratesBps?.length === k && ratesBps.every((row) => row.length === gateways);
    if (!isWhole)
      throw new InputError(`${source}: ratesBps`, `${k} rows of ${gateways} rates`, ratesBps?.length);
    return radioLinks(k, gateways, Float64Array.from(ratesBps.flat()), Float64Array.of(latency));
  }
  const { upBps, downBps = upBps, latencyS, rows } = links;
  expect(rows === undefined || rows.length === k, "links.rows", `${k} rows`, rows?.length);
  for (const row of rows ?? [])
    expect(
      row.every((g, at) => g < gateways && (at === 0 || row[at - 1] < g)),
      "links.rows",
      "ascending gateways",
      row,
    );
  const entries = rows === undefined ? k * gateways : rows.flat().length;
  const counts = rows === undefined ? [entries, k] : [entries];
  expect(counts.includes(upBps.length), "links.upBps", `${entries} rates`, upBps.length);
  expect(downBps.length === upBps.length, "links.downBps", `${upBps.length} rates`, downBps.length);
  expect(
    [1, ...counts].includes(latencyS.length),
    "links.latencyS",
    `1 or ${entries} latencies`,
    latencyS.length,
  );
  const first = new Int32Array(k + 1);
  for (let i = 0; i < k; i++) first[i + 1] = first[i] + (rows?.[i].length ?? 0);
  const sparse = rows === undefined ? null : { first, gateway: Int32Array.from(rows.flat()) };
  const down = downBps === upBps ? null : Float64Array.from(downBps);
  return radioLinks(k, gateways, Float64Array.from(upBps), Float64Array.from(latencyS), sparse, down);
}

function toBackhaul({ backhaul, devices, servers }: NetworkData, expect: Expect): Backhaul | null {
  if (backhaul === undefined) return null;
  const { accessPoints, attachment, switches, points, serverPoint, wires } = backhaul;
  const within = (list: readonly number[], below: number, length: number, at: string) => {
    expect(list.length === length, `backhaul.${at}`, `${length} numbers`, list.length);
    expect(
      list.every((one) => one < below),
      `backhaul.${at}`,
      `numbers below ${below}`,
      Math.max(...list),
    );
  };
  within(attachment, accessPoints.length, devices.length, "attachment");
  within(serverPoint, points.length, servers.length, "serverPoint");
  for (const [w, { ends }] of wires.entries()) within(ends, points.length, 2, `wires[${w}].ends`);
  const leading = accessPoints.length + switches;
  expect(leading <= points.length, "backhaul.points", `at least ${leading} points`, points.length);
  return {
    accessPoints: accessPoints.length,
    accessPointIds: accessPoints.map(({ id }) => id),
    accessPointShare: accessPoints.map(({ share }) => share),
    capacity: Float64Array.from(accessPoints, ({ capacityBps }) => capacityBps ?? Number.POSITIVE_INFINITY),
    accessPointJoulesPerBit: Float64Array.from(accessPoints, ({ joulesPerBit }) => joulesPerBit),
    attachment: Int32Array.from(attachment),
    switches,
    points: points.length,
    pointIds: points,
    serverPoint: Int32Array.from(serverPoint),
    wires: wires.length,
    wireIds: wires.map(({ id }) => id),
    wireEnds: Int32Array.from(wires.flatMap(({ ends }) => ends)),
    wireRate: Float64Array.from(wires, ({ rateBps }) => rateBps ?? Number.POSITIVE_INFINITY),
    wireLatency: Float64Array.from(wires, ({ latencyS }) => latencyS),
    wireShare: wires.map(({ share }) => share),
    wireJoulesPerBit: Float64Array.from(wires, ({ joulesPerBit }) => joulesPerBit),
    wirePricePerBit: Float64Array.from(wires, ({ pricePerBit }) => pricePerBit),
  };
}

/** The network of checked metadata. @throws InputError where its parts do not fit together */
export function toNetwork(data: NetworkData, source: string): Network {
  const expect: Expect = (holds, at, expected, found) => {
    if (!holds) throw new InputError(`${source}: ${at}`, expected, found);
  };
  const { devices, servers } = data;
  const backhaul = toBackhaul(data, expect);
  const ofDevice = (value: (device: (typeof devices)[number]) => number) => Float64Array.from(devices, value);
  const ofServer = (value: (server: (typeof servers)[number]) => number) => Float64Array.from(servers, value);
  return network({
    devices: devices.length,
    servers: servers.length,
    deviceIds: devices.map(({ id }) => id),
    serverIds: servers.map(({ id }) => id),
    deviceSpeed: ofDevice((device) => device.speedIps),
    deviceCores: Int32Array.from(devices, ({ cores }) => cores),
    computePower: ofDevice(({ powerW }) => powerW.compute),
    transmitPower: ofDevice(({ powerW }) => powerW.transmit),
    receivePower: ofDevice(({ powerW }) => powerW.receive ?? powerW.transmit),
    idlePower: ofDevice(({ powerW }) => powerW.idle),
    serverSpeed: ofServer((server) => server.speedIps),
    serverCores: Int32Array.from(servers, ({ cores }) => cores),
    serverPrice: ofServer((server) => server.pricePerInstruction),
    queueLimit: Int32Array.from(servers, (server) => server.queueLimit),
    discipline: servers.map(({ discipline }) => discipline),
    serverTier: servers.map(({ tier }) => tier ?? ""),
    serverBusyPower: ofServer(({ powerW }) => powerW?.busy ?? 0),
    serverIdlePower: ofServer(({ powerW }) => powerW?.idle ?? 0),
    links: toLinks(data, backhaul?.accessPoints ?? servers.length, source, expect),
    backhaul,
    radio: data.radio,
    idle: data.idle,
  });
}
