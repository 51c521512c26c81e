// Networks that no instance can hold have no plan: policies that decide at each arrival take the place of chosen plans.
import { isLive } from "../compute/live-method.ts";
import { notify } from "./notices.ts";
import { world } from "./results.ts";
import { change, LIVE_DEFAULTS, settings } from "./settings.ts";

/** The methods with live ones in the places of plans, each once; the own policy decides live as well. */
export function liveMethods(methods: readonly string[]): readonly string[] {
  const spare = LIVE_DEFAULTS.filter((id) => !methods.includes(id));
  const found = methods.map((id) => (isLive(id) ? id : id === "own" ? "live:own" : spare.shift()));
  return found.filter((id, at): id is string => id !== undefined && found.indexOf(id) === at);
}

/** Chooses live policies where the network asks for them; true when the choice has changed. */
export function liveInstead(): boolean {
  const { beyond, name } = world.peek() ?? { beyond: null, name: "" };
  const { methods, shown } = settings.peek();
  if (beyond === null || methods.every(isLive)) return false;
  const live = liveMethods(methods);
  notify(
    `${name} has ${beyond}, which no plan made beforehand can know: policies that decide at each arrival run on it. ` +
      "Score, lower bound and front belong to the paper's equations, which do not hold here.",
  );
  change({ methods: live, shown: Math.min(shown, live.length - 1) });
  return true;
}
