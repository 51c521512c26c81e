// The paper's three cases (Table II) as scenarios; what the table leaves open is an option with a default.
import type { Distribution } from "../random/distribution.ts";
import { PRESETS, type PresetName } from "./presets.ts";
import { SCENARIO_FORMAT, type Scenario } from "./scenario.ts";

export const PAPER_CASES = ["case1", "case2", "case3"] as const;
export type PaperCase = (typeof PAPER_CASES)[number];

export interface PaperOptions {
  /** Work per bit, output share and powers; `default` unless given. */
  readonly preset?: PresetName;
  /** Case 1 has two servers, though the table gives three: MEC1 and MEC3 ("heterogeneous", default), or MEC1 and MEC2. */
  readonly case1Servers?: "mec1-mec3" | "mec1-mec2";
  /** Sizes within their range: whole megabytes (default) or continuous. */
  readonly sizes?: "whole" | "continuous";
  /** 72 jobs over 10 devices: in turn (default) or each to a device at random. */
  readonly jobsPerDevice?: "round-robin" | "random";
  /** Rates within 15-28 Mbps: one for each device and server (default) or one for each device. */
  readonly links?: "pair" | "device";
}

const DEVICE_SPEED = 3.6e9;
const FAST = 1.4e11;
const SLOW = 3.68e10;

/** Table II. */
const TABLE = {
  case1: { devices: 1, jobs: 20, sizes: [2, 9], servers: { mec1: FAST, mec3: SLOW } },
  case2: { devices: 10, jobs: 72, sizes: [1, 7], servers: { mec1: FAST, mec2: SLOW, mec3: FAST } },
  case3: { devices: 13, jobs: 115, sizes: [1, 6], servers: { mec1: FAST, mec2: SLOW, mec3: SLOW } },
} as const;

/** One of the paper's cases with the open questions answered by `options`. */
export function paperCase(name: PaperCase, options: PaperOptions = {}): Scenario {
  const { devices, jobs, sizes, servers } = TABLE[name];
  const preset = PRESETS[options.preset ?? "default"];
  const [min, max] = sizes;
  const speeds: Record<string, number> =
    name === "case1" && options.case1Servers === "mec1-mec2" ? { mec1: FAST, mec2: FAST } : servers;
  const sizeMB: Distribution =
    options.sizes === "continuous" ? { uniform: { min, max } } : { uniformInteger: { min, max } };
  return {
    format: SCENARIO_FORMAT,
    name,
    work: { instructionsPerBit: preset.instructionsPerBit },
    outputReduction: preset.outputReduction,
    devices: [{ count: devices, speedIps: DEVICE_SPEED, powerW: { ...preset.powerW } }],
    jobs: { sizeMB, arrivals: { batch: { count: jobs } } },
    deal: options.jobsPerDevice ?? "round-robin",
    servers: Object.entries(speeds).map(([id, speedIps]) => ({ id, speedIps })),
    links: { rateMbps: { uniform: { min: 15, max: 28 } }, per: options.links ?? "pair" },
  };
}

export const case1 = paperCase("case1");
export const case2 = paperCase("case2");
export const case3 = paperCase("case3");
