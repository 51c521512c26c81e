// The movement of a scenario's devices and the channels of its access points, as a simulation drives them.
import {
  Course,
  type Coverage,
  direction,
  Fading,
  gaussMarkov,
  manhattan,
  NearestAttaching,
  type NextLeg,
  nomadic,
  Pairs,
  Sites,
  StrongestAttaching,
  still,
  Walk,
  waypoint,
} from "../mobility/index.ts";
import type { Network } from "../model/network.ts";
import type { Stream } from "../model/policy.ts";
import {
  byExponent,
  byTable,
  type Channel,
  cqiRate,
  freeSpace,
  type Laws,
  noisePower,
  SIGHT_CORRELATION,
  shannonRate,
  UMA_HEIGHT,
  UMI_HEIGHT,
  uma,
  umaSight,
  umi,
  umiSight,
} from "../radio/index.ts";
import { stream } from "../random/stream.ts";
import { megabytes } from "../units.ts";
import { deviceGroups } from "./entities.ts";
import { drawFault } from "./fault-draw.ts";
import { isMobile } from "./mobile.ts";
import type { ChannelFile, MobilityModel } from "./mobility.ts";
import { recordedPaths } from "./recorded-paths.ts";
import type { DeviceGroup, Scenario } from "./scenario.ts";
import type { RunName } from "./sources.ts";
import type { Mobility } from "./world.ts";

/** Steps of a path over which shadowing and sight are constant, in parts of the correlation distance. */
const STEPS = 5;
const NOISE_FIGURE = { device: 9, accessPoint: 5 };
const ATTACH = { to: "strongest", hysteresisDb: 3, timeToTriggerS: 0.1 } as const;

function lawsOf({ pathLoss, carrierGHz, heightM }: ChannelFile): Laws {
  if (pathLoss === "umi") return umi(carrierGHz!, heightM ?? UMI_HEIGHT);
  if (pathLoss === "uma") return uma(carrierGHz!, heightM ?? UMA_HEIGHT);
  const law =
    pathLoss === "freeSpace"
      ? freeSpace(carrierGHz!)
      : "exponent" in pathLoss
        ? byExponent(pathLoss.exponent, pathLoss.referenceDb)
        : byTable(pathLoss.distanceM, pathLoss.lossDb);
  return { clear: law, shaded: law };
}

/** A channel of the file in the terms of a run. */
export function channelOf(file: ChannelFile): Channel {
  const { pathLoss, transmitDbm, noiseFigureDb = NOISE_FIGURE, shadowing, rate } = file;
  const bandwidth = file.bandwidthMHz * 1e6;
  const sight = pathLoss === "umi" ? umiSight : pathLoss === "uma" ? umaSight : null;
  const sigma = shadowing?.sigmaDb ?? 0;
  const correlation =
    sigma > 0 ? shadowing!.correlationM : sight === null ? Number.POSITIVE_INFINITY : SIGHT_CORRELATION;
  return {
    ...lawsOf(file),
    sight,
    sigma,
    correlation,
    step: correlation / STEPS,
    downPower: transmitDbm.accessPoint,
    upBudget: transmitDbm.device - noisePower(bandwidth, noiseFigureDb.accessPoint),
    downBudget: transmitDbm.accessPoint - noisePower(bandwidth, noiseFigureDb.device),
    rate: rate === "shannon" ? shannonRate(bandwidth) : cqiRate(bandwidth),
  };
}

/** Of each access point; one step for all of them, so that a device draws its signals at the same places of its path. */
function channelsOf(files: readonly ChannelFile[]): Channel[] {
  const own = new Map([...new Set(files)].map((file) => [file, channelOf(file)]));
  const step = Math.min(...[...own.values()].map((channel) => channel.step));
  const stepped = new Map([...own].map(([file, channel]) => [file, { ...channel, step }]));
  return files.map((file) => stepped.get(file)!);
}

/** Makes the path of each device, from a stream of its own. */
function pathsOf(
  scenario: Scenario,
  sites: Sites,
): (of: MobilityModel | undefined, id: string, draw: Stream) => NextLeg {
  const [width, height] = scenario.area ?? [0, 0];
  const area = { width, height };
  const tables = new Map<DeviceGroup["mobility"], ReturnType<typeof recordedPaths>>();
  return (of, id, draw) => {
    if (of === undefined || "still" in of) {
      const [x, y] = of?.still.at ?? [draw() * width, draw() * height];
      return still(x, y);
    }
    if ("waypoint" in of) return waypoint(of.waypoint, area, draw);
    if ("direction" in of) return direction(of.direction, area, draw);
    if ("gaussMarkov" in of) return gaussMarkov(of.gaussMarkov, area, draw);
    if ("manhattan" in of) return manhattan(of.manhattan, area, draw);
    if ("nomadic" in of) return nomadic(of.nomadic, sites, draw);
    const paths = tables.get(of) ?? recordedPaths(of.recorded);
    tables.set(of, paths);
    return paths.get(id)!();
  };
}

/**
 * Movement and channels of one replication; null where links are as the network has them.
 * @param network drawn for the same replication
 */
export function drawMobility(scenario: Scenario, network: Network, run: RunName): Mobility | null {
  if (!isMobile(scenario)) return null;
  const points = scenario.accessPoints!;
  const sites = new Sites(points.map(({ at }) => at!));
  const files = points.map(({ channel }) => (channel === undefined ? null : scenario.channels![channel]));
  const all = scenario.channels === undefined ? null : channelsOf(files as ChannelFile[]);
  const step = all === null ? Number.POSITIVE_INFINITY : all[0].step;
  const coverage: Coverage = { sites, channels: all, isUp: new Uint8Array(points.length).fill(1) };
  const attach = scenario.attach ?? (all === null ? { to: "nearest" } : ATTACH);
  const rule = {
    hysteresisDb: ("hysteresisDb" in attach ? attach.hysteresisDb : undefined) ?? 0,
    timeToTriggerS: ("timeToTriggerS" in attach ? attach.timeToTriggerS : undefined) ?? 0,
  };
  const groups = deviceGroups(scenario);
  const pathOf = pathsOf(scenario, sites);
  const blockS = Object.values(scenario.channels ?? {}).find(({ fading }) => fading !== undefined)?.fading;
  const { up, down } = network.links;
  const handover = scenario.handover ?? {};
  const withFaults = points.some(({ faults }) => faults !== undefined);
  return {
    isUp: coverage.isUp,
    interruption: handover.interruptionS ?? 0,
    transfers: handover.transfers ?? "resume",
    follows: handover.service === "follow",
    state: megabytes(handover.stateMB ?? 0),
    pingPong: handover.pingPongS ?? 1,
    accessPointFault: withFaults
      ? (p) => {
          const { faults, id } = points[p];
          return faults === undefined ? null : drawFault(faults, "access point", id, run);
        }
      : null,
    course: (device) => {
      const id = network.deviceIds[device];
      const draw = (purpose: string) => stream({ ...run, purpose, entity: id });
      const walk = new Walk(pathOf(groups[device].mobility, id, draw("path")), step);
      const pairs =
        all === null
          ? null
          : new Pairs(all, (purpose, p) =>
              stream({ ...run, purpose, entity: JSON.stringify([id, points[p].id]) }),
            );
      const attaching =
        attach.to === "nearest"
          ? new NearestAttaching(walk, coverage)
          : new StrongestAttaching(walk, coverage, pairs!, rule);
      return new Course({
        walk,
        coverage,
        attaching,
        pairs,
        fading: blockS === undefined ? null : new Fading(blockS.blockS, draw("fading"), draw("fading block")),
        constant: pairs === null ? (p) => ({ up: up.of(device, p), down: down.of(device, p) }) : null,
      });
    },
  };
}
