// Environments over frames: what goes over the pipe is what the vector shows, and what cannot be understood is refused.
import { expect, test } from "vitest";
import {
  handshake,
  NEXT,
  PROTOCOL_VERSION,
  RESET,
  Response,
  requestBytes,
  STAY,
  STEP,
  serve,
  VectorOffloadEnv,
} from "../../src/env/index.ts";
import { scenarioWith } from "./worlds.ts";

const scenario = scenarioWith({ horizonS: 15 });

function request(kind: number, values: readonly number[], version = PROTOCOL_VERSION): Uint8Array {
  const frame = new Uint8Array(requestBytes(values.length));
  const view = new DataView(frame.buffer);
  view.setUint16(0, version, true);
  view.setUint16(2, kind, true);
  for (const [k, value] of values.entries()) view.setFloat64(8 + 8 * k, value, true);
  return frame;
}

interface Head {
  readonly actions: readonly string[];
  readonly observation: { readonly columns: readonly { readonly name: string; readonly unit: string }[] };
  readonly response: {
    readonly bytes: number;
    readonly fields: readonly {
      readonly name: string;
      readonly type: string;
      readonly shape: readonly number[];
      readonly offset: number;
    }[];
  };
}

/** A field of a frame, read by what the handshake says of it. */
function field(head: Head, frame: Uint8Array, name: string): number[] {
  const { type, shape, offset } = head.response.fields.find((one) => one.name === name)!;
  const view = new DataView(frame.buffer, frame.byteOffset);
  const count = shape.reduce((product, size) => product * size, 1);
  return Array.from({ length: count }, (_, k) => {
    if (type === "<f8") return view.getFloat64(offset + 8 * k, true);
    if (type === "<f4") return view.getFloat32(offset + 4 * k, true);
    return type === "<i4" ? view.getInt32(offset + 4 * k, true) : view.getUint8(offset + k);
  });
}

function served() {
  const envs = new VectorOffloadEnv({ scenario }, 3, { seed: 2 });
  const response = new Response(envs);
  return { envs, response, head: JSON.parse(JSON.stringify(handshake(envs, response, "p"))) as Head };
}

test("the first line says everything that a program needs to read the frames", () => {
  const { head, response } = served();
  expect(head).toMatchObject({ protocol: "mec-offload/env", version: 1, envs: 3, autoreset: "next-step" });
  expect(head.actions).toEqual(["m1", "m2", "local"]);
  expect(head.observation.columns[0]).toMatchObject({ name: "dt_s", unit: "s" });
  expect(head.observation.columns).toHaveLength(25);
  expect(head.response.bytes).toBe(response.frame.length);
  const sizes = { "<f8": 8, "<f4": 4, "<i4": 4, "|u1": 1 } as Record<string, number>;
  let end = 0;
  for (const { type, shape, offset } of head.response.fields) {
    expect(offset % 8).toBe(0);
    expect(offset).toBeGreaterThanOrEqual(end);
    end = offset + sizes[type] * shape.reduce((product, size) => product * size, 1);
  }
  expect(end).toBeLessThanOrEqual(head.response.bytes);
});

test("frames carry what the environments show, at resets and steps", () => {
  const { envs, head, response } = served();
  const beside = new VectorOffloadEnv({ scenario }, 3, { seed: 2 });
  const same = () => {
    const frame = response.write();
    const names = ["observation", "reward", "terms", "now_s", "device", "seed", "action_mask"] as const;
    const arrays = [
      ...[beside.observation, beside.reward, beside.terms],
      ...[beside.now, beside.device, beside.seed, beside.mask],
    ];
    for (const [k, name] of names.entries()) expect(field(head, frame, name)).toEqual([...arrays[k]]);
  };
  serve(envs, request(RESET, [NEXT, 40, NEXT]));
  beside.reset(["next", 40, "next"]);
  same();
  for (let turn = 0; turn < 60; turn++) {
    serve(envs, request(STEP, [2, 2, 1]));
    beside.step([2, 2, 1]);
    same();
  }
  serve(envs, request(RESET, [STAY, NEXT, 7]));
  beside.reset(["stay", "next", 7]);
  same();
});

test("another version, an unknown kind, a seed that is none and a wrong action are one clear line", () => {
  const { envs } = served();
  const said = (frame: Uint8Array) => {
    try {
      serve(envs, frame);
      return "nothing";
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(said(request(STEP, [0, 0, 0], 2))).toBe("request: expected version 1 of the protocol, got 2");
  expect(said(request(9, [0, 0, 0]))).toBe("request: expected a step (1) or a reset (2), got 9");
  expect(said(request(RESET, [0, 0.5, 0]))).toBe(
    "request: environment 1: expected a seed (a whole number from 0), -1 or -2, got 0.5",
  );
  expect(said(request(RESET, [0, 0, 0]))).toBe("nothing");
  expect(said(request(STEP, [0, 0, 17]))).toMatch(/^action of environment [0-2]: expected a/);
});
