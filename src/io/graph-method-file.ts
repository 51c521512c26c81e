// A method of one's own for graphs, from a TypeScript or JavaScript file: its default export places the tasks.

import { firstReady } from "../graphs/first-ready.ts";
import type { GraphMethod, MethodInput } from "../graphs/methods/index.ts";
import { InputError } from "../model/input-error.ts";
import { readPolicyProgram } from "./policy-program.ts";

/** A place of each task: a column (0 home, 1 + c server c) or its id. */
type Answer = ArrayLike<number | string>;

/**
 * Reads a method. Its default export is called as (graphs, setting, stream): what it returns is a place for each task in file
 * order, as a column or an id; nodes serve first what is ready first.
 * @throws InputError when it does not load, or answers with what is no place
 */
export async function readGraphMethod(path: string): Promise<GraphMethod> {
  const { run, located } = await readPolicyProgram(path);
  const exported = run() as { readonly default?: unknown };
  const method = exported.default ?? exported;
  if (typeof method !== "function")
    throw new InputError(
      path,
      "a default export that is a function (graphs, setting, stream) => places",
      typeof method,
    );
  return ({ of, stream }: MethodInput) => {
    let answer: Answer;
    try {
      answer = (method as (...given: unknown[]) => Answer)(of.graphs, of, stream);
    } catch (error) {
      throw located(error);
    }
    const { serverIds } = of.problem.network;
    if (answer?.length !== of.tasks)
      throw new InputError(path, `a place for each of ${of.tasks} tasks`, answer?.length);
    const places = Int32Array.from({ length: of.tasks }, (_, t) => {
      const given = answer[t];
      const place =
        typeof given === "number"
          ? given
          : given === "local" || given === "home"
            ? 0
            : serverIds.indexOf(given) + 1;
      const isKnown =
        Number.isInteger(place) &&
        place >= 0 &&
        place < of.places &&
        (place > 0 || given === 0 || given === "local" || given === "home");
      if (!isKnown || of.allowed[t * of.places + place] === 0)
        throw new InputError(path, `a place where task ${of.graphs.id(t)} may run`, given);
      return place;
    });
    return firstReady(of, places);
  };
}
