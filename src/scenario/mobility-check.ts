// What movement, channels and access points must mean together.
import { deviceIds } from "./entities.ts";
import { isProcess } from "./links.ts";
import { isMobile } from "./mobile.ts";
import type { MobilityModel } from "./mobility.ts";
import type { DeviceGroup, Scenario } from "./scenario.ts";

/** Says what is wrong where; `at` is a field of the file. */
type Fault = (at: string, expected: string, found: unknown) => never;

/** Needs it the area? */
const isInArea = (of: MobilityModel | undefined): boolean =>
  of === undefined || "still" in of
    ? of?.still.at === undefined
    : "waypoint" in of || "direction" in of || "gaussMarkov" in of || "manhattan" in of;

function checkPoints(scenario: Scenario, fault: Fault): void {
  const { accessPoints, channels } = scenario;
  if (accessPoints === undefined)
    fault("accessPoints", "access points, as devices move or links have channels", undefined);
  for (const [p, { at, channel }] of accessPoints!.entries()) {
    if (at === undefined)
      fault(`accessPoints[${p}].at`, "a position [x, y] in m, as devices move", undefined);
    if (channels === undefined) {
      if (channel !== undefined) fault(`accessPoints[${p}].channel`, "channels beside it", channel);
    } else if (channel === undefined || !Object.hasOwn(channels, channel))
      fault(`accessPoints[${p}].channel`, `a channel (${Object.keys(channels).join(", ")})`, channel);
    const [width, height] = scenario.area ?? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const isFar = (x: number, size: number) => x < -size || x > 2 * size;
    if (scenario.area !== undefined && (isFar(at![0], width) || isFar(at![1], height)))
      fault(`accessPoints[${p}].at`, "a position in or near the area", at);
  }
}

function checkGroup(scenario: Scenario, group: DeviceGroup, g: number, fault: Fault): void {
  const { mobility } = group;
  const at = `devices[${g}].mobility`;
  if (isInArea(mobility) && scenario.area === undefined)
    fault("area", `an area [width, height] in m, as devices[${g}] are spread over it`, undefined);
  if (group.accessPoint !== undefined)
    fault(
      `devices[${g}].accessPoint`,
      "no access point, as positions say where devices hang",
      group.accessPoint,
    );
  if (mobility === undefined) return;
  if ("manhattan" in mobility) {
    const { blockM } = mobility.manhattan;
    for (const side of scenario.area!)
      if (Math.abs(side / blockM - Math.round(side / blockM)) > 1e-9 || side < blockM)
        fault(
          `${at}.manhattan.blockM`,
          `a distance (m) that divides the area's sides (${scenario.area})`,
          blockM,
        );
  }
  if (!("recorded" in mobility)) return;
  const ids = deviceIds(scenario);
  const known = new Set(ids);
  const rows = mobility.recorded.device ?? [];
  const absent = rows.findIndex((id) => !known.has(id));
  if (absent >= 0) fault(`${at}.recorded.device[${absent}]`, "the id of a device", rows[absent]);
  const recorded = new Set(rows);
  const own = deviceIds({ ...scenario, devices: [group] });
  const missing = own.find((id) => !recorded.has(id));
  if (missing !== undefined) fault(`${at}.recorded.device`, `rows of device ${missing}`, undefined);
}

/** Checks positions, channels and paths. */
export function checkMobility(scenario: Scenario, fault: Fault): void {
  const { links, channels, attach } = scenario;
  if (links === undefined && channels === undefined) fault("links", "links, or channels", undefined);
  if (!isMobile(scenario)) {
    for (const field of ["area", "attach", "handover"] as const)
      if (scenario[field] !== undefined)
        fault(field, "devices that move beside it, or channels", scenario[field]);
    for (const [p, { channel, faults }] of (scenario.accessPoints ?? []).entries()) {
      if (channel !== undefined) fault(`accessPoints[${p}].channel`, "channels beside it", channel);
      if (faults !== undefined)
        fault(
          `accessPoints[${p}].faults`,
          "positions of devices, as they hang elsewhere meanwhile",
          "faults",
        );
    }
    return;
  }
  if (scenario.handover?.service === "follow" && scenario.radio === "per-link")
    fault("handover.service", '"stay", as a radio per link waits for each server apart', "follow");
  if (links !== undefined && channels !== undefined)
    fault("links", "no links, as rates follow from the channels", "links");
  if (channels === undefined && attach?.to === "strongest")
    fault("attach.to", '"nearest", as there are no channels', attach.to);
  for (const one of links === undefined ? [] : Array.isArray(links) ? links : [links]) {
    const { rateMbps, faults } = one;
    if (isProcess(rateMbps) || faults !== undefined)
      fault("links", "constant rates without faults, as devices move (channels may fade)", "changing rates");
  }
  if (Object.values(channels ?? {}).filter(({ fading }) => fading !== undefined).length > 1)
    fault("channels", "fading in one channel at most", "several");
  checkPoints(scenario, fault);
  for (const [g, group] of scenario.devices.entries()) checkGroup(scenario, group, g, fault);
}
