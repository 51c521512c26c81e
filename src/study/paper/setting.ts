// A setting: one answer to each question that the paper leaves open. The default, and the documented alternatives to it.
import type { RadioMode } from "../../model/network-rules.ts";
import type { Score } from "../../model/score.ts";
import type { EmaxRule } from "../../model/worst-case.ts";
import { PAPER_POLICIES, type PaperPolicy } from "../../policies/catalogue.ts";
import type { PaperSettings } from "../../policies/paper/paper-policies.ts";
import type { PaperCase, PaperOptions } from "../../scenario/paper-cases.ts";
import type { Preset } from "../../scenario/presets.ts";

export interface Setting {
  readonly score: Score;
  readonly emax: EmaxRule;
  /** How the cases are drawn. */
  readonly paper: PaperOptions;
  /** How a device's radio is shared in simulation. */
  readonly radio?: RadioMode;
  /** How the policies are read. */
  readonly policy: PaperSettings;
  /** Iterations of which the best counts, where not as many as were asked for: of all policies, and of OGS alone. */
  readonly iterations?: number;
  readonly ogsIterations?: number;
  /** Work, output and powers that no preset has; they take the place of the preset's. */
  readonly physics?: Pick<Preset, "instructionsPerBit" | "outputReduction" | "powerW">;
}

export const DEFAULT_SETTING: Setting = { score: "eq4", emax: "larger", paper: {}, policy: {} };

/** One other answer to one question; all else stays at the default. */
export interface Alternative {
  readonly id: string;
  /** The question and the answer, as the report prints them. */
  readonly label: string;
  readonly setting: Setting;
  /** The policies that it changes; "all": instances or the score themselves; "simulation": what is simulated only. */
  readonly affects: readonly PaperPolicy[] | "all" | "simulation";
  /** The cases in which it differs from the default; all unless given. */
  readonly cases?: readonly PaperCase[];
}

const policies = (part: string): readonly PaperPolicy[] =>
  PAPER_POLICIES.filter((name) => name.split("-").includes(part));

const reading = (
  id: string,
  label: string,
  policy: PaperSettings,
  affects: readonly PaperPolicy[],
): Alternative => ({ id, label, setting: { ...DEFAULT_SETTING, policy }, affects });

const drawing = (
  id: string,
  label: string,
  paper: PaperOptions,
  cases?: readonly PaperCase[],
): Alternative => ({
  id,
  label,
  setting: { ...DEFAULT_SETTING, paper },
  affects: "all",
  ...(cases === undefined ? {} : { cases }),
});

const radio = (id: string, label: string, mode: RadioMode): Alternative => ({
  id,
  label,
  setting: { ...DEFAULT_SETTING, radio: mode },
  affects: "simulation",
});

/** The alternatives of docs/model.md, one at a time. */
export const ALTERNATIVES: readonly Alternative[] = [
  {
    id: "score-eq3",
    label: "score by Eq. (3)",
    setting: { ...DEFAULT_SETTING, score: "eq3" },
    affects: "all",
  },
  {
    id: "emax-local",
    label: "Emax: all local",
    setting: { ...DEFAULT_SETTING, emax: "local" },
    affects: "all",
  },
  {
    id: "emax-offload",
    label: "Emax: slowest offload",
    setting: { ...DEFAULT_SETTING, emax: "slowest-offload" },
    affects: "all",
  },
  drawing("servers-equal", "case 1 servers: MEC1, MEC2", { case1Servers: "mec1-mec2" }, ["case1"]),
  drawing("sizes-continuous", "sizes: continuous", { sizes: "continuous" }),
  drawing("jobs-random", "jobs dealt to devices at random", { jobsPerDevice: "random" }, ["case2", "case3"]),
  drawing("links-device", "links: one rate a device", { links: "device" }),
  drawing("powers-kumar-lu", "powers: Kumar & Lu 2010", { preset: "kumar-lu-2010" }),
  drawing("work-297", "work: 297 instr/bit (Tang & Wong 2020)", { preset: "tang-wong-2020" }),
  drawing("work-737", "work: 737.5 instr/bit (Mao et al. 2016)", { preset: "mao-2016" }),
  drawing("work-41", "work: 41 instr/bit (gzip, Miettinen & Nurminen 2010)", {
    preset: "miettinen-nurminen-2010-gzip",
  }),
  drawing("work-1112", "work: 1112.5 instr/bit (pdftotext, Miettinen & Nurminen 2010)", {
    preset: "miettinen-nurminen-2010-pdftotext",
  }),
  radio("radio-full-duplex", "radio: full duplex", "full-duplex"),
  radio("radio-per-link", "radio: one for each link", "per-link"),
  reading("odfp-25", "ODFP: p = 0.25", { odfpProbability: 0.25 }, policies("odfp")),
  reading("odfp-75", "ODFP: p = 0.75", { odfpProbability: 0.75 }, policies("odfp")),
  reading("odpd-size", "ODPD: probability by size", { odpd: "by-size" }, [
    ...policies("odpd"),
    ...policies("ogs"),
  ]),
  reading("mj-offloaded", "MJ: ranks among offloaded jobs", { mj: "offloaded" }, policies("mj")),
  reading("mt-with-job", "MT: load with the job", { mt: "with-job" }, policies("mt")),
  reading("mw-score", "MW: smallest added score", { mw: "smallest-score" }, policies("mw")),
  reading("ogs-odfp", "OGS: base ODFP", { ogsBase: "odfp" }, policies("ogs")),
  reading("ogs-fix-1", "OGS: nFix = 1", { ogsFix: 1 }, policies("ogs")),
  reading("ogs-bare", "OGS: job score with bare weights", { ogsWeights: "bare" }, policies("ogs")),
];

/** @throws RangeError for an id that no alternative has */
export function alternativeNamed(id: string): Alternative {
  const found = ALTERNATIVES.find((alternative) => alternative.id === id);
  if (found === undefined) throw new RangeError(`no alternative ${id}`);
  return found;
}
