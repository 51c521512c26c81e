// Where jobs of a class may run.
import { classList, UNNAMED } from "./entities.ts";
import type { JobClass } from "./job-class.ts";
import type { Scenario } from "./scenario.ts";

/** All classes of a scenario. */
function allClasses(scenario: Scenario): readonly JobClass[] {
  const lists = [scenario.jobs, ...scenario.devices.map((group) => group.jobs)];
  return lists.flatMap((jobs) => (jobs === undefined ? [] : classList(jobs)));
}

/** The places of each class that names some. */
export const placesOfClasses = (scenario: Scenario): ReadonlyMap<string, readonly string[]> =>
  new Map(
    allClasses(scenario).flatMap((of) =>
      of.allowed === undefined ? [] : [[of.class ?? UNNAMED, of.allowed] as const],
    ),
  );
