// What the worker pool can do, by name: each task is one library function, loaded when it is first asked for.

/** One piece of work: plain data in, plain data out. `context` is what the whole pool was opened with. */
// biome-ignore lint/suspicious/noExplicitAny: each task has its own types, kept by `TASKS`
export type Task = (input: any, context: any) => unknown;

/** A task of one's own: `file:///path/to/module.ts#exportedFunction`. */
export type TaskUrl = URL;

/** To let the pool run a function of the library, add one line here. */
export const TASKS = {
  "paper unit": async () => (await import("../../study/paper/unit.ts")).runPaperUnit,
  "queued study units": async () => (await import("../study/task.ts")).runQueuedUnitsTask,
  "study units": async () => (await import("../study/task.ts")).runUnitsTask,
} satisfies Record<string, () => Promise<Task>>;

export type TaskName = keyof typeof TASKS;

/** Finds the function behind a name or URL. */
export async function loadTask(task: string): Promise<Task> {
  const known: Record<string, () => Promise<Task>> = TASKS;
  if (Object.hasOwn(known, task)) return known[task]();
  const url = new URL(task);
  const name = decodeURIComponent(url.hash.slice(1)) || "default";
  url.hash = "";
  const module: Record<string, unknown> = await import(/* @vite-ignore */ url.href);
  const found = module[name];
  if (typeof found !== "function") throw new Error(`${url.href} exports no function ${name}`);
  return found as Task;
}
