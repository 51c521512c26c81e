// Normal numbers along a path, correlated by exp(-distance / correlation) (Gudmundson 1991): shadowing, and what decides about
// line of sight. Constant over a step of the path; a pair that was not looked at for a while goes on as if it had been.
import type { Stream } from "../model/policy.ts";

/** A standard normal number from two uniform ones (Box and Muller 1958). */
export const normal = (stream: Stream): number =>
  Math.sqrt(-2 * Math.log(1 - stream())) * Math.cos(2 * Math.PI * stream());

export class GaussianPath {
  private value = 0;
  private step = -1;

  /** @param perStep correlation of one step with the next */
  constructor(
    private readonly perStep: number,
    private readonly stream: Stream,
  ) {}

  /** The number of a step; steps must not decrease. */
  at(step: number): number {
    if (this.step < 0) this.value = normal(this.stream);
    else if (step !== this.step) {
      const rho = this.perStep ** (step - this.step);
      this.value = rho * this.value + Math.sqrt(1 - rho * rho) * normal(this.stream);
    }
    this.step = step;
    return this.value;
  }
}
