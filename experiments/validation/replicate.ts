// The pool's tasks: replications of one case, by its id.
import { CASES } from "./cases.ts";

export { covered } from "./coverage.ts";

/** The estimates of one replication. */
export function measure({ id, replication }: { id: string; replication: number }): number[] {
  const of = CASES.find((one) => one.id === id);
  if (of === undefined) throw new Error(`no case ${id}`);
  return of.measure(replication);
}
