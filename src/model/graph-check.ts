// What must hold of a graph in a file beyond the types of its fields: ids, edges, no circle, places that exist.
import type { DataFile, TaskFile } from "./graph-file.ts";

/** Throws for the field at `at`. */
export type GraphFault = (at: string, expected: string, found: unknown) => never;

/** A graph whose numbers may be drawn later. */
export interface GraphShape {
  readonly tasks: readonly (Pick<TaskFile, "id" | "at" | "allowed" | "timeS"> & {
    readonly instructions?: unknown;
  })[];
  readonly data?: readonly (Pick<DataFile, "from" | "to" | "name"> & { readonly MB?: unknown })[] | undefined;
}

/** `tasks[2] (detect)`: where a task stands, with its id. */
const taskAt = (k: number, id: string): string => `tasks[${k}] (${id})`;

/** A circle of tasks, each needed by the next; null: there is none. */
function circleIn(count: number, successors: readonly (readonly number[])[]): number[] | null {
  const NEW = 0;
  const OPEN = 1;
  const CLOSED = 2;
  const state = new Uint8Array(count);
  for (let root = 0; root < count; root++) {
    if (state[root] !== NEW) continue;
    const path = [root];
    const next = [0];
    state[root] = OPEN;
    while (path.length > 0) {
      const task = path[path.length - 1];
      const to = successors[task][next[next.length - 1]++];
      if (to === undefined) {
        state[task] = CLOSED;
        path.pop();
        next.pop();
      } else if (state[to] === OPEN) return [...path.slice(path.indexOf(to)), to];
      else if (state[to] === NEW) {
        state[to] = OPEN;
        path.push(to);
        next.push(0);
      }
    }
  }
  return null;
}

/** Named data: one size for each, and each task needs it once. */
function checkNames(data: NonNullable<GraphShape["data"]>, fault: GraphFault): void {
  const known = new Map<string, { readonly size: string; readonly to: Set<string>; readonly at: number }>();
  for (const [k, { from, to, name, MB }] of data.entries()) {
    if (name === undefined) continue;
    const key = JSON.stringify([from, name]);
    const size = JSON.stringify(MB ?? 0);
    const first = known.get(key);
    if (first === undefined) known.set(key, { size, to: new Set([to]), at: k });
    else if (first.size !== size)
      fault(
        `data[${k}].MB`,
        `${first.size} as in data[${first.at}], as ${from}'s "${name}" is one datum`,
        MB,
      );
    else if (first.to.has(to)) fault(`data[${k}]`, `${from}'s "${name}" once for ${to}`, "twice");
    else first.to.add(to);
  }
}

/**
 * Checks a graph.
 * @param serverIds ids of the servers that its places may name
 * @param jobAllowed places of the whole job; undefined: all
 */
export function checkGraph(
  graph: GraphShape,
  serverIds: ReadonlySet<string>,
  jobAllowed: readonly string[] | undefined,
  fault: GraphFault,
): void {
  const at = new Map<string, number>();
  const isHome = (place: string) => place === "home" || place === "local";
  for (const [k, task] of graph.tasks.entries()) {
    const where = taskAt(k, task.id);
    const first = at.get(task.id);
    if (first !== undefined) fault(`${where}.id`, `a task named once (also tasks[${first}])`, task.id);
    at.set(task.id, k);
    const known = (place: string, field: string) => {
      if (!isHome(place) && !serverIds.has(place))
        fault(`${where}.${field}`, '"home" or the id of a server', place);
    };
    for (const place of Object.keys(task.timeS ?? {})) known(place, "timeS");
    for (const [p, place] of (task.allowed ?? []).entries()) known(place, `allowed[${p}]`);
    if (task.instructions === undefined && task.timeS === undefined)
      fault(`${where}.instructions`, "instructions, or timeS by node", undefined);
    if (task.at === undefined) continue;
    known(task.at, "at");
    const canRun = (places: readonly string[] | undefined) =>
      places === undefined ||
      places.some((place) => place === task.at || (isHome(place) && isHome(task.at!)));
    const hasTime = task.instructions !== undefined || canRun(Object.keys(task.timeS ?? {}));
    if (!canRun(task.allowed) || !canRun(jobAllowed) || !hasTime)
      fault(`${where}.at`, `a place where ${task.id} may run`, task.at);
  }
  const successors = graph.tasks.map((): number[] => []);
  for (const [k, { from, to }] of (graph.data ?? []).entries()) {
    if (!at.has(from)) fault(`data[${k}].from`, "the id of a task of the graph", from);
    if (!at.has(to)) fault(`data[${k}].to`, "the id of a task of the graph", to);
    if (from === to) fault(`data[${k}].to`, `another task than ${from}, which cannot wait for itself`, to);
    successors[at.get(from)!].push(at.get(to)!);
  }
  const circle = circleIn(graph.tasks.length, successors);
  if (circle !== null)
    fault("data", "no circle of tasks", circle.map((task) => graph.tasks[task].id).join(" -> "));
  checkNames(graph.data ?? [], fault);
}
