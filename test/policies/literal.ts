// The paper's policies a second time, word by word and slowly: objects and maps, nothing shared with src/policies.
import type { Instance, Stream } from "../../src/model/index.ts";

interface LiteralJob {
  readonly id: string;
  readonly size: number;
  readonly device: number;
  readonly instructions: number;
  readonly outputMB: number;
  readonly allowed: readonly string[];
}

export interface LiteralOptions {
  readonly p?: number;
  readonly odpd?: "per-iteration" | "by-size";
  readonly mj?: "all-jobs" | "offloaded";
  readonly mt?: "assigned" | "with-job";
  readonly mw?: "fastest-link" | "smallest-score";
  readonly base?: "odpd" | "odfp";
  readonly fix?: number;
  readonly bare?: boolean;
  /** wc, the weight of money; energy has what time and money leave. */
  readonly wc?: number;
}

/** CT and CE of Eq. (1) and (2), and the worst cases, straight from an instance file. */
export class Literal {
  readonly jobs: LiteralJob[];
  readonly #file: Instance;
  readonly #wt: number;
  readonly #score: "eq3" | "eq4";
  readonly #options: LiteralOptions;

  constructor(file: Instance, wt: number, score: "eq3" | "eq4", options: LiteralOptions = {}) {
    this.#file = file;
    this.#wt = wt;
    this.#score = score;
    this.#options = options;
    const everywhere = ["local", ...file.servers.map((server) => server.id)];
    this.jobs = file.devices.flatMap((device, i) =>
      device.jobs.map((job) => ({
        id: job.id,
        size: job.sizeMB,
        device: i,
        instructions: job.instructions ?? job.sizeMB * 8e6 * file.work.instructionsPerBit,
        outputMB: job.outputMB ?? job.sizeMB * (1 - file.outputReduction),
        allowed: job.allowed ?? everywhere,
      })),
    );
  }

  #server = (id: string) => this.#file.servers.findIndex((server) => server.id === id);
  #serverSpeed = (id: string) => {
    const { speedIps, cores } = this.#file.servers[this.#server(id)];
    return speedIps * (cores ?? 1);
  };
  #localTime = (job: LiteralJob) => {
    const { speedIps, cores } = this.#file.devices[job.device];
    return job.instructions / (speedIps * (cores ?? 1));
  };
  #powers = (job: LiteralJob) => {
    const { powerW } = this.#file.devices[job.device];
    return { ...powerW, receive: powerW.receive ?? powerW.transmit };
  };
  #rate = (job: LiteralJob, id: string) => (this.#file.linksMbps as number[][])[job.device][this.#server(id)];
  #load = (job: LiteralJob, id: string) => job.instructions / this.#serverSpeed(id);
  #price = (job: LiteralJob, id: string) =>
    job.instructions * ((this.#file.servers[this.#server(id)].pricePerGinstr ?? 0) / 1e9);
  /** we and wc. */
  #weights = () => ({ we: 1 - this.#wt - (this.#options.wc ?? 0), wc: this.#options.wc ?? 0 });

  #transfer(job: LiteralJob, megabits: number): { time: number; energy: number } {
    const up = (job.size * 8) / megabits;
    const down = (job.outputMB * 8) / megabits;
    const power = this.#powers(job);
    return { time: up + down, energy: up * power.transmit + down * power.receive };
  }

  #idlePower = () => this.#file.devices.reduce((sum, device) => sum + device.powerW.idle, 0);

  timeAndEnergy(places: ReadonlyMap<string, string>): { CT: number; CE: number } {
    const load = new Map<string, number>(this.#file.servers.map((server) => [server.id, 0]));
    let CT = 0;
    let CE = 0;
    for (const job of this.jobs) {
      const place = places.get(job.id)!;
      if (place === "local") {
        CT += this.#localTime(job);
        CE += this.#localTime(job) * this.#powers(job).compute;
      } else {
        const { time, energy } = this.#transfer(job, this.#rate(job, place));
        CT += time;
        CE += energy;
        load.set(place, load.get(place)! + this.#load(job, place));
      }
    }
    const longest = Math.max(...load.values());
    return { CT: CT + longest, CE: CE + longest * this.#idlePower() };
  }

  #worst: { Tmax: number; Emax: number; eta: number; CPmax: number } | undefined;

  worst(): { Tmax: number; Emax: number; eta: number; CPmax: number } {
    this.#worst ??= this.#worstCase();
    return this.#worst;
  }

  #worstCase(): { Tmax: number; Emax: number; eta: number; CPmax: number } {
    const local = this.timeAndEnergy(new Map(this.jobs.map((job) => [job.id, "local"])));
    let energy = 0;
    let work = 0;
    for (const job of this.jobs) {
      energy += this.#transfer(job, Math.min(...(this.#file.linksMbps as number[][])[job.device])).energy;
      work += job.instructions;
    }
    const slowest = Math.min(...this.#file.servers.map((server) => this.#serverSpeed(server.id)));
    const Emax = Math.max(local.CE, energy + (work / slowest) * this.#idlePower());
    const dearest = Math.max(...this.#file.servers.map((server) => server.pricePerGinstr ?? 0));
    return { Tmax: local.CT, Emax, eta: Emax / local.CT, CPmax: work * (dearest / 1e9) };
  }

  score(places: ReadonlyMap<string, string>): number {
    const { CT, CE } = this.timeAndEnergy(places);
    const { Tmax, Emax, eta, CPmax } = this.worst();
    const { we, wc } = this.#weights();
    let money = 0;
    for (const job of this.jobs) {
      const place = places.get(job.id)!;
      if (place !== "local") money += this.#price(job, place);
    }
    const paid = CPmax === 0 ? 0 : (wc * money) / CPmax;
    return this.#score === "eq3"
      ? (this.#wt * CT) / Tmax + (we * CE) / Emax + paid
      : (this.#wt * eta * CT) / Tmax + (we * CE) / (eta * Emax) + paid;
  }

  /** First stage: the ids to offload, of the given jobs. */
  whether(kind: "odfp" | "odpd", jobs: readonly LiteralJob[], draw: Stream): Set<string> {
    const largest = Math.max(...this.jobs.map((job) => job.size));
    const common =
      kind === "odfp" ? (this.#options.p ?? 0.5) : this.#options.odpd === "by-size" ? null : draw();
    const out = new Set<string>();
    for (const job of jobs) {
      const drawn = draw() < (common ?? job.size / largest);
      const servers = job.allowed.filter((place) => place !== "local");
      if (servers.length > 0 && (drawn || !job.allowed.includes("local"))) out.add(job.id);
    }
    return out;
  }

  /** Second stage: the server for one job. */
  where(
    kind: string,
    job: LiteralJob,
    loads: ReadonlyMap<string, number>,
    offloaded: ReadonlySet<string>,
  ): string {
    const servers = this.#file.servers.map((server) => server.id).filter((id) => job.allowed.includes(id));
    const ascending = [...servers].sort((a, b) => this.#serverSpeed(a) - this.#serverSpeed(b));
    if (kind === "mj") {
      const among =
        this.#options.mj === "offloaded" ? this.jobs.filter(({ id }) => offloaded.has(id)) : this.jobs;
      const ranked = [...among].sort((a, b) => a.size - b.size);
      const quantile = (ranked.indexOf(job) + 0.5) / ranked.length;
      const total = servers.reduce((sum, id) => sum + this.#serverSpeed(id), 0);
      let share = 0;
      for (const id of ascending) {
        share += this.#serverSpeed(id) / total;
        if (share > quantile) return id;
      }
      return ascending.at(-1)!;
    }
    if (kind === "mt") {
      const remaining = (id: string) =>
        loads.get(id)! + (this.#options.mt === "with-job" ? this.#load(job, id) : 0);
      const fastestFirst = [...servers].sort((a, b) => this.#serverSpeed(b) - this.#serverSpeed(a));
      return fastestFirst.reduce((best, id) => (remaining(id) < remaining(best) ? id : best));
    }
    if (this.#options.mw === "smallest-score") {
      const { Tmax, Emax, eta, CPmax } = this.worst();
      const { we, wc } = this.#weights();
      const money = CPmax === 0 ? 0 : wc / CPmax;
      const [second, joule] =
        this.#score === "eq3" ? [this.#wt / Tmax, we / Emax] : [(this.#wt * eta) / Tmax, we / (eta * Emax)];
      const before = Math.max(...loads.values());
      const added = (id: string) => {
        const { time, energy } = this.#transfer(job, this.#rate(job, id));
        const grows = Math.max(0, loads.get(id)! + this.#load(job, id) - before);
        return (
          second * (time + grows) +
          joule * (energy + grows * this.#idlePower()) +
          money * this.#price(job, id)
        );
      };
      return servers.reduce((best, id) => (added(id) < added(best) ? id : best));
    }
    return servers.reduce((best, id) => (this.#rate(job, id) > this.#rate(job, best) ? id : best));
  }

  /** One iteration of a policy of the paper. */
  iteration(policy: string, draw: Stream): Map<string, string> {
    const [first, second] = policy.split("-");
    if (first !== "ogs") {
      return this.#place(first as "odfp" | "odpd", second, this.jobs, new Map(), draw).places;
    }
    const fixed = new Map<string, string>();
    const nFix = this.#options.fix ?? Math.ceil(this.jobs.length / 10);
    while (fixed.size < this.jobs.length) {
      const free = this.jobs.filter((job) => !fixed.has(job.id));
      const { places, scores } = this.#place(this.#options.base ?? "odpd", second, free, fixed, draw);
      const order = [...free].sort((a, b) => scores.get(a.id)! - scores.get(b.id)!);
      const chosen = new Set(order.slice(0, nFix));
      // In instance order, so that loads add up to the same last bit.
      for (const job of free) if (chosen.has(job)) fixed.set(job.id, places.get(job.id)!);
    }
    return fixed;
  }

  #place(
    base: "odfp" | "odpd",
    second: string,
    jobs: readonly LiteralJob[],
    fixed: ReadonlyMap<string, string>,
    draw: Stream,
  ) {
    const loads = new Map<string, number>(this.#file.servers.map((server) => [server.id, 0]));
    const carry = (job: LiteralJob, id: string) => loads.set(id, loads.get(id)! + this.#load(job, id));
    for (const [id, place] of fixed) {
      if (place !== "local") carry(this.jobs.find((job) => job.id === id)!, place);
    }
    const offloaded = this.whether(base, jobs, draw);
    const places = new Map<string, string>();
    const scores = new Map<string, number>();
    for (const job of jobs) {
      const place = offloaded.has(job.id) ? this.where(second, job, loads, offloaded) : "local";
      places.set(job.id, place);
      if (place !== "local") carry(job, place);
      scores.set(job.id, this.#jobScore(job, place, loads));
    }
    return { places, scores };
  }

  #jobScore(job: LiteralJob, place: string, loads: ReadonlyMap<string, number>): number {
    const { Tmax, Emax, eta, CPmax } = this.worst();
    let { we, wc } = this.#weights();
    let wt = this.#score === "eq3" ? this.#wt : this.#wt * eta;
    if (this.#score === "eq4") we /= eta;
    if (!this.#options.bare) {
      wt /= Tmax;
      we /= Emax;
      wc = CPmax === 0 ? 0 : wc / CPmax;
    }
    const power = this.#powers(job);
    const alone = this.#localTime(job);
    const local = wt * alone + we * alone * power.compute;
    if (place === "local") return 1;
    const transfer = this.#transfer(job, this.#rate(job, place));
    const load = loads.get(place)!;
    const away =
      wt * (transfer.time + load) + we * (transfer.energy + power.idle * load) + wc * this.#price(job, place);
    // Nothing to divide by where computing at home weighs nothing: as good as home at no cost, else endlessly worse.
    if (local === 0) return away > 0 ? Number.POSITIVE_INFINITY : 1;
    return away / local;
  }
}
