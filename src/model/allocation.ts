// An allocation: the place of every job, as flat indices inside and as ids in a file.
import { z } from "zod";
import { check, once } from "./check.ts";
import { InputError } from "./input-error.ts";
import { isAllowed, LOCAL, type Problem, placeId } from "./problem.ts";

/** n: LOCAL or a server index for every job, in instance order. */
export type Allocation = Int32Array;

export const allocationSchema = once(() =>
  z.record(z.string(), z.string({ error: '"local" or the id of a server' }), {
    error: 'an object that gives every job its place, such as { "d1-1": "local", "d1-2": "m1" }',
  }),
);

/** Every entry of the file, `__proto__` among them: the schema's own reading of an object leaves that one out. */
function placesGiven(data: unknown, source: string): Map<string, string> {
  if (typeof data !== "object" || data === null || Array.isArray(data))
    check(allocationSchema(), data, source);
  const given = new Map<string, string>();
  for (const [id, name] of Object.entries(data as object)) {
    if (typeof name !== "string")
      throw new InputError(`${source}: ${JSON.stringify(id)}`, '"local" or the id of a server', name);
    given.set(id, name);
  }
  return given;
}

/**
 * Checks an allocation file against its instance: every job exactly once, at a place that exists and is allowed.
 * @param data parsed JSON: job id to `"local"` or a server's id
 * @throws InputError naming the job at fault
 */
export function readAllocation(data: unknown, problem: Problem, source: string): Allocation {
  const given = placesGiven(data, source);
  const server = new Map(problem.network.serverIds.map((id, c) => [id, c]));
  const places = new Int32Array(problem.jobs.count);
  for (let j = 0; j < problem.jobs.count; j++) {
    const id = problem.jobs.id(j);
    const name = given.get(id);
    const at = `${source}: ${JSON.stringify(id)}`;
    if (name === undefined) throw new InputError(at, "a place for this job", undefined);
    const place = name === "local" ? LOCAL : server.get(name);
    if (place === undefined) {
      throw new InputError(
        at,
        `"local" or the id of a server (${problem.network.serverIds.slice(0, 8).join(", ")})`,
        name,
      );
    }
    if (!isAllowed(problem, j, place))
      throw new InputError(at, "a place that the job's `allowed` names", name);
    places[j] = place;
    given.delete(id);
  }
  for (const [id, name] of given) {
    throw new InputError(`${source}: ${JSON.stringify(id)}`, "the id of a job of the instance", name);
  }
  return places;
}

/** The allocation as it is written to a file. */
export function allocationFile(problem: Problem, places: Allocation): Record<string, string> {
  const file: [string, string][] = [];
  for (let j = 0; j < problem.jobs.count; j++) file.push([problem.jobs.id(j), placeId(problem, places[j])]);
  return Object.fromEntries(file);
}
