// A trained network as a policy: it sees what its file says it was trained on, and takes the allowed place of the largest score.
import { ENV_FORMAT, type EnvSettings, readEnv } from "../env/env-file.ts";
import { Observer } from "../env/observer.ts";
import { InputError } from "../model/input-error.ts";
import type { MakePolicy, Policy, View } from "../model/policy.ts";
import { type OnnxModel, readModel } from "./model.ts";
import { type Network, networkOf } from "./network.ts";

/** Where a model says what it observes: JSON of the fields of an environment's file. */
export const METADATA = "mec-offload/env";

function settingsOf({ metadata }: OnnxModel, source: string): EnvSettings {
  const noted = metadata.get(METADATA);
  const at = `${source}: metadata ${METADATA}`;
  if (noted === undefined)
    throw new InputError(at, "what the model observes (mec_offload.describe)", undefined);
  let data: unknown;
  try {
    data = JSON.parse(noted);
  } catch {
    throw new InputError(at, "JSON", noted);
  }
  const settings = readEnv({ format: ENV_FORMAT, ...(data as object) }, at);
  const hidden = settings.features.find(({ name }) => name === "attempt");
  if (hidden !== undefined)
    throw new InputError(
      at,
      "features that a policy sees",
      `${hidden.name}, which only an environment tells`,
    );
  return settings;
}

/** One run of a network as a policy. */
function policyOf(network: Network, settings: EnvSettings, source: string): Policy {
  let observer: Observer | null = null;
  let row = new Float32Array(0);
  let last = 0;
  const prepared = (view: View): Observer => {
    observer = new Observer(
      settings,
      view.places,
      view.places.map((place) => view.id(place)),
    );
    row = new Float32Array(observer.columns.length);
    return observer;
  };
  return (job, view, stream) => {
    const decision = { job, view, stream, attempt: 1 };
    (observer ?? prepared(view)).write({ decision, dt: view.now - last }, row);
    last = view.now;
    const [{ data }] = network([{ shape: [1, row.length], data: Float64Array.from(row) }]);
    const { places } = view;
    if (data.length !== places.length && data.length !== 1)
      throw new InputError(
        source,
        `a score for each of ${places.length} places, or the number of one`,
        data.length,
      );
    if (data.some(Number.isNaN)) throw new InputError(source, "scores that are numbers", "NaN");
    if (data.length === 1) return places[data[0]] ?? Number.NaN;
    let best = -1;
    for (let k = 0; k < places.length; k++)
      if (view.canUse(places[k]) && (best < 0 || data[k] > data[best])) best = k;
    return places[best];
  };
}

/**
 * A policy from an ONNX model.
 * @param source the file's name, for messages
 * @throws InputError when it is none, has an operator that is not known, or does not say what it observes
 */
export function onnxPolicy(bytes: Uint8Array, source: string): MakePolicy {
  const model = readModel(bytes, source);
  if (model.inputs.length !== 1) throw new InputError(source, "one input", model.inputs.length);
  const settings = settingsOf(model, source);
  networkOf(model, source);
  return () => policyOf(networkOf(model, source), settings, source);
}
