export { type Beyond, beyond, beyondEquations, beyondInstance } from "./beyond.ts";
export { type LiveTrial, liveTrial, type Reference, referenceOf, type Weighing } from "./live-trial.ts";
export { type PlannedTrial, plannedTrial } from "./planned-trial.ts";
export { type SteppedTrial, type SteppingOptions, steppedTrial } from "./stepped-trial.ts";
export type { Keep, Subject, TrialOptions } from "./subject.ts";
