export {
  ENV_FORMAT,
  type EnvSettings,
  envSchema,
  readEnv,
  SCALES,
  type Scale,
  usualEnv,
} from "./env-file.ts";
export { FEATURES, type Feature, USUAL_FEATURES } from "./features.ts";
export { LARGEST, LARGEST_LOG, type ObservedColumn, Observer } from "./observer.ts";
export { type EnvArrays, type EnvOptions, OffloadEnv } from "./offload-env.ts";
export {
  handshake,
  NEXT,
  PROTOCOL,
  PROTOCOL_VERSION,
  REQUEST_HEAD,
  RESET,
  Response,
  requestBytes,
  STAY,
  STEP,
  serve,
} from "./protocol.ts";
export { runTerms, TERMS, type TermWeights, termWeights } from "./reward.ts";
export type { Situation } from "./situation.ts";
export {
  AUTORESETS,
  type Autoreset,
  type ResetOf,
  type VectorEnvOptions,
  VectorOffloadEnv,
} from "./vector-env.ts";
