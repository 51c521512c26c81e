// The time-energy front by trying every allocation: Eq. (1) and (2) written out from the instance file, without the model's
// arrays, equations or bounds.
import type { Instance } from "../../src/model/instance.ts";

export interface TimeAndEnergy {
  readonly CT: number;
  readonly CE: number;
}

/** What a job adds at one place: seconds without the server's, joules without idling, and seconds of the server. */
interface Part {
  readonly server: number;
  readonly seconds: number;
  readonly joules: number;
  readonly load: number;
}

function partsOf(instance: Instance): Part[][] {
  const { work, outputReduction, devices, servers, linksMbps } = instance;
  return devices.flatMap(({ jobs, powerW, speedIps, cores = 1 }, i) =>
    jobs.map(({ sizeMB, instructions, outputMB, allowed }) => {
      const done = instructions ?? sizeMB * 8e6 * work.instructionsPerBit;
      const back = outputMB ?? (1 - outputReduction) * sizeMB;
      const parts: Part[] = [];
      if (allowed?.includes("local") ?? true) {
        const seconds = done / speedIps / cores;
        parts.push({ server: -1, seconds, joules: seconds * powerW.compute, load: 0 });
      }
      for (const [c, server] of servers.entries()) {
        if (!(allowed?.includes(server.id) ?? true)) continue;
        const [up, down] = [
          (sizeMB * 8) / (linksMbps as number[][])[i][c],
          (back * 8) / (linksMbps as number[][])[i][c],
        ];
        parts.push({
          server: c,
          seconds: up + down,
          joules: up * powerW.transmit + down * (powerW.receive ?? powerW.transmit),
          load: done / server.speedIps / (server.cores ?? 1),
        });
      }
      return parts;
    }),
  );
}

/** Every point that no other equals or betters in both, by ascending time. */
export function exhaustiveFront(instance: Instance): TimeAndEnergy[] {
  const parts = partsOf(instance);
  const idle = instance.devices.reduce((sum, { powerW }) => sum + powerW.idle, 0);
  const loads = instance.servers.map(() => 0);
  const points: TimeAndEnergy[] = [];
  const place = (j: number, seconds: number, joules: number) => {
    if (j === parts.length) {
      const longest = Math.max(...loads);
      points.push({ CT: seconds + longest, CE: joules + idle * longest });
      return;
    }
    for (const part of parts[j]) {
      const before = loads[part.server];
      if (part.server >= 0) loads[part.server] += part.load;
      place(j + 1, seconds + part.seconds, joules + part.joules);
      if (part.server >= 0) loads[part.server] = before;
    }
  };
  place(0, 0, 0);
  points.sort((a, b) => a.CT - b.CT || a.CE - b.CE);
  const front: TimeAndEnergy[] = [];
  for (const point of points)
    if (point.CE < (front.at(-1)?.CE ?? Number.POSITIVE_INFINITY)) front.push(point);
  return front;
}

const SAME = 1e-8;
const atMost = (a: number, b: number) => a <= b + SAME * Math.abs(b);
const below = (a: number, b: number) => a < b - SAME * Math.abs(b);

/** What is wrong with a front, given the true one; points closer than a relative 1e-8 count as one. Empty when nothing is. */
export function frontFaults(found: readonly TimeAndEnergy[], truth: readonly TimeAndEnergy[]): string[] {
  const text = ({ CT, CE }: TimeAndEnergy) => `(${CT} s, ${CE} J)`;
  const missing = truth.filter((p) => !found.some((q) => atMost(q.CT, p.CT) && atMost(q.CE, p.CE)));
  const dominated = found.filter((q) =>
    truth.some((p) => atMost(p.CT, q.CT) && atMost(p.CE, q.CE) && (below(p.CT, q.CT) || below(p.CE, q.CE))),
  );
  const unattained = found.filter((q) => !truth.some((p) => atMost(p.CT, q.CT) && atMost(p.CE, q.CE)));
  const twice = found.filter((q, i) => i > 0 && !(found[i - 1].CT < q.CT && found[i - 1].CE > q.CE));
  return [
    ...missing.map((point) => `missing ${text(point)}`),
    ...dominated.map((point) => `dominated ${text(point)}`),
    ...unattained.map((point) => `better than any ${text(point)}`),
    ...twice.map((point) => `out of order ${text(point)}`),
  ];
}
