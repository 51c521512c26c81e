// Random instances for the tests: small networks of every shape, from a seed.
import { type Instance, type Problem, readInstance, type Stream, toProblem } from "../../src/model/index.ts";
import { stream } from "../../src/random/index.ts";

export interface Shape {
  readonly devices: number;
  readonly servers: number;
  readonly jobs: number;
  /** Whole MB, as in the paper; otherwise sizes are continuous. */
  readonly wholeMB?: boolean;
  /** Share of the jobs that may use only some places. */
  readonly restricted?: number;
  /** Several cores, own work and output, prices, receive powers. */
  readonly rich?: boolean;
}

const between = (draw: Stream, least: number, most: number) => least + (most - least) * draw();
const whole = (draw: Stream, least: number, most: number) => Math.floor(between(draw, least, most + 1));

/** An instance file of the given shape, jobs dealt out at random. */
export function randomInstance(seed: number | string, shape: Shape): Instance {
  const draw = stream({ seed, replication: 0, purpose: "test network" });
  const serverIds = Array.from({ length: shape.servers }, (_, c) => `m${c + 1}`);
  const places = ["local", ...serverIds];
  const deal = Array.from({ length: shape.jobs }, () => whole(draw, 0, shape.devices - 1));
  const job = (id: string) => ({
    id,
    sizeMB: shape.wholeMB === false ? between(draw, 0.5, 9) : whole(draw, 1, 9),
    ...(shape.rich && draw() < 0.3 && { instructions: between(draw, 1e8, 2e10) }),
    ...(shape.rich && draw() < 0.3 && { outputMB: between(draw, 0, 9) }),
    ...(draw() < (shape.restricted ?? 0) && {
      allowed: places.filter((_, k) => draw() < 0.5 || k === deal.length % places.length),
    }),
  });
  let made = 0;
  const devices = Array.from({ length: shape.devices }, (_, i) => ({
    id: `d${i + 1}`,
    speedIps: between(draw, 1e9, 6e9),
    ...(shape.rich && { cores: whole(draw, 1, 4) }),
    powerW: {
      compute: between(draw, 0.3, 1.2),
      transmit: between(draw, 0.2, 1.3),
      idle: between(draw, 0, 0.3),
      ...(shape.rich && draw() < 0.5 && { receive: between(draw, 0.1, 1) }),
    },
    jobs: Array.from({ length: deal.filter((owner) => owner === i).length }, () => job(`j${++made}`)),
  }));
  return readInstance(
    {
      format: "mec-offload/instance@1",
      name: `random-${seed}`,
      work: { instructionsPerBit: between(draw, 100, 2000) },
      outputReduction: between(draw, -0.5, 1),
      devices,
      servers: serverIds.map((id) => ({
        id,
        speedIps: draw() < 0.3 ? 3.68e10 : between(draw, 2e10, 2e11),
        ...(shape.rich && { cores: whole(draw, 1, 4), pricePerGinstr: between(draw, 0, 2) }),
      })),
      linksMbps: devices.map(() => serverIds.map(() => between(draw, 15, 28))),
    },
    `random-${seed}.json`,
  );
}

export const randomProblem = (seed: number | string, shape: Shape): Problem =>
  toProblem(randomInstance(seed, shape));
