// Devices and servers of a scenario with their values drawn: what stays the same through a run.
import type { InstanceDevice, InstanceServer } from "../model/instance.ts";
import type { Stream } from "../model/policy.ts";
import { type Distribution, positiveSampler, sampler } from "../random/distribution.ts";
import { stream } from "../random/stream.ts";
import { deviceGroups, deviceIds, serverEntries, serverIds } from "./entities.ts";
import { pointsOf } from "./points.ts";
import type { DeviceGroup, Scenario } from "./scenario.ts";
import type { RunName } from "./sources.ts";

const NOTHING: Stream = () => 0;

/** A stream is made only where something is drawn from it: most numbers in a scenario are constants. */
const streamFor = (of: readonly Distribution[], run: RunName, purpose: string, entity: string): Stream =>
  of.every((one) => typeof one === "number") ? NOTHING : stream({ ...run, purpose, entity });

const positive = (of: Distribution, run: RunName, purpose: string, entity: string): number =>
  positiveSampler(of, streamFor([of], run, purpose, entity))();

export interface DrawnStations {
  readonly devices: readonly Omit<InstanceDevice, "jobs">[];
  readonly servers: InstanceServer[];
}

type DeviceDraw = Omit<InstanceDevice, "id" | "jobs" | "accessPoint">;

const powersOf = ({ powerW }: DeviceGroup): Distribution[] => [
  powerW.compute,
  powerW.transmit,
  powerW.idle,
  powerW.receive ?? 0,
];

const isConstant = (group: DeviceGroup): boolean =>
  [group.speedIps, ...powersOf(group)].every((of) => typeof of === "number");

function drawDevice(group: DeviceGroup, id: string, run: RunName): DeviceDraw {
  const { speedIps, cores, powerW } = group;
  const powers = powersOf(group);
  const draws = streamFor(powers, run, "device power", id);
  const [compute, transmit, idle, receive] = powers.map((of) => sampler(of, draws)());
  return {
    speedIps: positive(speedIps, run, "device speed", id),
    ...(cores === undefined ? {} : { cores }),
    powerW: { compute, transmit, idle, ...(powerW.receive === undefined ? {} : { receive }) },
  };
}

/** Draws the stations; each quantity of each from its own stream. */
export function drawStations(scenario: Scenario, run: RunName): DrawnStations {
  const ids = deviceIds(scenario);
  const { groups: pointGroups, serverOn } = pointsOf(scenario);
  /** Devices that name each group of access points, so far: they are dealt to its members in turn. */
  const dealt = new Map<string, number>();
  const pointFor = (name: string): string => {
    const count = pointGroups.get(name);
    if (count === undefined) return name;
    const turn = dealt.get(name) ?? 0;
    dealt.set(name, turn + 1);
    return `${name}${(turn % count) + 1}`;
  };
  const groups = deviceGroups(scenario);
  /** What the devices of a group have in common, where nothing of it is drawn. */
  const common = new Map<DeviceGroup, DeviceDraw>();
  const drawn = (group: DeviceGroup, id: string): DeviceDraw => {
    const known = common.get(group);
    if (known !== undefined) return known;
    const made = drawDevice(group, id, run);
    if (isConstant(group)) common.set(group, made);
    return made;
  };
  const devices = ids.map((id, i) => {
    const { accessPoint } = groups[i];
    const device = drawn(groups[i], id);
    return accessPoint === undefined || scenario.accessPoints === undefined
      ? { id, ...device }
      : { id, ...device, accessPoint: pointFor(accessPoint) };
  });
  const entries = serverEntries(scenario);
  const servers = serverIds(scenario).map((id, c) => {
    const { speedIps, cores, discipline, queueLimit, pricePerGinstr, tier, at, powerW } = entries[c];
    return {
      id,
      speedIps: positive(speedIps, run, "server speed", id),
      ...(cores === undefined ? {} : { cores }),
      ...(discipline === undefined ? {} : { discipline }),
      ...(queueLimit === undefined ? {} : { queueLimit }),
      ...(pricePerGinstr === undefined ? {} : { pricePerGinstr }),
      ...(serverOn[c] === undefined ? {} : { on: serverOn[c] }),
      ...(tier === undefined ? {} : { tier }),
      ...(at === undefined ? {} : { at }),
      ...(powerW === undefined ? {} : { powerW }),
    };
  });
  return { devices, servers };
}
