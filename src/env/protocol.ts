// How environments are stepped from another program: one JSON line that says all, then frames of fixed size, little-endian.
import { InputError } from "../model/input-error.ts";
import { LARGEST, LARGEST_LOG } from "./observer.ts";
import { TERMS } from "./reward.ts";
import type { ResetOf, VectorOffloadEnv } from "./vector-env.ts";

export const PROTOCOL = "mec-offload/env";
/** Changes when frames or their meaning do. */
export const PROTOCOL_VERSION = 1;

/**
 * A request is the version (u16), its kind (u16), four bytes that count for nothing, then a double for each environment: the
 * actions of a step; at a reset the seed, `NEXT` or `STAY`.
 */
export const REQUEST_HEAD = 8;
export const STEP = 1;
export const RESET = 2;
export const NEXT = -1;
export const STAY = -2;

/** Fields of a response, in their order; each begins at a multiple of 8 bytes. */
interface Field {
  readonly name: string;
  /** As numpy writes it, little-endian. */
  readonly type: "<f8" | "<f4" | "<i4" | "|u1";
  readonly shape: readonly number[];
  readonly offset: number;
}

const ALIGNED = 8;
/** Names of devices are told up to so many of them. */
const MOST_NAMES = 10_000;

const bytesOf = (array: Float64Array | Float32Array | Int32Array | Uint8Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** The response to each request: where each array of the environments goes. */
export class Response {
  readonly fields: readonly Field[];
  readonly frame: Uint8Array;
  readonly #parts: readonly { readonly from: Uint8Array; readonly offset: number }[];

  constructor(envs: VectorOffloadEnv) {
    const n = envs.envs.length;
    const [c, p] = [envs.observation.length / n, envs.mask.length / n];
    const arrays = [
      ["reward", "<f8", [n], envs.reward],
      ["terms", "<f8", [n, TERMS.length], envs.terms],
      ["now_s", "<f8", [n], envs.now],
      ["seed", "<f8", [n], envs.seed],
      ["observation", "<f4", [n, c], envs.observation],
      ["final_observation", "<f4", [n, c], envs.finalObservation],
      ["replication", "<i4", [n], envs.replication],
      ["device", "<i4", [n], envs.device],
      ["terminated", "|u1", [n], envs.terminated],
      ["truncated", "|u1", [n], envs.truncated],
      ["action_mask", "|u1", [n, p], envs.mask],
    ] as const;
    let offset = 0;
    const fields: Field[] = [];
    const parts = [];
    for (const [name, type, shape, array] of arrays) {
      fields.push({ name, type, shape, offset });
      parts.push({ from: bytesOf(array), offset });
      offset += Math.ceil(array.byteLength / ALIGNED) * ALIGNED;
    }
    this.fields = fields;
    this.#parts = parts;
    this.frame = new Uint8Array(offset);
  }

  /** The frame, with the arrays as they are now. */
  write(): Uint8Array {
    for (const { from, offset } of this.#parts) this.frame.set(from, offset);
    return this.frame;
  }
}

/** Bytes of a request to so many environments. */
export const requestBytes = (count: number): number => REQUEST_HEAD + 8 * count;

/** The line that comes first. */
export function handshake(envs: VectorOffloadEnv, response: Response, program: string): object {
  const [first] = envs.envs;
  const { features, scale, weight, score, energy, perMiss } = first.settings;
  const largest = scale === "log" ? LARGEST_LOG : LARGEST;
  return {
    protocol: PROTOCOL,
    version: PROTOCOL_VERSION,
    program,
    envs: envs.envs.length,
    autoreset: envs.autoreset,
    actions: first.actions,
    devices: first.deviceIds.length,
    ...(first.deviceIds.length <= MOST_NAMES && { deviceIds: first.deviceIds }),
    observation: {
      scale,
      features: features.map(({ name }) => name),
      low: -largest,
      high: largest,
      columns: first.columns,
    },
    reward: { terms: TERMS, weights: { wt: weight.time, wc: weight.money, perMiss }, score, energy },
    request: { bytes: requestBytes(envs.envs.length), step: STEP, reset: RESET, next: NEXT, stay: STAY },
    response: { bytes: response.frame.length, fields: response.fields },
  };
}

function resetOf(value: number, k: number): ResetOf {
  if (value === NEXT) return "next";
  if (value === STAY) return "stay";
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InputError(`request: environment ${k}`, "a seed (a whole number from 0), -1 or -2", value);
}

/** Does what a request asks. @throws InputError for a request that cannot be understood, or an action that is none */
export function serve(envs: VectorOffloadEnv, request: Uint8Array): void {
  const head = new DataView(request.buffer, request.byteOffset, request.byteLength);
  const version = head.getUint16(0, true);
  if (version !== PROTOCOL_VERSION)
    throw new InputError("request", `version ${PROTOCOL_VERSION} of the protocol`, version);
  const kind = head.getUint16(2, true);
  const values = Float64Array.from(envs.envs, (_, k) => head.getFloat64(REQUEST_HEAD + 8 * k, true));
  if (kind === STEP) envs.step(values);
  else if (kind === RESET) envs.reset(Array.from(values, resetOf));
  else throw new InputError("request", `a step (${STEP}) or a reset (${RESET})`, kind);
}
