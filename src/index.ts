// The library's front door: what most programs need, from a file to a number. docs/library.md is its guide. Each folder has
// all that is in it behind a path of its own: `mec-offload/simulation`, `mec-offload/optimum` and so on.

// Environments for learners.
export { OffloadEnv } from "./env/offload-env.ts";
export { VectorOffloadEnv } from "./env/vector-env.ts";
// Networks and jobs, as files hold them and as everything computes on them.
export { type Allocation, readAllocation } from "./model/allocation.ts";
export { type Evaluation, evaluate } from "./model/evaluate.ts";
export { InputError } from "./model/input-error.ts";
export { type Instance, readInstance } from "./model/instance.ts";
export { type Objective, objective } from "./model/objective.ts";
export type { Job, PlaceAnswer, PlaceJob, Policy, Stream, View } from "./model/policy.ts";
export { LOCAL, type Problem, toProblem } from "./model/problem.ts";
export { type Score, type Weights, weights } from "./model/score.ts";
export { optimum } from "./optimum/optimum.ts";
export { pareto } from "./optimum/pareto.ts";
export { prices } from "./optimum/prices.ts";
export { pricesAcross } from "./optimum/prices-across.ts";
// Where each job goes: policies, prices and the certified optimum.
export { LIVE_POLICIES, livePolicy, METHODS, type Method } from "./policies/catalogue.ts";
export { type MethodResult, solve } from "./policies/solve.ts";
export { drawWorld } from "./scenario/draw-world.ts";
// Scenarios: distributions instead of numbers.
export { case1, case2, case3, PAPER_CASES, paperCase } from "./scenario/paper-cases.ts";
export { readScenario } from "./scenario/read-scenario.ts";
export { sample } from "./scenario/sample.ts";
export type { Scenario } from "./scenario/scenario.ts";
// What happens over time.
export { instanceWorld } from "./simulation/instance-world.ts";
export type { RunOptions } from "./simulation/options.ts";
export type { RunResult } from "./simulation/record/result.ts";
export { simulate, simulatePlan } from "./simulation/simulate.ts";
// One run of anything, and what it has beyond the equations.
export { beyondEquations, beyondInstance } from "./trial/beyond.ts";
export { type LiveTrial, liveTrial } from "./trial/live-trial.ts";
export { type PlannedTrial, plannedTrial } from "./trial/planned-trial.ts";
export { type SteppedTrial, steppedTrial } from "./trial/stepped-trial.ts";
export type { Subject, TrialOptions } from "./trial/subject.ts";
