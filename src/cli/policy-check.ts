// Checks of a policy on small worlds: does it name places that there are, always the same ones, by nothing but what it sees?
import { InputError } from "../model/input-error.ts";
import { type Job, type MakePolicy, type PlaceAnswer, placeJobOf, type View } from "../model/policy.ts";
import { weights } from "../model/score.ts";
import { case2 } from "../scenario/paper-cases.ts";
import { readScenario } from "../scenario/read-scenario.ts";
import { type LiveTrial, liveTrial } from "../trial/live-trial.ts";

/** A check, and what it found at fault; null where nothing. */
export interface PolicyCheck {
  readonly check: string;
  readonly fault: string | null;
  readonly note: string;
}

const POWER = { compute: 0.63, transmit: 0.35, idle: 0.035 };
const DEVICE = { count: 8, speedIps: 3.6e9, powerW: POWER };
const JOBS = { sizeMB: { uniform: { min: 1, max: 7 } }, arrivals: { poisson: { ratePerS: 0.2 } } };
const COMMON = {
  format: "mec-offload/scenario@1",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  links: { rateMbps: { uniform: { min: 15, max: 28 } } },
  horizonS: 120,
};

/** Servers that fail, and jobs that may not go everywhere. */
const SCENARIOS = [
  {
    ...COMMON,
    name: "servers that fail",
    devices: [{ ...DEVICE, jobs: JOBS }],
    servers: [
      { id: "m1", speedIps: 1.4e11 },
      {
        id: "m2",
        speedIps: 3.68e10,
        faults: { upS: { exponential: { mean: 20 } }, downS: { exponential: { mean: 10 } }, work: "resume" },
      },
    ],
  },
  {
    ...COMMON,
    name: "jobs that may not go everywhere",
    devices: [
      {
        ...DEVICE,
        jobs: [
          { ...JOBS, class: "private", allowed: ["local"] },
          { ...JOBS, class: "near", allowed: ["local", "m1"] },
        ],
      },
    ],
    servers: [
      { id: "m1", speedIps: 3.68e10 },
      { id: "m2", speedIps: 1.4e11 },
    ],
  },
];

interface SmallWorld {
  readonly name: string;
  readonly trial: LiveTrial;
}

const smallWorld = (data: object, name: string): SmallWorld => ({
  name,
  trial: liveTrial({ scenario: readScenario({ ...data, name }, name) }, { seed: 1 }),
});

const smallWorlds = (): SmallWorld[] => [
  smallWorld(case2, "the paper's case 2"),
  ...SCENARIOS.map((data) => smallWorld(data, data.name)),
];

/** A single job. */
function oneJob(): SmallWorld {
  const devices = [{ ...DEVICE, count: 1, jobs: { sizeMB: 4, arrivals: { batch: { count: 1 } } } }];
  const { horizonS: _, ...common } = COMMON;
  return smallWorld({ ...common, devices, servers: [{ id: "m1", speedIps: 1.4e11 }] }, "one job");
}

/** What a policy must not ask, as its answers would change from run to run. */
const HIDDEN = [
  { on: Math, name: "random", instead: "the stream, its third parameter" },
  { on: Date, name: "now", instead: "view.now" },
  { on: performance, name: "now", instead: "view.now" },
] as const;

/** Runs while counting who asks for chance or for the clock. */
function watched<Result>(seen: Set<string>, run: () => Result): Result {
  const restored = HIDDEN.map(({ on, name, instead }) => {
    const owner = on as unknown as Record<string, (...all: unknown[]) => unknown>;
    const own = Object.hasOwn(owner, name);
    const original = owner[name];
    const called = on === Math ? "Math.random" : on === Date ? "Date.now" : "performance.now";
    owner[name] = (...all: unknown[]) => {
      seen.add(`${called} (there is ${instead})`);
      return original.apply(on, all);
    };
    return () => {
      if (own) owner[name] = original;
      else delete owner[name];
    };
  });
  try {
    return run();
  } finally {
    for (const restore of restored) restore();
  }
}

interface Answers {
  readonly places: PlaceAnswer[];
  readonly hidden: Set<string>;
  seconds: number;
}

/** One run, and every answer of the policy in it. */
function answers(make: MakePolicy, { name, trial }: SmallWorld, clock: () => number): Answers {
  const kept: Answers = { places: [], hidden: new Set(), seconds: 0 };
  const policy = watched(kept.hidden, () => placeJobOf(make()));
  const asked = (job: Job, view: View, stream: () => number): PlaceAnswer => {
    const place = watched(kept.hidden, () => {
      const started = clock();
      const found = policy(job, view, stream);
      kept.seconds += clock() - started;
      return found;
    });
    kept.places.push(place);
    return place;
  };
  trial.run({ name, make: () => asked }, trial.scorePerUnit({ weight: weights(0.5) }));
  return kept;
}

/**
 * Checks a policy, made anew for each run.
 * @param clock seconds, for the time of a decision
 */
export function checkPolicy(make: MakePolicy, clock: () => number): PolicyCheck[] {
  const worlds = smallWorlds();
  const first: Answers[] = [];
  const faults: string[] = [];
  for (const small of worlds) {
    try {
      first.push(answers(make, small, clock));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(error.message);
    }
  }
  const decisions = first.reduce((sum, { places }) => sum + places.length, 0);
  const places: PolicyCheck = {
    check: "places",
    fault:
      faults.length === 0
        ? null
        : `${faults[0]}${faults.length > 1 ? ` (and in ${faults.length - 1} more worlds)` : ""}`,
    note: `${decisions} jobs of ${worlds.length} worlds: ${worlds.map(({ name }) => name).join(", ")}`,
  };
  const unrepeatable = faults.find((fault) => fault.includes("cannot be repeated in a policy"));
  if (unrepeatable !== undefined) return [{ check: "purity", fault: unrepeatable, note: "" }];
  if (faults.length > 0) return [places];
  const hidden = [...new Set(first.flatMap((one) => [...one.hidden]))];
  // Once more, after all the others and one job besides: what was kept from them would show, a count to two as well.
  answers(make, oneJob(), clock);
  const changed = worlds.flatMap((small, k) => {
    const again = answers(make, small, clock).places;
    const at = first[k].places.findIndex((place, job) => place !== again[job]);
    return at < 0 ? [] : [`${small.name}: job ${at} went to ${first[k].places[at]}, then to ${again[at]}`];
  });
  const seconds = first.reduce((sum, one) => sum + one.seconds, 0);
  return [
    places,
    {
      check: "purity",
      fault: hidden.length === 0 ? null : `asks ${hidden.join(" and ")}`,
      note: "neither chance of its own nor the clock",
    },
    {
      check: "determinism",
      fault: changed.length === 0 ? null : `other places in a second run: ${changed.join("; ")}`,
      note: "the same places in a second run, after all others",
    },
    {
      check: "speed",
      fault: null,
      note: `${((1e6 * seconds) / decisions).toPrecision(2)} microseconds a decision`,
    },
  ];
}
