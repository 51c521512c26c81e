// What a scenario may have and no instance can hold, so that a plan made beforehand would be for another network.
import type { Scenario } from "./scenario.ts";
import type { World } from "./world.ts";

/** The first of it in words; undefined where an instance says all. @param world drawn from the scenario */
export function beyondInstance(scenario: Scenario, world: World): string | undefined {
  if (world.serverFault !== null || world.linkFault !== null || world.wireFault !== null) return "faults";
  if (world.rate !== null) return "changing rates";
  if (world.cells !== null) return "shared access points";
  if (world.deviceLevels !== null || world.serverLevels !== null) return "changing speeds";
  if (world.sources.some((source) => source.closed)) return "a finite source";
  if (world.concurrency !== null) return "a limit of concurrency";
  if (scenario.overflow === "drop") return 'overflow "drop"';
  return scenario.abandonAtDeadline === true ? "abandonment" : undefined;
}
