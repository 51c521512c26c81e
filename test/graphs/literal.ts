// A second implementation of schedules and of the published methods, written from NETWORK's words and the papers' formulas alone:
// maps and lists, no sharing with src but the file that both read.
import type { GraphFile } from "../../src/model/graph-file.ts";

interface File {
  readonly devices: readonly {
    readonly speedIps: number;
    readonly powerW: { readonly compute: number; readonly transmit: number; readonly idle: number };
    readonly jobs: readonly {
      readonly sizeMB: number;
      readonly outputMB: number;
      readonly graph: GraphFile;
    }[];
  }[];
  readonly servers: readonly { readonly id: string; readonly speedIps: number }[];
  readonly linksMbps: readonly (readonly number[])[];
  readonly latencyS: number;
}

interface Flow {
  readonly from: string | null;
  readonly to: string | null;
  readonly bits: number;
}

/** One device, one job, a star: everything by name. */
export class Literal {
  readonly places: string[];
  readonly tasks: string[];
  readonly flows: Flow[] = [];
  readonly #file: File;

  constructor(file: File) {
    this.#file = file;
    const { graph, sizeMB, outputMB } = file.devices[0].jobs[0];
    this.places = ["local", ...file.servers.map(({ id }) => id)];
    this.tasks = graph.tasks.map(({ id }) => id);
    const data = graph.data ?? [];
    for (const { from, to, MB } of data) this.flows.push({ from, to, bits: (MB ?? 0) * 8e6 });
    for (const task of this.tasks) {
      if (!data.some(({ to }) => to === task)) this.flows.push({ from: null, to: task, bits: sizeMB * 8e6 });
      if (!data.some(({ from }) => from === task))
        this.flows.push({ from: task, to: null, bits: outputMB * 8e6 });
    }
  }

  time(task: string, place: string): number {
    const { instructions } = this.#file.devices[0].jobs[0].graph.tasks[this.tasks.indexOf(task)];
    const speed =
      place === "local"
        ? this.#file.devices[0].speedIps
        : this.#file.servers[this.places.indexOf(place) - 1].speedIps;
    return instructions! / speed;
  }

  /** Up and down radio times and all. */
  move(bits: number, from: string, to: string): { up: number; down: number; all: number; before: number } {
    if (from === to || bits === 0) return { up: 0, down: 0, all: 0, before: 0 };
    const hop = (server: string) => bits / (this.#file.linksMbps[0][this.places.indexOf(server) - 1] * 1e6);
    const down = from === "local" ? 0 : hop(from);
    const up = to === "local" ? 0 : hop(to);
    const latency = this.#file.latencyS;
    const before = from === "local" ? 0 : latency;
    return { up, down, all: down + up + before + (to === "local" ? 0 : latency), before };
  }

  parents = (task: string) => this.flows.filter(({ from, to }) => to === task && from !== null);
  children = (task: string) => this.flows.filter(({ from, to }) => from === task && to !== null);

  /** Start, end, makespan and joules of a sequence. */
  evaluate(place: Map<string, string>, sequence: readonly string[]) {
    const end = new Map<string, number>();
    const start = new Map<string, number>();
    const free = new Map<string, number>();
    for (const task of sequence) {
      const at = place.get(task)!;
      let ready = free.get(at) ?? 0;
      for (const { from, bits } of this.flows.filter(({ to }) => to === task))
        ready = Math.max(
          ready,
          (from === null ? 0 : end.get(from)!) +
            this.move(bits, from === null ? "local" : place.get(from)!, at).all,
        );
      start.set(task, ready);
      end.set(task, ready + this.time(task, at));
      free.set(at, end.get(task)!);
    }
    let makespan = Math.max(...end.values());
    for (const { from, bits } of this.flows.filter(({ to }) => to === null))
      makespan = Math.max(makespan, end.get(from!)! + this.move(bits, place.get(from!)!, "local").all);
    const { powerW } = this.#file.devices[0];
    let joules = 0;
    const marks: [number, number][] = [];
    for (const task of this.tasks)
      if (place.get(task) === "local") {
        joules += this.time(task, "local") * powerW.compute;
        marks.push([start.get(task)!, end.get(task)!]);
      }
    // The input moves once to each place that needs it.
    const sent = new Set<string>();
    for (const { from, to, bits } of this.flows) {
      const origin = from === null ? "local" : place.get(from)!;
      const target = to === null ? "local" : place.get(to)!;
      if (from === null && sent.has(target)) continue;
      if (from === null) sent.add(target);
      const { up, down, before } = this.move(bits, origin, target);
      joules += (up + down) * powerW.transmit;
      const begin = (from === null ? 0 : end.get(from)!) + before;
      marks.push([begin, begin + up + down]);
    }
    // Idle: sampled exactly between all moments at which anything changes.
    const moments = [...new Set([0, makespan, ...marks.flat()])].sort((a, b) => a - b);
    for (let k = 1; k < moments.length; k++) {
      const middle = (moments[k - 1] + moments[k]) / 2;
      if (middle < makespan && !marks.some(([from, to]) => from < middle && middle < to))
        joules += (moments[k] - moments[k - 1]) * powerW.idle;
    }
    return { makespan, joules, start, end };
  }

  meanTime = (task: string) =>
    this.places.reduce((sum, place) => sum + this.time(task, place), 0) / this.places.length;

  meanMove(bits: number): number {
    let [sum, pairs] = [0, 0];
    for (const from of this.places)
      for (const to of this.places)
        if (from !== to) {
          sum += this.move(bits, from, to).all;
          pairs++;
        }
    return pairs === 0 ? 0 : sum / pairs;
  }

  upward = (task: string): number =>
    this.meanTime(task) +
    Math.max(0, ...this.children(task).map(({ to, bits }) => this.meanMove(bits) + this.upward(to!)));

  downward = (task: string): number =>
    Math.max(
      0,
      ...this.parents(task).map(
        ({ from, bits }) => this.downward(from!) + this.meanTime(from!) + this.meanMove(bits),
      ),
    );

  optimistic = (task: string, place: string): number =>
    Math.max(
      0,
      ...this.children(task).map(({ to, bits }) =>
        Math.min(
          ...this.places.map(
            (next) =>
              this.optimistic(to!, next) + this.time(to!, next) + (next === place ? 0 : this.meanMove(bits)),
          ),
        ),
      ),
    );

  /** List scheduling with insertion. */
  insert(
    next: (open: string[]) => string,
    choose: (task: string, ends: Map<string, number>) => string,
    all = false,
  ) {
    const busy = new Map<string, [number, number][]>(this.places.map((place) => [place, []]));
    const place = new Map<string, string>();
    const start = new Map<string, number>();
    const end = new Map<string, number>();
    while (place.size < this.tasks.length) {
      const left = this.tasks.filter((task) => !place.has(task));
      const open = all
        ? left
        : left.filter((task) => this.parents(task).every(({ from }) => place.has(from!)));
      const task = next(open);
      const starts = new Map<string, number>();
      const ends = new Map<string, number>();
      for (const at of this.places) {
        let ready = 0;
        for (const { from, bits } of this.flows.filter(({ to }) => to === task))
          ready = Math.max(
            ready,
            (from === null ? 0 : end.get(from)!) +
              this.move(bits, from === null ? "local" : place.get(from)!, at).all,
          );
        const takes = this.time(task, at);
        const candidates = [
          ready,
          ...busy
            .get(at)!
            .map(([, to]) => to)
            .filter((to) => to > ready),
        ];
        const fits = (from: number) =>
          busy.get(at)!.every(([begin, to]) => from + takes <= begin || from >= to);
        const first = Math.min(...candidates.filter(fits));
        starts.set(at, first);
        ends.set(at, first + takes);
      }
      const at = choose(task, ends);
      place.set(task, at);
      start.set(task, starts.get(at)!);
      end.set(task, ends.get(at)!);
      busy.get(at)!.push([starts.get(at)!, ends.get(at)!]);
    }
    return { place, start, end };
  }

  #least = (score: (place: string) => number) =>
    this.places.reduce((best, place) => (score(place) < score(best) ? place : best));

  #largest = (open: readonly string[], score: (task: string) => number) =>
    open.reduce((best, task) => (score(task) > score(best) ? task : best));

  heft = () =>
    this.insert(
      (open) => this.#largest(open, this.upward),
      (_, ends) => this.#least((place) => ends.get(place)!),
      true,
    );

  peft() {
    const rank = (task: string) =>
      this.places.reduce((sum, place) => sum + this.optimistic(task, place), 0) / this.places.length;
    return this.insert(
      (open) => this.#largest(open, rank),
      (task, ends) => this.#least((place) => ends.get(place)! + this.optimistic(task, place)),
    );
  }

  cpop() {
    const priority = (task: string) => this.upward(task) + this.downward(task);
    const first = this.tasks.filter((task) => this.parents(task).length === 0);
    let at = this.#largest(first, priority);
    const path = [at];
    while (this.children(at).length > 0) {
      const way = ({ to, bits }: Flow) => this.meanMove(bits) + this.upward(to!);
      at = this.children(at).reduce((best, one) => (way(one) > way(best) ? one : best)).to!;
      path.push(at);
    }
    const best = this.#least((place) => path.reduce((sum, task) => sum + this.time(task, place), 0));
    return this.insert(
      (open) => this.#largest(open, priority),
      (task, ends) => (path.includes(task) ? best : this.#least((place) => ends.get(place)!)),
    );
  }
}

/** All ways to place tasks and put them in an order that respects what they wait for. */
export function* everySchedule(of: Literal): Generator<[Map<string, string>, string[]]> {
  function* orders(done: string[]): Generator<string[]> {
    if (done.length === of.tasks.length) yield done;
    for (const task of of.tasks)
      if (!done.includes(task) && of.parents(task).every(({ from }) => done.includes(from!)))
        yield* orders([...done, task]);
  }
  const all = [...orders([])];
  const count = of.places.length ** of.tasks.length;
  for (let code = 0; code < count; code++) {
    const place = new Map<string, string>();
    let rest = code;
    for (const task of of.tasks) {
      place.set(task, of.places[rest % of.places.length]);
      rest = Math.floor(rest / of.places.length);
    }
    for (const order of all) yield [place, order];
  }
}
