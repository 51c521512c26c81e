// The user's own policy: its source in the settings, its compiled form here, and whether it may run at all.
import { signal } from "@preact/signals";

export interface CompiledPolicy {
  /** CommonJS that fills `exports`. */
  readonly code: string;
  /** For each of its lines the line that the user wrote, from 1. */
  readonly lines: readonly number[];
  /** The source it was made of. */
  readonly of: string;
}

/** Null until the user has it run: a policy in a link is somebody else's and does not start by itself. */
export const compiled = signal<CompiledPolicy | null>(null);

/** The worker's source with the policy at its end: a worker of its own source needs no evaluation of strings. */
export function withOwnPolicy(source: string): string {
  const own = compiled.peek();
  if (own === null) return source;
  const before = `${source}\n;self.mecOffloadOwnPolicy={run:function(exports,require,globals){"use strict";const{Math,Date,performance,crypto}=globals;\n`;
  const line = before.split("\n").length - 1;
  return `${before}${own.code}\n},before:${line},lines:${JSON.stringify(own.lines)}};`;
}

export const EXAMPLE = `import type { Policy } from "mec-offload";

/** Puts a job where it would be done first, with the work that is waiting everywhere. */
const policy: Policy = (job, view) => {
  let best = view.home;
  let least = Infinity;
  for (const place of view.places) {
    if (!view.isUp(place) || !view.canUse(place)) continue;
    const arrives = view.transferBacklog(place) + view.sendTime(place);
    const starts = Math.max(arrives, view.backlog(place));
    const done = starts + view.serviceTime(place) + view.returnTime(place);
    if (done < least) {
      least = done;
      best = place;
    }
  }
  return best;
};

export default policy;
`;
