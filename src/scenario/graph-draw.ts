// Graphs of jobs as they are drawn: each number of each task and datum from its distribution.
import type { GraphFile } from "../model/graph-file.ts";
import { sampler } from "../random/distribution.ts";
import { type StreamName, stream } from "../random/stream.ts";
import { classList } from "./entities.ts";
import type { DrawnGraph, JobClass } from "./job-class.ts";
import type { Scenario } from "./scenario.ts";

const isGraph = ({ graph, divisible }: JobClass): boolean => graph !== undefined || divisible === true;

/** Has some class jobs that are graphs, or that may be divided? */
export const hasGraphs = (scenario: Scenario): boolean =>
  [scenario, ...scenario.devices].some(({ jobs }) => jobs !== undefined && classList(jobs).some(isGraph));

/** Draws the next graph of a device's jobs of a class. */
export function graphDraw(
  graph: DrawnGraph,
  name: Pick<StreamName, "seed" | "replication">,
  entity: string,
): () => GraphFile {
  const source = stream({ ...name, purpose: "graph", entity });
  const tasks = graph.tasks.map(({ instructions, ...task }) => ({
    task,
    draw: instructions === undefined ? null : sampler(instructions, source),
  }));
  const data = (graph.data ?? []).map(({ MB, ...flow }) => ({ flow, draw: sampler(MB ?? 0, source) }));
  return () => {
    const names = new Map<string, number>();
    return {
      tasks: tasks.map(({ task, draw }) => ({
        ...task,
        ...(draw !== null && { instructions: Math.max(0, draw()) }),
      })),
      data: data.map(({ flow, draw }) => {
        // One datum has one size, however many need it.
        const key = flow.name === undefined ? null : JSON.stringify([flow.from, flow.name]);
        const MB = (key === null ? undefined : names.get(key)) ?? Math.max(0, draw());
        if (key !== null) names.set(key, MB);
        return { ...flow, MB };
      }),
    };
  };
}
