// A run of jobs that are graphs: tasks and moves of data are items at the same stations, radios and wires as plain jobs. A task
// queues when all its data is there; data moves as soon as its producer is done and its consumer's place is known.
import { Engine } from "../../engine/index.ts";
import { coresOf, nodeOf, nodesOf, type Setting } from "../../graphs/setting.ts";
import type { LinkTable } from "../../model/links.ts";
import { routesOf } from "../../model/routes.ts";
import { FROM_HOME } from "../../model/task-graphs.ts";
import type { Seconds } from "../../units.ts";
import { PowerMeter } from "../energy/power-meter.ts";
import { instanceWorld } from "../instance-world.ts";
import {
  ARRIVAL,
  ATTEMPTS,
  BITS,
  CLASS,
  DEADLINE,
  DEVICE,
  DOWNLOAD,
  IN_SERVICE,
  INTS,
  JobTable,
  LATENCY_BACK,
  LATENCY_OUT,
  MOVED,
  NONE,
  NUMBER,
  OUTPUT,
  PLACE,
  PRIORITY,
  REALS,
  REDIRECTED,
  RUNNING,
  SERVICE,
  STAGE,
  STATION,
  UPLOAD,
  WAITED,
  WIRE_BACK,
  WIRE_LATENCY_BACK,
  WIRE_LATENCY_OUT,
  WIRE_OUT,
  WORK,
} from "../state/job-table.ts";
import { StationNumbers } from "../state/station-numbers.ts";
import { SPEED, STATION_REALS, type StationTable } from "../state/station-table.ts";
import { disciplinesOf, furnish } from "../stations/furnish.ts";
import { Patience } from "../stations/patience.ts";
import { PlainService } from "../stations/plain.ts";
import { Service } from "../stations/service.ts";
import { sharedCount, sharesOf } from "../stations/shares.ts";
import { WaitingLines } from "../stations/waiting-line.ts";
import { Legs } from "../transfer/legs.ts";
import { Transfers } from "../transfer/transfers.ts";
import { usedLinks, usedRates } from "../transfer/used-links.ts";
import { TaskTimes } from "./graph-jobs.ts";

/** Arrivals come after all else at an instant. */
const ARRIVALS = 0;
const ARRIVAL_PRIORITY = 3;

/** How the tasks of a run find their places. */
export type GraphPlacing =
  | {
      /** Known beforehand: a column for each task. */
      readonly places: Int32Array;
      /** All tasks in the order in which their nodes start them; null: nodes serve first what comes first. */
      readonly sequence: Int32Array | null;
    }
  | {
      /** All tasks of a job at its arrival: writes their columns. @param backlog s, by node: devices, then servers */
      readonly plan: (job: number, now: Seconds, backlog: Float64Array, places: Int32Array) => void;
    }
  | {
      /** Each task when those that it waits for are done: its column. @param ready when its data would be at a place */
      readonly place: (task: number, now: Seconds, backlog: Float64Array, places: Int32Array) => number;
    };

export interface GraphRunOptions {
  readonly horizon?: Seconds;
}

const NOTHING = -1;

export class GraphRun {
  readonly times: TaskTimes;
  readonly meter: PowerMeter;
  readonly stations: StationTable;
  readonly numbers: StationNumbers;
  readonly legs: Legs | null;
  readonly engine: Engine;
  /** Money for work and wires so far. */
  price = 0;
  private readonly jobs: JobTable;
  private readonly service: Service;
  private readonly transfers: Transfers;
  private readonly latency: LinkTable;
  private readonly firstJob: number;
  private readonly shared: readonly { depart(): number }[];
  private readonly arrivals: Int32Array;
  private nextArrival = 0;
  /** By slot: the task that it is; NOTHING: a move. */
  private readonly task: number[] = [];
  /** By slot: the move that it is. */
  private readonly move: number[] = [];
  /** By slot: the task that a move is for; NOTHING: several, or home. */
  private readonly taker: number[] = [];
  /** D: 1 once it is made. */
  private readonly isMade: Uint8Array;
  /** Data that several tasks need, by datum and column: who waits for it there; null: it is there. */
  private readonly deliveries = new Map<number, number[] | null>();
  /** By node: s of the tasks that will run there and are not done. */
  private readonly promised: Float64Array;
  /** N: data that is not there yet; producers that are not done. */
  private readonly waits: Int32Array;
  private readonly unplaced: Int32Array;
  /** n: tasks and results that are not done. */
  private readonly open: Int32Array;
  /** Strict order: for each node its tasks, and how many have entered. */
  private readonly turns: readonly Int32Array[] | null;
  private readonly entered: Int32Array;
  private readonly isReady: Uint8Array;
  private readonly planned: Int32Array;
  private readonly backlog: Float64Array;

  constructor(
    private readonly of: Setting,
    private readonly placing: GraphPlacing,
    private readonly options: GraphRunOptions = {},
  ) {
    const { problem, graphs } = of;
    const world = instanceWorld(problem);
    const { network } = world;
    const { devices, servers, backhaul } = network;
    const rates = usedRates(network);
    this.latency = usedLinks(network, network.links.latencies);
    this.legs = backhaul === null ? null : new Legs(backhaul, routesOf(backhaul), rates);
    const firstShared = 1;
    this.firstJob = firstShared + sharedCount(world);
    this.engine = new Engine(this.firstJob + 64, (event) => this.fire(event));
    this.jobs = new JobTable(64, this.firstJob, false);
    this.numbers = new StationNumbers({
      devices,
      servers,
      radio: network.radio,
      wires: backhaul?.wires ?? 0,
    });
    this.stations = furnish(world, this.numbers);
    this.meter = new PowerMeter(network);
    const { engine, jobs, numbers, stations, meter } = this;
    const disciplines = disciplinesOf(world, numbers);
    const { shares, list } = sharesOf(world, engine, jobs, numbers, rates, firstShared);
    this.shared = list;
    this.transfers = new Transfers({
      engine,
      world,
      jobs,
      stations,
      numbers,
      meter,
      rates,
      visits: null,
      onChange: () => {},
    });
    this.service = new Service({
      engine,
      jobs,
      stations,
      lines: new WaitingLines(stations, jobs, disciplines),
      meter,
      patience: new Patience(engine, jobs),
      plain: new PlainService({ engine, jobs, stations, meter, rates, visits: null }),
      transfers: this.transfers,
      visits: null,
      shares,
      preemptive: disciplines,
      onBroken: () => {},
    });
    engine.reserve(jobs.pastEvents);
    this.times = new TaskTimes(of.tasks, problem.jobs.count);
    this.arrivals = Int32Array.from({ length: problem.jobs.count }, (_, j) => j).sort(
      (a, b) => problem.jobs.arrival[a] - problem.jobs.arrival[b] || a - b,
    );
    this.isMade = new Uint8Array(graphs.data);
    this.promised = new Float64Array(nodesOf(of));
    this.waits = new Int32Array(of.tasks);
    this.unplaced = new Int32Array(of.tasks);
    this.open = new Int32Array(problem.jobs.count);
    this.isReady = new Uint8Array(of.tasks);
    this.planned = new Int32Array(of.tasks).fill(NOTHING);
    this.backlog = new Float64Array(nodesOf(of));
    this.entered = new Int32Array(nodesOf(of));
    for (let t = 0; t < of.tasks; t++) {
      this.open[graphs.job[t]]++;
      for (let k = graphs.inputs.first[t]; k < graphs.inputs.first[t + 1]; k++) {
        this.waits[t]++;
        if (graphs.producer[graphs.inputs.item[k]] !== FROM_HOME) this.unplaced[t]++;
      }
    }
    for (let d = 0; d < graphs.data; d++) if (graphs.goesHome[d] === 1) this.open[graphs.dataJob[d]]++;
    if ("places" in placing && placing.sequence !== null) {
      const turns = Array.from({ length: nodesOf(of) }, (): number[] => []);
      for (const t of placing.sequence) turns[nodeOf(of, t, placing.places[t])].push(t);
      this.turns = turns.map((tasks) => Int32Array.from(tasks));
    } else this.turns = null;
  }

  /** Runs to the last completion, or the horizon. */
  run(): this {
    const { arrival } = this.of.problem.jobs;
    if (this.arrivals.length > 0) this.engine.schedule(ARRIVALS, arrival[this.arrivals[0]], ARRIVAL_PRIORITY);
    this.engine.run(this.options.horizon ?? Number.POSITIVE_INFINITY);
    const { now } = this.engine;
    for (let i = 0; i < this.of.problem.network.devices; i++) this.meter.settle(i, now);
    for (let station = 0; station < this.stations.count; station++) this.stations.settle(station, now);
    return this;
  }

  private fire(event: number): void {
    if (event === ARRIVALS) this.arrive();
    else if (event < this.firstJob) this.served(this.service.departure(this.shared[event - 1]));
    else this.advance(this.jobs.slotOf(event));
  }

  private arrive(): void {
    const { of, engine, placing, planned } = this;
    const { jobs } = of.problem;
    const { graphs } = of;
    const job = this.arrivals[this.nextArrival++];
    if (this.nextArrival < this.arrivals.length)
      engine.schedule(ARRIVALS, jobs.arrival[this.arrivals[this.nextArrival]], ARRIVAL_PRIORITY);
    this.meter.unfinished(jobs.device[job], 1, engine.now);
    const first = graphs.firstOfJob[job];
    const end = graphs.firstOfJob[job + 1];
    if ("places" in placing) planned.set(placing.places.subarray(first, end), first);
    else if ("plan" in placing) placing.plan(job, engine.now, this.backlogs(), planned);
    const input = this.inputOf(job);
    if (input !== NOTHING) this.isMade[input] = 1;
    for (let t = first; t < end; t++) if (planned[t] >= 0) this.settle(t, planned[t]);
    if (!("place" in placing)) return;
    for (let t = first; t < end; t++) if (this.unplaced[t] === 0) this.ask(t);
  }

  /** The datum that is a job's input; NOTHING: it has none. */
  private inputOf(job: number): number {
    const { graphs } = this.of;
    for (let t = graphs.firstOfJob[job]; t < graphs.firstOfJob[job + 1]; t++)
      for (let k = graphs.inputs.first[t]; k < graphs.inputs.first[t + 1]; k++)
        if (graphs.producer[graphs.inputs.item[k]] === FROM_HOME) return graphs.inputs.item[k];
    return NOTHING;
  }

  /** When each node is through with what it is to do; devices, then servers. */
  private backlogs(): Float64Array {
    const { of, backlog, promised } = this;
    for (let node = 0; node < backlog.length; node++)
      backlog[node] = this.engine.now + promised[node] / coresOf(of, node);
    return backlog;
  }

  private ask(task: number): void {
    if (!("place" in this.placing)) return;
    this.settle(task, this.placing.place(task, this.engine.now, this.backlogs(), this.times.place));
  }

  /** The task's place is known: what it needs and is made begins to move there. */
  private settle(task: number, place: number): void {
    const { of, times } = this;
    const { graphs } = of;
    times.place[task] = place;
    this.promised[nodeOf(of, task, place)] += of.duration[task * of.places + place];
    for (let k = graphs.inputs.first[task]; k < graphs.inputs.first[task + 1]; k++)
      if (this.isMade[graphs.inputs.item[k]] === 1) this.deliver(graphs.inputs.item[k], place, task);
    if (this.waits[task] === 0 && Number.isNaN(times.ready[task])) this.becomeReady(task);
  }

  /** A datum is made: it moves to all who need it and are placed. */
  private make(datum: number): void {
    const { graphs } = this.of;
    const { place } = this.times;
    this.isMade[datum] = 1;
    for (let k = graphs.consumers.first[datum]; k < graphs.consumers.first[datum + 1]; k++) {
      const task = graphs.consumers.item[k];
      if (place[task] >= 0) this.deliver(datum, place[task], task);
    }
    if (graphs.goesHome[datum] === 1) this.deliver(datum, 0, NOTHING);
  }

  /** Brings a datum to a place, once; then it is there for `task`, or (NOTHING) at home as a result. */
  private deliver(datum: number, to: number, task: number): void {
    const { graphs } = this.of;
    const producer = graphs.producer[datum];
    const from = producer === FROM_HOME ? 0 : this.times.place[producer];
    if (from === to || graphs.bits[datum] === 0) {
      this.take(datum, task, NOTHING);
      return;
    }
    if (graphs.consumers.first[datum + 1] - graphs.consumers.first[datum] <= 1) {
      this.beginMove(datum, from, to, task);
      return;
    }
    const key = datum * this.of.places + to;
    const waiting = this.deliveries.get(key);
    if (waiting === null) this.take(datum, task, NOTHING);
    else if (waiting !== undefined) waiting.push(task);
    else {
      this.deliveries.set(key, [task]);
      this.beginMove(datum, from, to, NOTHING);
    }
  }

  /** A datum is where a task needs it, or home. @param move that brought it; NOTHING: it was there */
  private take(datum: number, task: number, move: number): void {
    const { graphs } = this.of;
    if (this.times.lostBy[graphs.dataJob[datum]] >= 0) return;
    if (task === NOTHING) this.closeOne(graphs.dataJob[datum]);
    else if (--this.waits[task] === 0) {
      this.times.lastMove[task] = move;
      this.becomeReady(task);
    }
  }

  private becomeReady(task: number): void {
    const { of, times, turns } = this;
    times.ready[task] = this.engine.now;
    if (turns === null) {
      this.enter(task);
      return;
    }
    this.isReady[task] = 1;
    this.nextInTurn(nodeOf(of, task, times.place[task]));
  }

  /** Lets in what is next in a node's order, as far as it is ready. */
  private nextInTurn(node: number): void {
    const turns = this.turns![node];
    while (this.entered[node] < turns.length) {
      const next = turns[this.entered[node]];
      const isLost = this.times.lostBy[this.of.graphs.job[next]] >= 0;
      if (!isLost && this.isReady[next] === 0) return;
      this.entered[node]++;
      if (!isLost) this.enter(next);
    }
  }

  /** A new item in the table. */
  private item(job: number): number {
    const { jobs, engine } = this;
    const { capacity } = jobs;
    const slot = jobs.take();
    if (jobs.capacity !== capacity) engine.reserve(jobs.pastEvents);
    const { real, int } = jobs;
    const of = this.of.problem.jobs;
    const r = slot * REALS;
    real[r + ARRIVAL] = of.arrival[job];
    real[r + DEADLINE] = Number.POSITIVE_INFINITY;
    real[r + PRIORITY] = of.priority[job];
    real[r + WAITED] = 0;
    real[r + SERVICE] = 0;
    real[r + MOVED] = 0;
    real[r + NUMBER] = job;
    const i = slot * INTS;
    int[i + DEVICE] = of.device[job];
    int[i + CLASS] = of.jobClass[job];
    int[i + ATTEMPTS] = 0;
    int[i + REDIRECTED] = 0;
    int[i + RUNNING] = 0;
    int[i + STATION] = NONE;
    return slot;
  }

  /** The task queues at its node. */
  private enter(task: number): void {
    const { of, jobs, numbers, times } = this;
    const place = times.place[task];
    const slot = this.item(of.graphs.job[task]);
    this.task[slot] = task;
    const device = of.graphs.device[task];
    const station = place === 0 ? numbers.processor(device) : numbers.server(place - 1);
    jobs.real[slot * REALS + WORK] =
      of.duration[task * of.places + place] * this.stations.real[station * STATION_REALS + SPEED];
    jobs.int[slot * INTS + PLACE] = place - 1;
    jobs.int[slot * INTS + STAGE] = IN_SERVICE;
    if (this.service.enter(station, slot)) return;
    jobs.release(slot);
    this.lose(task);
  }

  /** The task found no waiting place: its job is lost as a whole. */
  private lose(task: number): void {
    const { of, times, engine } = this;
    const job = of.graphs.job[task];
    if (times.lostBy[job] >= 0) return;
    times.lostBy[job] = task;
    for (let t = of.graphs.firstOfJob[job]; t < of.graphs.firstOfJob[job + 1]; t++)
      if (times.place[t] >= 0 && Number.isNaN(times.finished[t]))
        this.promised[nodeOf(of, t, times.place[t])] -= of.duration[t * of.places + times.place[t]];
    this.meter.unfinished(of.problem.jobs.device[job], -1, engine.now);
  }

  /** One task or result of a job is done. */
  private closeOne(job: number): void {
    if (--this.open[job] > 0) return;
    this.times.jobDone[job] = this.engine.now;
    this.meter.unfinished(this.of.problem.jobs.device[job], -1, this.engine.now);
  }

  private computed(slot: number): void {
    const { of, jobs, times, engine } = this;
    const { graphs } = of;
    const task = this.task[slot];
    const job = graphs.job[task];
    const place = times.place[task];
    times.finished[task] = engine.now;
    times.started[task] = engine.now - jobs.real[slot * REALS + SERVICE];
    jobs.release(slot);
    if (place > 0) this.price += (graphs.instructions[task] || 0) * of.problem.network.serverPrice[place - 1];
    if (times.lostBy[job] >= 0) return;
    this.promised[nodeOf(of, task, place)] -= of.duration[task * of.places + place];
    for (let k = graphs.outputs.first[task]; k < graphs.outputs.first[task + 1]; k++)
      this.make(graphs.outputs.item[k]);
    if ("place" in this.placing)
      for (let k = graphs.outputs.first[task]; k < graphs.outputs.first[task + 1]; k++) {
        const datum = graphs.outputs.item[k];
        for (let c = graphs.consumers.first[datum]; c < graphs.consumers.first[datum + 1]; c++)
          if (--this.unplaced[graphs.consumers.item[c]] === 0) this.ask(graphs.consumers.item[c]);
      }
    this.closeOne(job);
  }

  private beginMove(datum: number, from: number, to: number, task: number): void {
    const { of, jobs, legs, times } = this;
    const { graphs } = of;
    if (times.lostBy[graphs.dataJob[datum]] >= 0) return;
    const slot = this.item(graphs.dataJob[datum]);
    this.task[slot] = NOTHING;
    this.taker[slot] = task;
    this.move[slot] = times.moves.push({ datum, from, to, begun: this.engine.now, arrived: Number.NaN }) - 1;
    jobs.real[slot * REALS + BITS] = graphs.bits[datum];
    jobs.real[slot * REALS + OUTPUT] = graphs.bits[datum];
    jobs.int[slot * INTS + PLACE] = (from === 0 ? to : from) - 1;
    const device = jobs.int[slot * INTS + DEVICE];
    if (from === 0) this.upload(slot);
    else if (legs === null) this.goBack(slot);
    else if (to === 0) {
      legs.beginBack(slot, device, from - 1);
      this.comeBackOverWires(slot);
    } else {
      legs.beginAcross(slot, device, from - 1, to - 1);
      this.goOverWires(slot);
    }
  }

  private advance(slot: number): void {
    switch (this.jobs.int[slot * INTS + STAGE]) {
      case LATENCY_OUT:
        this.leaveRadio(slot);
        return;
      case WIRE_LATENCY_OUT:
        this.goOverWires(slot);
        return;
      case WIRE_LATENCY_BACK:
        this.comeBackOverWires(slot);
        return;
      case LATENCY_BACK:
        this.download(slot);
        return;
      default:
        if (this.service.fire(slot)) this.served(slot);
    }
  }

  /** The item has left its station, served. */
  private served(slot: number): void {
    switch (this.jobs.int[slot * INTS + STAGE]) {
      case IN_SERVICE:
        this.computed(slot);
        return;
      case UPLOAD:
        this.countRadio(slot);
        this.afterLatency(slot, LATENCY_OUT);
        return;
      case WIRE_OUT:
        this.leaveWire(slot, WIRE_LATENCY_OUT);
        return;
      case WIRE_BACK:
        this.leaveWire(slot, WIRE_LATENCY_BACK);
        return;
      default:
        this.downloaded(slot);
    }
  }

  private countRadio(slot: number): void {
    const { int, real } = this.jobs;
    const way = int[slot * INTS + STAGE] === DOWNLOAD ? 1 : 0;
    this.legs?.overRadio(int[slot * INTS + DEVICE], way, real[slot * REALS + BITS]);
  }

  private radio(slot: number, stage: number): void {
    const { jobs, numbers, service, transfers } = this;
    const i = slot * INTS;
    jobs.int[i + STAGE] = stage;
    transfers.expect(slot, stage, 1);
    service.enter(numbers.radio(jobs.int[i + DEVICE], jobs.int[i + PLACE], stage), slot);
  }

  private upload(slot: number): void {
    this.radio(slot, UPLOAD);
  }

  private download(slot: number): void {
    this.radio(slot, DOWNLOAD);
  }

  /** Spends the radio link's latency. */
  private afterLatency(slot: number, stage: number): void {
    const { jobs, engine } = this;
    const i = slot * INTS;
    const latency = this.latency.of(jobs.int[i + DEVICE], jobs.int[i + PLACE]);
    jobs.int[i + STAGE] = stage;
    if (latency > 0) engine.schedule(jobs.event(slot), engine.now + latency);
    else if (stage === LATENCY_OUT) this.leaveRadio(slot);
    else this.download(slot);
  }

  private leaveRadio(slot: number): void {
    const { jobs, legs } = this;
    if (legs === null) {
      this.arrived(slot);
      return;
    }
    legs.beginOut(slot, jobs.int[slot * INTS + DEVICE], jobs.int[slot * INTS + PLACE]);
    this.goOverWires(slot);
  }

  private goOverWires(slot: number): void {
    if (!this.enterWire(slot, WIRE_OUT, WIRE_LATENCY_OUT)) this.arrived(slot);
  }

  private comeBackOverWires(slot: number): void {
    if (!this.enterWire(slot, WIRE_BACK, WIRE_LATENCY_BACK)) this.goBack(slot);
  }

  private goBack(slot: number): void {
    this.afterLatency(slot, LATENCY_BACK);
  }

  /** False: the way over wires is over. */
  private enterWire(slot: number, stage: number, latencyStage: number): boolean {
    const { jobs, numbers, service } = this;
    const legs = this.legs!;
    const direction = legs.next(slot);
    if (direction === NONE) return false;
    if (legs.isLatencyOnly(direction)) {
      this.leaveWire(slot, latencyStage);
      return true;
    }
    jobs.int[slot * INTS + STAGE] = stage;
    service.enter(numbers.wire(direction), slot);
    return true;
  }

  private leaveWire(slot: number, stage: number): void {
    const { engine, jobs } = this;
    const legs = this.legs!;
    this.price += legs.leave(slot, jobs.real[slot * REALS + BITS]);
    const latency = legs.latency(slot);
    jobs.int[slot * INTS + STAGE] = stage;
    if (latency > 0) engine.schedule(jobs.event(slot), engine.now + latency);
    else if (stage === WIRE_LATENCY_OUT) this.goOverWires(slot);
    else this.comeBackOverWires(slot);
  }

  /** Down from a server: home, or in a star at the device on the way to another server. */
  private downloaded(slot: number): void {
    const { jobs, times } = this;
    this.countRadio(slot);
    const { to } = times.moves[this.move[slot]];
    if (to === 0) {
      this.arrived(slot);
      return;
    }
    jobs.int[slot * INTS + PLACE] = to - 1;
    this.upload(slot);
  }

  /** The datum is where it was to go. */
  private arrived(slot: number): void {
    const { jobs, times, of } = this;
    const number = this.move[slot];
    const move = times.moves[number];
    move.arrived = this.engine.now;
    const task = this.taker[slot];
    jobs.release(slot);
    const several = of.graphs.consumers.first[move.datum + 1] - of.graphs.consumers.first[move.datum] > 1;
    if (!several) {
      this.take(move.datum, task, number);
      return;
    }
    const key = move.datum * of.places + move.to;
    const waiting = this.deliveries.get(key)!;
    this.deliveries.set(key, null);
    for (const one of waiting) this.take(move.datum, one, number);
  }
}
