// One run of a world under a policy or an allocation: wires stations, radios, power and measures to the engine.
import { Engine, type MakeQueue } from "../engine/index.ts";
import type { EnergyScope } from "../model/charges.ts";
import { InputError } from "../model/input-error.ts";
import { network as networkOf } from "../model/network.ts";
import type { PlaceAnswer, Policy, Stream } from "../model/policy.ts";
import { routesOf } from "../model/routes.ts";
import { stream } from "../random/stream.ts";
import type { Seconds } from "../units.ts";
import { Air } from "./attachment/air.ts";
import { Movement, movementEvents } from "./attachment/movement.ts";
import { type Decision, OpenDecision } from "./decisions/decision.ts";
import { Commitments, LiveView } from "./decisions/live-view.ts";
import { byAllocation, byPolicy } from "./decisions/placing.ts";
import { PowerMeter } from "./energy/power-meter.ts";
import { Journey } from "./journey.ts";
import { LookAhead } from "./look-ahead.ts";
import type { RunOptions } from "./options.ts";
import { Progress } from "./progress.ts";
import { type AccruedParts, accruedUntil } from "./record/accrued.ts";
import { CapacityRecorder } from "./record/capacity-changes.ts";
import { JobRecords } from "./record/job-records.ts";
import { Measures } from "./record/measures.ts";
import type { Counts, RunResult } from "./record/result.ts";
import { assemble, type MeasuredTime, measuredTime } from "./record/run-result.ts";
import { PowerRecorder } from "./record/timeline.ts";
import { VisitRecorder } from "./record/visit-recorder.ts";
import { conservation, selfCheck } from "./self-check.ts";
import { DEVICE, ENTERED, INTS, JobTable, NONE, PLACE, REALS, STATION } from "./state/job-table.ts";
import { StationNumbers } from "./state/station-numbers.ts";
import type { StationTable } from "./state/station-table.ts";
import { Capacity, capacityEvents } from "./stations/capacity.ts";
import { disciplinesOf, furnish } from "./stations/furnish.ts";
import { Patience } from "./stations/patience.ts";
import { PlainService } from "./stations/plain.ts";
import { Service } from "./stations/service.ts";
import { sharedCount, sharesOf } from "./stations/shares.ts";
import { WaitingLines } from "./stations/waiting-line.ts";
import { stuck } from "./stuck.ts";
import { Legs } from "./transfer/legs.ts";
import { Transfers } from "./transfer/transfers.ts";
import { usedLinks, usedRates } from "./transfer/used-links.ts";
import { type JobDraft, type World, world as worldOf } from "./world.ts";

/** What items share: it tells who leaves next. */
interface Shared {
  depart(): number;
  readonly workLeft: number;
}

/** Arrivals come last at an instant; a source that has more jobs at the same instant goes on before the others. */
const ARRIVAL_PRIORITY = 3;
const MORE_PRIORITY = 2;

/** Measured jobs are followed until so many horizons have passed. */
const FOLLOWED = 10;

const NO_SCORE = { perSecond: 0, perJoule: 0, perMoney: 0 };

export class Run {
  private readonly world: World;
  private readonly engine: Engine;
  private readonly jobs: JobTable;
  private readonly stations: StationTable;
  private readonly numbers: StationNumbers;
  private readonly meter: PowerMeter;
  private readonly measures: Measures;
  private readonly capacity: Capacity;
  private readonly journey: Journey;
  private readonly transfers: Transfers;
  private readonly legs: Legs | null;
  private readonly shared: readonly Shared[];
  private readonly accruing: AccruedParts;
  /** Null where a policy or an allocation answers. */
  private readonly open: OpenDecision | null;
  private readonly power: PowerRecorder | null;
  private readonly changes: CapacityRecorder | null;
  private readonly firstShared: number;
  private readonly firstCapacity: number;
  private readonly firstMovement: number;
  /** Null where no device moves. */
  private readonly movement: Movement | null;
  private readonly firstJob: number;
  private readonly horizon: Seconds;
  private readonly warmup: Seconds;
  /** When a run that follows its measured jobs gives up. */
  private readonly stop: Seconds;
  private readonly draft: JobDraft = {
    number: 0,
    device: 0,
    bits: 0.5,
    instructions: 0.5,
    outputBits: 0.5,
    deadline: 0.5,
    priority: 0.5,
    jobClass: 0,
  };
  /** Sources whose next arrival is scheduled. */
  private active = 0;
  private started = false;
  private measuring = false;
  /** Events that take a job on its way. */
  private steps = 0;
  private readonly progress: Progress;
  /** What was measured of the time; null before that is over. */
  private measured: MeasuredTime | null = null;
  private outcome: RunResult | null = null;

  /**
   * @param places a policy, the place of every job of an instance by its number, or null: answers are given from outside,
   *   between `next` and `answer`
   * @throws InputError for options that do not fit together or with the world
   */
  constructor(
    given: World,
    places: Policy | Int32Array | null,
    options: RunOptions = {},
    makeQueue?: MakeQueue,
  ) {
    const world = ofItsOwn(given);
    this.world = world;
    this.horizon = options.horizon ?? Number.POSITIVE_INFINITY;
    this.warmup = options.warmup ?? 0;
    this.stop = (options.cut === true ? 1 : FOLLOWED) * this.horizon;
    checkLength(world, this.horizon, this.warmup);
    const { network } = world;
    const { devices, servers } = network;
    const rates = usedRates(network);
    const latency = usedLinks(network, network.links.latencies);
    const { backhaul } = network;
    const legs =
      backhaul === null
        ? null
        : new Legs(backhaul, routesOf(backhaul), world.mobility === null ? rates : null);
    this.legs = legs;
    this.firstShared = world.sources.length;
    this.firstCapacity = this.firstShared + sharedCount(world);
    this.firstMovement = this.firstCapacity + capacityEvents(world);
    this.firstJob = this.firstMovement + movementEvents(world.mobility, devices);
    const engine = new Engine(this.firstJob + 64, (event) => this.fire(event), makeQueue);
    const jobs = new JobTable(64, this.firstJob, world.abandon);
    const numbers = new StationNumbers({
      devices,
      servers,
      radio: network.radio,
      wires: backhaul?.wires ?? 0,
    });
    const stations = furnish(world, numbers);
    const meter = new PowerMeter(network);
    this.engine = engine;
    this.jobs = jobs;
    this.numbers = numbers;
    this.stations = stations;
    this.meter = meter;
    const draws = { seed: options.seed ?? 0, replication: options.replication ?? 0 };
    const records = recordsOf(world, options, stream({ ...draws, purpose: "records" }));
    const visits = records?.visits ?? null;
    this.changes = records === null ? null : new CapacityRecorder();
    this.measures = new Measures(jobs, devices, world.classes.length, records);
    this.measures.warmup = this.warmup;
    this.measures.until = this.horizon;
    const disciplines = disciplinesOf(world, numbers);
    const { shares, list } = sharesOf(world, engine, jobs, numbers, rates, this.firstShared);
    this.shared = list;
    const onChange = () => {
      this.steps--;
      this.watch();
    };
    this.transfers = new Transfers({
      engine,
      world,
      jobs,
      stations,
      numbers,
      meter,
      rates,
      visits,
      onChange,
    });
    const { mobility } = world;
    const { transfers } = this;
    const air =
      mobility === null
        ? null
        : new Air(backhaul!, devices, engine, jobs, legs!.airTime, (slot) => transfers.rerate(slot));
    transfers.air = air;
    this.movement =
      air === null
        ? null
        : new Movement({
            engine,
            mobility: mobility!,
            devices,
            air,
            firstEvent: this.firstMovement,
            startOver: (device) => {
              for (const slot of air.underWay(device)) transfers.startOver(slot);
            },
            onMoved: (device) => this.journey.followDevice(device),
            moveService: (device) => this.journey.moveService(device),
          });
    const { movement } = this;
    if (movement !== null) transfers.onEnded = (device) => movement.transferEnded(device);
    const service = new Service({
      engine,
      jobs,
      stations,
      lines: new WaitingLines(stations, jobs, disciplines),
      meter,
      patience: new Patience(engine, jobs),
      plain: new PlainService({ engine, jobs, stations, meter, rates, visits }),
      transfers: this.transfers,
      visits,
      shares,
      preemptive: disciplines,
      onBroken: (slot) => this.journey.broken(slot, this.linkOf(slot)),
    });
    this.progress = new Progress({ jobs, shared: list, workLeft: () => service.workLeft() });
    this.capacity = new Capacity({
      engine,
      world,
      service,
      numbers,
      meter,
      legs,
      changes: this.changes,
      firstEvent: this.firstCapacity,
      onBroken: (slot, fault) => this.journey.broken(slot, fault),
    });
    const commitments = new Commitments(servers);
    const view = new LiveView({
      engine,
      world,
      jobs,
      stations,
      numbers,
      transfers: this.transfers,
      legs,
      commitments,
      rates,
      score: options.score ?? NO_SCORE,
    });
    const policyStream = stream({ ...draws, purpose: "policy" });
    this.open = places === null ? new OpenDecision(engine, world, jobs, view, policyStream) : null;
    const place =
      this.open !== null
        ? this.open.place
        : places instanceof Int32Array
          ? byAllocation(places, jobs)
          : byPolicy(places!, options.policyName ?? nameOf(places!), policyStream, world, jobs, view);
    this.journey = new Journey({
      engine,
      world,
      jobs,
      numbers,
      transfers: this.transfers,
      service,
      latency,
      legs,
      meter,
      measures: this.measures,
      commitments,
      place,
      turnsAway: (server) => this.capacity.turnsAway(server),
      wireTurnsAway: (wire) => this.capacity.wireTurnsAway(wire),
      onEnd: (source) => this.onEnd(source),
    });
    const ahead = new LookAhead({
      jobs,
      stations,
      meter,
      sources: world.sources,
      numbers,
      devices,
      firstJob: this.firstJob,
    });
    engine.lookAhead((events, from, to) => ahead.look(events, from, to));
    this.power = options.timeline === true ? new PowerRecorder(devices, meter) : null;
    const { measures, warmup: since } = this;
    this.accruing = { network, measures, meter, stations, numbers, legs, since };
  }

  /** Simulated time. */
  get now(): Seconds {
    return this.engine.now;
  }

  /** Where the jobs that arrived stand now, warm-up included. */
  get counts(): Counts {
    return this.measures.total.counts();
  }

  /** Is the last job done (and none to come), or the horizon reached and every measured job followed to its end? */
  get finished(): boolean {
    if (!this.started || this.undecided) return false;
    if (this.exhausted) return true;
    return (
      this.engine.now >= this.horizon && (this.engine.now >= this.stop || this.measures.unfinished === 0)
    );
  }

  /**
   * Goes on up to `until` or the end of the run, whichever comes first.
   * @throws InputError when the run cannot end, or the policy gives no place
   */
  advance(until: Seconds = Number.POSITIVE_INFINITY): void {
    if (this.undecided) throw new Error("the decision at hand has no answer yet");
    if (!this.started) this.start();
    const limit = Math.min(until, this.horizon);
    if (!this.measuring && this.warmup <= limit) {
      if (!this.exhausted) this.engine.run(this.warmup);
      if (this.undecided) return;
      if (this.exhausted && this.warmup > 0) {
        throw new InputError(
          "warmup",
          `a warm-up that ends before the last job, at ${this.now} s`,
          this.warmup,
        );
      }
      this.restart();
    }
    if (!this.exhausted) this.engine.run(limit);
    if (this.undecided) return;
    if (limit === Number.POSITIVE_INFINITY && !this.exhausted)
      throw stuck(this.world.name, this.now, this.jobs, this.world.network);
    if (!this.exhausted && this.engine.now < this.horizon) return;
    this.measured ??= this.closeMeasuring();
    if (!this.finished) this.engine.run(Math.min(until, this.stop));
  }

  /**
   * Goes on to the next decision; null: the run is over. Only where answers are given from outside.
   * @throws InputError when the run cannot end
   */
  next(): Decision | null {
    if (this.open === null) throw new Error("a policy or an allocation answers in this run");
    this.advance();
    return this.undecided ? this.open : null;
  }

  /**
   * Sends the job of the decision at hand to a place; the run goes on when it is asked to.
   * @throws InputError when the answer names no place, or one that the job may not use: it can be answered again
   */
  answer(answer: PlaceAnswer): void {
    const { open } = this;
    if (open === null || open.slot === NONE) throw new Error("there is no decision to answer");
    const place = open.placeOf(answer);
    const { slot, source } = open;
    open.close();
    this.journey.send(slot, place);
    if (source !== NONE) this.arrived(source);
  }

  /** What was measured, after the laws that every run keeps have been checked. The run must be finished. */
  result(): RunResult {
    if (this.outcome === null) {
      // Events at the instant of an answer may be left, at the horizon, too.
      if (!this.finished || this.measured === null || this.open !== null) this.advance();
      if (this.undecided || this.measured === null)
        throw new Error("the run has a decision without an answer");
      const { jobs, measures } = this;
      conservation({ jobs, measures });
      this.outcome = assemble(this.measured, {
        world: this.world,
        numbers: this.numbers,
        measures,
        now: this.engine.now,
        events: this.engine.fired,
      });
    }
    return this.outcome;
  }

  private get undecided(): boolean {
    return this.open !== null && this.open.slot !== NONE;
  }

  /**
   * Writes what the score of the run has to count so far: `ACCRUED` numbers (src/simulation/record/accrued.ts), since
   * measuring began. Changes nothing.
   * @param scope whose energy
   */
  accrued(scope: EnergyScope, into: Float64Array): void {
    accruedUntil(this.engine.now, this.accruing, scope, into);
  }

  /** Have all jobs ended, and none is to come? */
  get exhausted(): boolean {
    return this.started && this.active === 0 && this.jobs.size === 0;
  }

  private start(): void {
    this.started = true;
    this.movement?.start();
    this.capacity.start();
    for (let source = 0; source < this.world.sources.length; source++) this.awaitArrival(source);
  }

  private fire(event: number): void {
    if (event >= this.firstJob) {
      this.steps++;
      const slot = this.jobs.slotOf(event);
      if (this.jobs.endsPatience(event)) this.journey.abandon(slot);
      else this.journey.advance(slot);
    } else if (event < this.firstShared) {
      this.steps++;
      this.arrive(event);
    } else if (event < this.firstCapacity) {
      this.steps++;
      this.journey.departure(this.shared[event - this.firstShared]);
    } else if (event < this.firstMovement) {
      this.capacity.fire(event - this.firstCapacity);
      this.watch();
    } else {
      this.movement!.fire(event - this.firstMovement);
      this.watch();
    }
  }

  private arrive(source: number): void {
    const from = this.world.sources[source];
    from.draw(this.draft);
    const slot = this.journey.arrive(this.draft, source);
    if (this.journey.place(slot)) this.arrived(source);
    else this.open!.source = source;
  }

  /**
   * The job is on its way. It may have been lost as it was placed: its source counted all the while, or the run would have
   * stopped before the source's next one.
   */
  private arrived(source: number): void {
    this.active--;
    if (!this.world.sources[source].closed) this.awaitArrival(source);
    if (this.exhausted) this.engine.stop();
  }

  private awaitArrival(source: number): void {
    const { engine } = this;
    const at = this.world.sources[source].next(engine.now);
    if (at === Number.POSITIVE_INFINITY) return;
    this.active++;
    engine.schedule(source, at, at === engine.now && engine.fired > 0 ? MORE_PRIORITY : ARRIVAL_PRIORITY);
  }

  private onEnd(source: number): void {
    if (this.world.sources[source].closed) this.awaitArrival(source);
    if (this.exhausted || (this.measured !== null && this.measures.unfinished === 0)) this.engine.stop();
  }

  /** A rate or a capacity changes: a run without a horizon in which nothing else happens will not end. */
  private watch(): void {
    if (this.horizon !== Number.POSITIVE_INFINITY || this.progress.isMade(this.steps, this.active > 0))
      return;
    throw stuck(this.world.name, this.now, this.jobs, this.world.network);
  }

  /** The measured time is over: what is measured of it, after its laws have been checked. */
  private closeMeasuring(): MeasuredTime {
    const { world, jobs, stations, meter, measures, numbers } = this;
    const { now } = this.engine;
    const { devices } = world.network;
    this.transfers.air?.settle();
    for (let station = 0; station < stations.count; station++) stations.settle(station, now);
    for (let device = 0; device < devices; device++) meter.settle(device, now);
    const part = { world, jobs, stations, meter, measures, numbers, since: this.warmup, now };
    const stalls = world.rate !== null || world.linkFault !== null || this.movement !== null;
    selfCheck({ ...part, devices, stalls });
    const measured = measuredTime({
      ...part,
      refused: this.journey.refused,
      legs: this.legs,
      downTime: (server) => this.capacity.downTime(server),
      wireDownTime: (wire) => this.capacity.wireDownTime(wire),
      power: this.power?.result() ?? null,
      changes: this.changes?.result() ?? null,
      mobility: this.movement?.result() ?? null,
    });
    meter.onHeld = null;
    return measured;
  }

  /** Measuring begins. */
  private restart(): void {
    this.measuring = true;
    const { now } = this.engine;
    if (now === 0) return;
    this.stations.restart(now);
    this.meter.restart(now);
    this.measures.restart(now);
    this.capacity.restart();
    this.movement?.restart(now);
    this.transfers.air?.settle();
    this.legs?.restart();
    this.journey.refused.fill(0);
    const { real, int } = this.jobs;
    this.jobs.each((slot) => {
      if (int[slot * INTS + STATION] >= 0) real[slot * REALS + ENTERED] = now;
    });
  }

  private linkOf(slot: number) {
    const { int } = this.jobs;
    return this.transfers.link(int[slot * INTS + DEVICE], int[slot * INTS + PLACE], this.engine.now)!.fault!;
  }
}

/** Where devices move, a run writes down where each hangs: in a network of its own. */
function ofItsOwn(world: World): World {
  const { network, mobility } = world;
  const { backhaul } = network;
  if (mobility === null) return world;
  const attachment = backhaul!.attachment.slice();
  return worldOf({ ...world, network: networkOf({ ...network, backhaul: { ...backhaul!, attachment } }) });
}

/** What is kept of jobs as rows; null: nothing. */
function recordsOf(world: World, options: RunOptions, draw: Stream): JobRecords | null {
  const { timeline = false } = options;
  const kept = options.records ?? (world.endless ? "none" : "all");
  if (kept === "none" && !timeline) return null;
  // A timeline is read off the visits of all jobs, those without a row too.
  const limit = { none: 0, sample: options.sampleSize ?? 10_000, all: Number.POSITIVE_INFINITY }[kept];
  return new JobRecords(limit, draw, new VisitRecorder(timeline));
}

function checkLength(world: World, horizon: Seconds, warmup: Seconds): void {
  const shared =
    world.cells !== null ||
    world.network.backhaul?.accessPointShare.some((share) => share !== "none") === true;
  if (shared && (world.rate !== null || world.linkFault !== null)) {
    throw new InputError(
      `${world.name}: links`,
      "either access points, or links with rates that change or break, as an access point's devices share its capacity",
      "both",
    );
  }
  if (!(horizon > 0)) throw new InputError("horizon", "a positive time (s)", horizon);
  if (!(warmup >= 0)) throw new InputError("warmup", "a time of at least 0 (s)", warmup);
  if (!(warmup < horizon))
    throw new InputError("warmup", `a time before the horizon of ${horizon} s`, warmup);
  if (world.endless && horizon === Number.POSITIVE_INFINITY) {
    throw new InputError("horizon", "an end of the run (s), as jobs arrive for ever", undefined);
  }
}

const nameOf = (policy: Policy): string =>
  (typeof policy === "function" ? policy.name : policy.place.name) || "(unnamed)";
