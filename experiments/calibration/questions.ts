// Every question that the paper leaves open, with the answers that are tried: docs/model.md says where they come from.
import { choice, type Question, range } from "../../src/study/calibration.ts";
import { DEFAULT_SETTING, type Setting } from "../../src/study/paper/index.ts";

/** The default's numbers, from which the ranges below depart one by one. */
const USUAL: NonNullable<Setting["physics"]> = {
  instructionsPerBit: 250,
  outputReduction: 0.2,
  powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
};
export const USUAL_SETTING: Setting = { ...DEFAULT_SETTING, physics: USUAL };

const physics = (setting: Setting, change: (of: typeof USUAL) => typeof USUAL): Setting => ({
  ...setting,
  physics: change(setting.physics ?? USUAL),
});

const policy = (setting: Setting, change: Setting["policy"]): Setting => ({
  ...setting,
  policy: { ...setting.policy, ...change },
});

export const QUESTIONS: readonly Question[] = [
  range("work per bit", [40, 2000], 250, "log", (setting, instructionsPerBit) =>
    physics(setting, (of) => ({ ...of, instructionsPerBit })),
  ),
  range("pi", [0, 0.9], 0.2, "linear", (setting, outputReduction) =>
    physics(setting, (of) => ({ ...of, outputReduction })),
  ),
  range("transmit / compute power", [0.3, 1.5], 0.35 / 0.63, "log", (setting, ratio) =>
    physics(setting, (of) => ({ ...of, powerW: { ...of.powerW, transmit: of.powerW.compute * ratio } })),
  ),
  range("idle / compute power", [0.01, 0.35], 0.035 / 0.63, "log", (setting, ratio) =>
    physics(setting, (of) => ({ ...of, powerW: { ...of.powerW, idle: of.powerW.compute * ratio } })),
  ),
  range("common scale of power", [0.3, 3], 1, "log", (setting, scale) =>
    physics(setting, ({ powerW: { compute, transmit, idle }, ...of }) => ({
      ...of,
      powerW: { compute: compute * scale, transmit: transmit * scale, idle: idle * scale },
    })),
  ),
  choice("score", ["eq4", "eq3"], "eq4", (setting, score) => ({ ...setting, score })),
  choice("Emax", ["larger", "local", "slowest-offload"], "larger", (setting, emax) => ({ ...setting, emax })),
  range("ODFP p", [0.2, 0.8], 0.5, "linear", (setting, odfpProbability) =>
    policy(setting, { odfpProbability }),
  ),
  choice("ODPD", ["per-iteration", "by-size"], "per-iteration", (setting, odpd) => policy(setting, { odpd })),
  choice("MJ ranks", ["all-jobs", "offloaded"], "all-jobs", (setting, mj) => policy(setting, { mj })),
  choice("MT", ["assigned", "with-job"], "assigned", (setting, mt) => policy(setting, { mt })),
  choice("MW", ["fastest-link", "smallest-score"], "fastest-link", (setting, mw) => policy(setting, { mw })),
  choice("OGS base", ["odpd", "odfp"], "odpd", (setting, ogsBase) => policy(setting, { ogsBase })),
  choice("OGS nFix", ["a tenth", "one"], "a tenth", (setting, fix) =>
    policy(setting, { ogsFix: fix === "one" ? 1 : null }),
  ),
  choice("OGS job score", ["as-score", "bare"], "as-score", (setting, ogsWeights) =>
    policy(setting, { ogsWeights }),
  ),
  choice("case 1 servers", ["mec1-mec3", "mec1-mec2"], "mec1-mec3", (setting, case1Servers) => ({
    ...setting,
    paper: { ...setting.paper, case1Servers },
  })),
];
