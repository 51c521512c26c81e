// The hold model: N pending events, each of which schedules itself again when it comes up (Vaucher & Duval 1975).
import simjs, { type Sim } from "#simjs";
import { Engine } from "../../src/engine/index.ts";

const MASK = 8191;

/** Exponential increments of mean 1, drawn beforehand so that both engines pay for the calendar alone. */
export function increments(uniform: () => number): Float64Array {
  return Float64Array.from({ length: MASK + 1 }, () => -Math.log(1 - uniform()));
}

/** Holds on our engine; returns how many. */
export function hold(pending: number, holds: number, steps: Float64Array): number {
  let k = 0;
  const engine = new Engine(pending, (event) => {
    if (++k >= holds) engine.stop();
    engine.schedule(event, engine.now + steps[k & MASK]);
  });
  for (let event = 0; event < pending; event++) engine.schedule(event, steps[event & MASK]);
  engine.run();
  return k;
}

/** The same with simjs' own timers and queue. */
export function stockHold(pending: number, holds: number, steps: Float64Array): number {
  let k = 0;
  const sim: Sim = new simjs.Sim();
  class Holder extends simjs.Entity {
    start(): void {
      for (let event = 0; event < pending; event++) this.setTimer(steps[event & MASK]).done(this.again, this);
    }
    again(): void {
      if (++k < holds) this.setTimer(steps[k & MASK]).done(this.again, this);
    }
  }
  sim.addEntity(Holder);
  sim.simulate(Number.POSITIVE_INFINITY);
  return k;
}
