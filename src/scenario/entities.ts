// The devices, servers and classes of a scenario one by one, with the ids that name them and their random streams.
import type { JobClass, Jobs } from "./job-class.ts";
import type { DeviceGroup, Scenario } from "./scenario.ts";

/** The class of jobs that has no name. */
export const UNNAMED = "";

/** Ids of the devices of one group: `phone` alone, `phone1`, `phone2`, ... where there is a count; `d1`, ... unnamed. */
function groupIds(group: DeviceGroup): string[] {
  if (group.count === undefined) return [group.id ?? "d1"];
  return Array.from({ length: group.count }, (_, n) => `${group.id ?? "d"}${n + 1}`);
}

/** Ids of all devices, in order. */
export const deviceIds = (scenario: Scenario): string[] => scenario.devices.flatMap(groupIds);

/** k: the group of each device. */
export const deviceGroups = (scenario: Scenario): DeviceGroup[] =>
  scenario.devices.flatMap((group) => new Array<DeviceGroup>(group.count ?? 1).fill(group));

/** Ids of all servers: `m1` alone, `m1`, `m2`, ... from `m` with a count. */
export const serverIds = (scenario: Scenario): string[] =>
  scenario.servers.flatMap((server) =>
    server.count === undefined
      ? [server.id]
      : Array.from({ length: server.count }, (_, n) => `${server.id}${n + 1}`),
  );

/** m: the entry of the file behind each server. */
export const serverEntries = (scenario: Scenario): Scenario["servers"] =>
  scenario.servers.flatMap((server) =>
    new Array<(typeof scenario.servers)[number]>(server.count ?? 1).fill(server),
  );

/** The classes of `jobs` as a list. */
export const classList = (jobs: Jobs): readonly JobClass[] => (Array.isArray(jobs) ? jobs : [jobs]);

/** Names of all classes, sorted as an instance sorts them. */
export function classNames(scenario: Scenario): string[] {
  const all = [scenario.jobs, ...scenario.devices.map((group) => group.jobs)];
  const names = all.flatMap((jobs) =>
    jobs === undefined ? [] : classList(jobs).map((one) => one.class ?? UNNAMED),
  );
  return [...new Set(names)].sort();
}
