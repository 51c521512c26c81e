// What a policy gets in place of the globals that no run can repeat: chance that has no seed, and the clock of the machine.

function refused(what: string, instead: string): () => never {
  return () => {
    throw new Error(`${what} cannot be repeated in a policy: ${instead}`);
  };
}

const DRAW = "draw from its third argument, stream()";
const TIME = "the time of the run is view.now";

/** An object as it is, but for some of its functions. */
const but = <Whole extends object>(whole: Whole, functions: Partial<Record<keyof Whole, unknown>>): Whole =>
  new Proxy(whole, {
    get: (target, key) => {
      if (key in functions) return functions[key as keyof Whole];
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });

/** All of Math as plain properties, which are as fast to call as the original ones. */
function repeatableMath(): Math {
  const own = Object.getOwnPropertyDescriptors(Math);
  const math = Object.defineProperties({}, own) as Math;
  return Object.freeze(Object.defineProperty(math, "random", { value: refused("Math.random", DRAW) }));
}

/** Dates that are given, not read off the clock. */
function repeatableDate(): DateConstructor {
  const now = refused("Date.now()", TIME);
  return new Proxy(Date, {
    apply: refused("Date()", TIME),
    construct: (target, given: unknown[]) =>
      given.length === 0 ? refused("new Date()", TIME)() : (Reflect.construct(target, given) as Date),
    get: (target, key): unknown => (key === "now" ? now : Reflect.get(target, key)),
  });
}

/** By name; a policy's module runs with these as its globals. */
export const repeatableGlobals = () => ({
  Math: repeatableMath(),
  Date: repeatableDate(),
  performance: but(performance, { now: refused("performance.now()", TIME) }),
  crypto: but(crypto, {
    getRandomValues: refused("crypto.getRandomValues()", DRAW),
    randomUUID: refused("crypto.randomUUID()", DRAW),
  }),
});
