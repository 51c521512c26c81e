// Which arrivals go with which classes of jobs, and whether they end.
import { type Arrivals, isEndless } from "./arrivals.ts";
import { classList } from "./entities.ts";
import type { JobClass, Jobs } from "./job-class.ts";
import type { Scenario } from "./scenario.ts";

/** Which arrivals go with which classes: all classes share those of their group, or each has its own. */
export function streamsOfJobs(
  arrivals: Arrivals | undefined,
  jobs: Jobs,
): { readonly arrivals: Arrivals; readonly classes: readonly JobClass[]; readonly label: string }[] {
  const classes = classList(jobs);
  const shared = arrivals ?? (Array.isArray(jobs) ? undefined : classes[0].arrivals);
  if (shared !== undefined) return [{ arrivals: shared, classes, label: "" }];
  return classes.map((one, k) => ({
    arrivals: one.arrivals!,
    classes: [one],
    label: `/${one.class ?? k}`,
  }));
}

/** Do some of the scenario's jobs keep arriving for ever? */
export function arrivesForEver(scenario: Scenario): boolean {
  const endless = (arrivals: Arrivals | undefined, jobs: Jobs | undefined) =>
    jobs !== undefined && streamsOfJobs(arrivals, jobs).some((group) => isEndless(group.arrivals));
  return (
    endless(scenario.arrivals, scenario.jobs) ||
    scenario.devices.some((group) => endless(group.arrivals, group.jobs))
  );
}
