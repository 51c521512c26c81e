// Random worlds with everything at once: disciplines, limits, faults, fading, deadlines, retries, several radios.
import { DISCIPLINES, type Policy, RADIO_MODES, type Stream, toProblem } from "../../src/model/index.ts";
import { stream } from "../../src/random/index.ts";
import type { Fault } from "../../src/scenario/index.ts";
import { instanceWorld, type World } from "../../src/simulation/index.ts";
import { batch } from "./instances.ts";

const exponential = (draw: Stream, mean: number) => -Math.log(1 - draw()) * mean;
const RULES = ["resume", "restart", "retry", "local"] as const;

function fault(draw: Stream, up: number, down: number, work: Fault["work"]): Fault {
  return {
    up: () => exponential(draw, up),
    down: () => exponential(draw, down),
    work,
    limit: 4,
    backOff: 0.1,
  };
}

/** A rate that changes at random, at times to 0. */
function fading(draw: Stream, base: number) {
  return {
    until: 0,
    lasts: 1,
    at(now: number): number {
      this.until = now + exponential(draw, 1);
      return draw() < 0.1 ? 0 : base * draw() * 2;
    },
  };
}

/** Everything that a world may have, each with its own streams; the same seed gives the same world. */
export function busyWorld(seed: number): World {
  const draw = stream({ seed, replication: 0, purpose: "busy world" });
  const one = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)];
  const instance = batch(seed, { devices: 4, servers: 3, jobs: 60 });
  let at = 0;
  const problem = toProblem({
    ...instance,
    radio: one(RADIO_MODES),
    idle: one(["always", "while-waiting"] as const),
    latencyS: one([0, 0.01]),
    devices: instance.devices.map((device) => ({
      ...device,
      cores: one([1, 2]),
      jobs: device.jobs.map((job) => {
        at += exponential(draw, 0.3);
        return { ...job, arrivalS: at % 20, priority: Math.floor(draw() * 3), deadlineS: 1 + draw() * 20 };
      }),
    })),
    // A tenth of the work of the paper's servers' speed, so that they queue.
    servers: instance.servers.map((server) => ({
      ...server,
      speedIps: server.speedIps / 40,
      cores: one([1, 2]),
      discipline: one(DISCIPLINES),
      ...(draw() < 0.5 ? { queueLimit: Math.floor(draw() * 4) } : {}),
    })),
  });
  const own = (purpose: string, entity: string) => stream({ seed, replication: 0, purpose, entity });
  const shared = draw() < 0.3;
  const fades = !shared && draw() < 0.6;
  const breaks = !shared && draw() < 0.5;
  const rules = [one(RULES), one(RULES), one(RULES)];
  return {
    ...instanceWorld(problem),
    concurrency: draw() < 0.5 ? [2, 3, 4] : null,
    cells: shared ? { of: Int32Array.from([0, 1, 0, 1]), capacity: [15e6, 25e6] } : null,
    rate: fades ? (i, c) => fading(own("fading", `${i} ${c}`), problem.network.links.up.of(i, c)) : null,
    linkFault: breaks ? (i, c) => fault(own("link", `${i} ${c}`), 8, 1, rules[c]) : null,
    serverFault: draw() < 0.7 ? (c) => fault(own("server", `${c}`), 5, 1, rules[c]) : null,
    overflow: one(["redirect", "drop"] as const),
    abandon: draw() < 0.5,
  };
}

/** Looks at all that a view shows and goes where the work is least. */
export const looking: Policy = (_job, view) => {
  let best = view.home;
  let least = Number.POSITIVE_INFINITY;
  for (const place of view.places) {
    if (!view.isUp(place) || !view.canUse(place)) continue;
    const way = view.transferBacklog(place) + view.sendTime(place);
    const time = view.backlog(place) + view.serviceTime(place) + way;
    if (time < least) {
      best = place;
      least = time;
    }
  }
  return best;
};
