// What a job needs at each place, alone and with nothing to wait for: visits to stations one after another, and what they cost.
import { type EnergyScope, networkEnergy, offloadPrice, serverEnergy } from "../model/charges.ts";
import { isAllowed, LOCAL, type Problem } from "../model/problem.ts";
import { type Routes, routesOf } from "../model/routes.ts";
import { gatewayOf } from "../model/ways.ts";
import { DOWNLOAD, UPLOAD } from "../simulation/state/job-table.ts";
import { StationNumbers } from "../simulation/state/station-numbers.ts";

/** Rows: one for each job and place; column 0 is the job's device, 1 + c server c. */
export interface Itineraries {
  /** Numbers of the jobs in the problem, by arrival. */
  readonly job: Int32Array;
  /** m + 1 */
  readonly places: number;
  /** Response time with nothing to wait for, s; Infinity where the job may not run. */
  readonly alone: Float64Array;
  /** Energy of computing and transfers, J, idling left out. */
  readonly energy: Float64Array;
  /** Seconds for which the device computes or transfers. */
  readonly active: Float64Array;
  readonly money: Float64Array;
  /** Where the visits of each row start; one more than there are rows. */
  readonly first: Int32Array;
  /** Of each visit: the station, the earliest start since time 0, and the time on one core of it. */
  readonly station: Int32Array;
  readonly release: Float64Array;
  readonly service: Float64Array;
  /** Cores of each station; a radio or a direction of a wire has one. */
  readonly cores: Float64Array;
}

class Visits {
  station = new Int32Array(1024);
  release = new Float64Array(1024);
  service = new Float64Array(1024);
  count = 0;

  add(station: number, release: number, service: number): void {
    if (this.count === this.station.length) {
      for (const name of ["release", "service"] as const) {
        const wider = new Float64Array(2 * this.count);
        wider.set(this[name]);
        this[name] = wider;
      }
      const wider = new Int32Array(2 * this.count);
      wider.set(this.station);
      this.station = wider;
    }
    this.station[this.count] = station;
    this.release[this.count] = release;
    this.service[this.count] = service;
    this.count++;
  }
}

/** Walks the journeys of jobs as the simulation has them. */
class Walk {
  readonly visits = new Visits();
  readonly numbers: StationNumbers;
  readonly #problem: Problem;
  readonly #route: Routes | null;
  /** Of the job under way: its arrival, and how far it is since. */
  #arrival = 0.5;
  #elapsed = 0.5;

  constructor(problem: Problem) {
    const { devices, servers, radio, backhaul } = problem.network;
    this.#problem = problem;
    this.#route = backhaul === null ? null : routesOf(backhaul);
    this.numbers = new StationNumbers({ devices, servers, radio, wires: backhaul?.wires ?? 0 });
  }

  /** Time on a core of the job's device. */
  home(j: number): number {
    const { network, jobs } = this.#problem;
    const device = jobs.device[j];
    const service = jobs.instructions[j] / network.deviceSpeed[device];
    if (service > 0) this.visits.add(this.numbers.processor(device), jobs.arrival[j], service);
    return service;
  }

  /** Response time of an offloaded job alone. */
  away(j: number, server: number): number {
    const { network, jobs } = this.#problem;
    const device = jobs.device[j];
    const [bits, output] = [jobs.bits[j], jobs.outputBits[j]];
    const gateway = gatewayOf(network, device, server);
    const latency = network.links.latencies.of(device, gateway);
    this.#arrival = jobs.arrival[j];
    this.#elapsed = 0;
    if (bits > 0)
      this.#stay(this.numbers.radio(device, server, UPLOAD), bits / this.#rate(device, gateway, false));
    this.#elapsed += latency;
    this.#wires(device, server, bits, false);
    this.#stay(this.numbers.server(server), jobs.instructions[j] / network.serverSpeed[server]);
    if (output > 0) {
      this.#wires(device, server, output, true);
      this.#elapsed += latency;
      this.#stay(this.numbers.radio(device, server, DOWNLOAD), output / this.#rate(device, gateway, true));
    }
    return this.#elapsed;
  }

  #stay(station: number, service: number): void {
    if (service > 0) this.visits.add(station, this.#arrival + this.#elapsed, service);
    this.#elapsed += service;
  }

  /** The most that a transfer of the device may get. */
  #rate(device: number, gateway: number, back: boolean): number {
    const { links, backhaul } = this.#problem.network;
    const rate = (back ? links.down : links.up).of(device, gateway);
    return backhaul === null ? rate : Math.min(rate, backhaul.capacity[gateway]);
  }

  #wires(device: number, server: number, bits: number, back: boolean): void {
    const { backhaul } = this.#problem.network;
    if (backhaul === null) return;
    const [near, far] = [backhaul.attachment[device], backhaul.serverPoint[server]];
    if (far < 0 || far === near) return;
    for (const direction of this.#route!(back ? far : near, back ? near : far)!) {
      const wire = direction >> 1;
      const time = bits / backhaul.wireRate[wire];
      if (backhaul.wireShare[wire] === "none") this.#elapsed += time;
      else this.#stay(this.numbers.wire(direction), time);
      this.#elapsed += backhaul.wireLatency[wire];
    }
  }
}

function coresOf({ network }: Problem, numbers: StationNumbers): Float64Array {
  const cores = new Float64Array(numbers.count).fill(1);
  for (let i = 0; i < network.devices; i++) cores[numbers.processor(i)] = network.deviceCores[i];
  for (let c = 0; c < network.servers; c++) cores[numbers.server(c)] = network.serverCores[c];
  return cores;
}

/**
 * The itineraries of the jobs that arrive at or after `since`.
 * @param scope whose energy counts
 */
export function itineraries(problem: Problem, since = 0, scope: EnergyScope = "devices"): Itineraries {
  const { network, jobs } = problem;
  const job = Int32Array.from({ length: jobs.count }, (_, j) => j).filter((j) => jobs.arrival[j] >= since);
  job.sort((a, b) => jobs.arrival[a] - jobs.arrival[b] || a - b);
  const places = network.servers + 1;
  const rows = job.length * places;
  const walk = new Walk(problem);
  const { visits } = walk;
  const alone = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  const [energy, active, money] = [alone.slice().fill(0), alone.slice().fill(0), alone.slice().fill(0)];
  const first = new Int32Array(rows + 1);
  for (let k = 0, row = 0; k < job.length; k++) {
    const j = job[k];
    const i = jobs.device[j];
    for (let place = LOCAL; place < network.servers; place++, row++) {
      first[row] = visits.count;
      if (!isAllowed(problem, j, place)) continue;
      if (place === LOCAL) {
        alone[row] = walk.home(j);
        // However many cores compute, the device draws its power once.
        active[row] = alone[row] / network.deviceCores[i];
        energy[row] = active[row] * network.computePower[i];
        continue;
      }
      alone[row] = walk.away(j, place);
      const gateway = gatewayOf(network, i, place);
      const up = jobs.bits[j] / network.links.up.of(i, gateway);
      const down = jobs.outputBits[j] / network.links.down.of(i, gateway);
      active[row] = up + down;
      energy[row] = up * network.transmitPower[i] + down * network.receivePower[i];
      if (scope === "system")
        energy[row] += networkEnergy(problem, j, place) + serverEnergy(problem, j, place);
      money[row] = offloadPrice(problem, j, place);
    }
  }
  first[rows] = visits.count;
  return {
    job,
    places,
    alone,
    energy,
    active,
    money,
    first,
    station: visits.station.subarray(0, visits.count),
    release: visits.release.subarray(0, visits.count),
    service: visits.service.subarray(0, visits.count),
    cores: coresOf(problem, walk.numbers),
  };
}
