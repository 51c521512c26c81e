// A trial whose decisions are answered from outside, one after the other.
import type { PlaceAnswer } from "../model/policy.ts";
import type { ScorePerUnit } from "../model/score.ts";
import type { Decision } from "../simulation/decisions/decision.ts";
import type { RunResult } from "../simulation/record/result.ts";
import { type LiveTrial, liveTrial, type Reference } from "./live-trial.ts";
import type { Keep, Subject, TrialOptions } from "./subject.ts";

const NO_SCORE: ScorePerUnit = { perSecond: 0, perJoule: 0, perMoney: 0 };

export interface SteppedTrial extends Pick<LiveTrial, "problem" | "network" | "classes"> {
  /**
   * Goes on to the next decision; null: the run is over. The decision is the same object each time, written over.
   * @throws InputError when the run cannot end
   * @throws Error when the decision before has no answer
   */
  next(): Decision | null;
  /**
   * Answers the decision at hand.
   * @param place LOCAL or "local", the number or the id of a server
   * @throws InputError when it names no place, or one that the job may not use; it can be answered again
   * @throws Error when there is no decision
   */
  answer(place: PlaceAnswer): void;
  /** What was measured. @throws Error while decisions are left */
  result(): RunResult;
}

/** What a stepped trial may be told beside the options of every trial. */
export interface SteppingOptions extends TrialOptions, Keep {
  /** What the view says of the score; 0 a unit unless given. */
  readonly score?: ScorePerUnit;
}

/**
 * Starts a run that stops at each moment at which a policy would be asked: the same events and numbers as with a policy that
 * gives the same answers.
 * @throws InputError as `liveTrial` does
 */
export function steppedTrial(
  subject: Subject,
  options: SteppingOptions = {},
  reference?: Reference,
): SteppedTrial {
  const { score = NO_SCORE, records, sampleSize, timeline, ...trialOptions } = options;
  const { problem, network, classes, start } = liveTrial(subject, trialOptions, reference);
  const run = start(null, score, {
    ...(records !== undefined && { records }),
    ...(sampleSize !== undefined && { sampleSize }),
    ...(timeline !== undefined && { timeline }),
  });
  return {
    problem,
    network,
    classes,
    next: () => run.next(),
    answer: (place) => run.answer(place),
    result: () => run.result(),
  };
}
