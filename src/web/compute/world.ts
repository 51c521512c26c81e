// The network in question: read and checked once, then kept until another one is asked for.
import { InputError } from "../../model/input-error.ts";
import { type Instance, readInstance } from "../../model/instance.ts";
import { type Problem, requireWholeJobs, toProblem } from "../../model/problem.ts";
import { type WorstCase, worstCase } from "../../model/worst-case.ts";
import { readScenario, type Scenario, sample } from "../../scenario/index.ts";
import { beyondEquations, beyondInstance, type LiveTrial, liveTrial } from "../../trial/index.ts";
import type { Question, WorldReport, WorldSource } from "../worker/protocol.ts";
import { sameWorld } from "../worker/same-world.ts";
import { exampleNamed } from "./examples.ts";
import { formatOf } from "./file-format.ts";

/** An instance, with all that follows from it. */
export interface DrawnInstance {
  readonly instance: Instance;
  readonly problem: Problem;
  readonly worst: WorstCase;
}

export interface LabWorld {
  /** Null where the source is an instance. */
  readonly scenario: Scenario | null;
  /** What of the scenario no instance can hold; null where an instance says all. */
  readonly beyond: string | null;
  /** Null where there is something beyond it. */
  readonly drawn: DrawnInstance | null;
  /** For policies that decide at each arrival. */
  readonly live: LiveTrial;
  readonly report: WorldReport;
}

/** The data behind a source: that of an example, or what the user gave. */
const dataOf = (source: WorldSource): unknown =>
  source.kind === "data" ? source.data : exampleNamed(source.name);

/** The scenario of a source; null where it is an instance. */
function scenarioOf(source: WorldSource): Scenario | null {
  if (source.kind === "case") return exampleNamed(source.name);
  const { data, name } = source;
  return formatOf(data, name) === "scenario" ? readScenario(data, name) : null;
}

let kept: { readonly source: WorldSource; readonly seed: number; readonly world: LabWorld } | null = null;

/** Reads, checks and draws the network of a question. @throws InputError naming the field at fault */
export function worldOf({ world: source, seed }: Pick<Question, "world" | "seed">): LabWorld {
  if (kept !== null && kept.seed === seed && sameWorld(kept.source, source)) return kept.world;
  const { name } = source;
  const data = dataOf(source);
  const scenario = scenarioOf(source);
  const beyond = scenario === null ? undefined : beyondInstance({ scenario });
  const instance =
    scenario === null ? readInstance(data, name) : beyond === undefined ? sample(scenario, { seed }) : null;
  const drawn = instance === null ? null : drawnOf(instance);
  // The instance is drawn already where it is what policies meet, too: where the run ends with its last job.
  const subject =
    drawn !== null && scenario?.horizonS === undefined ? { problem: drawn.problem } : { scenario: scenario! };
  const live = liveTrial(subject, { seed, warmup: scenario?.warmupS, source: name });
  const world: LabWorld = {
    scenario,
    beyond: beyond ?? null,
    drawn,
    live,
    report: {
      name: drawn?.problem.name ?? scenario?.name ?? name,
      data,
      format: scenario === null ? "instance" : "scenario",
      jobs: drawn?.problem.jobs.count ?? null,
      devices: live.network.devices,
      servers: live.network.servers,
      beyond: beyond ?? null,
      beyondEquations: beyondEquations(drawn ?? subject),
    },
  };
  kept = { source, seed, world };
  return world;
}

function drawnOf(instance: Instance): DrawnInstance {
  const problem = toProblem(instance);
  requireWholeJobs(problem, "the page");
  return { instance, problem, worst: worstCase(problem) };
}

/** The instance of a question. @throws InputError where the scenario has what no instance can hold */
export function drawnFor(asked: Pick<Question, "world" | "seed">, by: string): DrawnInstance {
  const { drawn, beyond, report } = worldOf(asked);
  if (drawn === null) {
    throw new InputError(report.name, `a network that an instance can hold, for ${by}`, beyond ?? undefined);
  }
  return drawn;
}
