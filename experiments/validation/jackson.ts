// Case 14, an open Jackson network: a test model on the engine alone, as offloading has no such routing.
import { Engine } from "../../src/engine/index.ts";
import { sampler, stream } from "../../src/random/index.ts";
import { jacksonJobs, jacksonRates, jacksonResponse, type Station } from "../../src/theory/index.ts";
import { type Case, SEED } from "./case.ts";

const STATIONS: readonly Station[] = [
  { external: 8, serviceRate: 14, routing: [0, 0.2, 0.56, 0.24] },
  { external: 0, serviceRate: 9, routing: [1, 0, 0, 0] },
  { external: 6, serviceRate: 17, routing: [0, 0, 0, 0] },
  { external: 0, serviceRate: 7, routing: [0, 0, 0, 0] },
];

const WARM_UP_S = 300;
const MEASURED_S = 6000;
const ARRIVE_FIRST = 1;

interface Measured {
  readonly rates: number[];
  readonly jobs: number[];
  readonly response: number;
}

/** Single-server FIFO stations; event 2i is an arrival from outside at station i, 2i + 1 the end of a service there. */
function simulate(replication: number): Measured {
  const draw = (purpose: string, entity: number) => stream({ seed: SEED, replication, purpose, entity });
  const exponential = (rate: number, purpose: string, i: number) =>
    rate === 0 ? null : sampler({ exponential: { mean: 1 / rate } }, draw(purpose, i));
  const arrivals = STATIONS.map((station, i) => exponential(station.external, "arrivals", i));
  const services = STATIONS.map((station, i) => exponential(station.serviceRate, "service", i)!);
  const routes = STATIONS.map((_, i) => draw("route", i));
  /** Of each station, when its jobs came into the network. */
  const queues: number[][] = STATIONS.map(() => []);
  const area = STATIONS.map(() => 0);
  const since = STATIONS.map(() => WARM_UP_S);
  const visits = STATIONS.map(() => 0);
  let left = 0;
  let stay = 0;

  const settle = (i: number) => {
    if (engine.now > WARM_UP_S) {
      area[i] += queues[i].length * (engine.now - since[i]);
      since[i] = engine.now;
    }
  };
  const enter = (i: number, entered: number) => {
    settle(i);
    if (engine.now > WARM_UP_S) visits[i]++;
    if (queues[i].push(entered) === 1) engine.schedule(2 * i + 1, engine.now + services[i]());
  };
  const leave = (i: number) => {
    settle(i);
    const entered = queues[i].shift()!;
    if (queues[i].length > 0) engine.schedule(2 * i + 1, engine.now + services[i]());
    let u = routes[i]();
    for (const [next, probability] of STATIONS[i].routing.entries()) {
      if (u < probability) return enter(next, entered);
      u -= probability;
    }
    if (entered > WARM_UP_S) {
      left++;
      stay += engine.now - entered;
    }
  };
  const engine: Engine = new Engine(2 * STATIONS.length, (event) => {
    const i = event >> 1;
    if (event % 2 === 1) return leave(i);
    engine.schedule(event, engine.now + arrivals[i]!(), ARRIVE_FIRST);
    enter(i, engine.now);
  });
  for (const [i, next] of arrivals.entries()) if (next !== null) engine.schedule(2 * i, next(), ARRIVE_FIRST);
  engine.run(WARM_UP_S + MEASURED_S);
  for (const i of STATIONS.keys()) settle(i);
  return {
    rates: visits.map((count) => count / MEASURED_S),
    jobs: area.map((sum) => sum / MEASURED_S),
    response: stay / left,
  };
}

const named = (name: string, unit: string, values: readonly number[]) =>
  values.map((exact, i) => ({ name: `${name} of station ${i + 1}`, exact, unit }));

export const jackson: Case = {
  id: "14",
  system: "open Jackson network of four stations (a model on the engine alone)",
  source: "Jackson 1957",
  known: [
    ...named("arrival rate", "1/s", jacksonRates(STATIONS)),
    ...named("mean number", "1", jacksonJobs(STATIONS)),
    { name: "mean time in the network", exact: jacksonResponse(STATIONS), unit: "s" },
  ],
  measure: (replication) => {
    const { rates, jobs, response } = simulate(replication);
    return [...rates, ...jobs, response];
  },
};
