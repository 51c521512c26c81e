// A decision that a run stops at, to go on with an answer from outside.
import type { Engine } from "../../engine/index.ts";
import type { Job, PlaceAnswer, Stream, View } from "../../model/policy.ts";
import { checkedPlace } from "../../policies/place-answer.ts";
import { ATTEMPTS, INTS, type JobTable, NONE } from "../state/job-table.ts";
import type { World } from "../world.ts";
import { LiveJob, type LiveView } from "./live-view.ts";

/** What a place function says when the answer comes from outside, later: neither LOCAL nor a server. */
export const UNDECIDED = -2;

/**
 * A moment at which a place is asked for: a job arrives, or tries again after a fault. What a policy would see, as long as it
 * is not answered; the same objects serve all decisions of a run.
 */
export interface Decision {
  readonly job: Job;
  readonly view: View;
  /** The run's stream for policies: who draws from it as a policy does gets the run of that policy. */
  readonly stream: Stream;
  /** 1 at the arrival of the job, more when it tries again. */
  readonly attempt: number;
}

/** Who answers outside of the run, as errors call it. */
const ANSWER = "answer";

/** The decision that a run stands at, if it stands at one. */
export class OpenDecision implements Decision {
  readonly job = new LiveJob();
  attempt = 0;
  /** Of the job to place; NONE: there is no decision to take. */
  slot = NONE;
  /** Where the job comes from if it has just arrived; else NONE. */
  source = NONE;

  constructor(
    private readonly engine: Engine,
    private readonly world: World,
    private readonly jobs: JobTable,
    readonly view: LiveView,
    readonly stream: Stream,
  ) {}

  /** Stops the run after the event at hand. */
  readonly place = (slot: number): number => {
    const { jobs } = this;
    this.slot = slot;
    this.attempt = jobs.int[slot * INTS + ATTEMPTS];
    this.job.look(slot, jobs, this.world.classes);
    this.view.look(slot);
    this.engine.stop();
    return UNDECIDED;
  };

  /** The place that an answer names. @throws InputError when it names none, or one that the job may not use */
  placeOf(answer: PlaceAnswer): number {
    const { job, world, view } = this;
    return checkedPlace(
      answer,
      view,
      () => `${ANSWER}, job ${job.index} of ${world.network.deviceIds[job.device]} at ${view.now} s`,
    );
  }

  close(): void {
    this.slot = NONE;
    this.source = NONE;
  }
}
