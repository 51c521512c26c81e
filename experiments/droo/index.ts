// Question: does the environment of DROO (wireless-powered devices, one access point) give the rates of its authors? On channels
// drawn by the paper's law; with paths of the authors' data files (`npm run experiment droo -- data_5.mat`) on those, printed alone.
import { readFileSync } from "node:fs";
import { tableOf, tableSchema } from "../../src/dataset/index.ts";
import { InputError } from "../../src/model/index.ts";
import { experiment } from "../results.ts";
import { drawChannels } from "./channels.ts";
import { type Judged, judgeChannels } from "./judge.ts";
import { readMat } from "./mat-file.ts";

/** Devices, and frames whose modes are all tried. */
const SIZES = [
  { devices: 5, frames: 300 },
  { devices: 8, frames: 40 },
  { devices: 10, frames: 12 },
] as const;
const SEED = 1;

const RATES = tableSchema("rates", "Frames of one number of devices, all modes tried.", [
  { name: "devices", type: "int32", unit: "1", meaning: "Devices." },
  { name: "frames", type: "int32", unit: "1", meaning: "Frames." },
  { name: "best_bit_per_s", type: "float64", unit: "bit/s", meaning: "Mean of the best weighted sum rates." },
  { name: "all_home", type: "float64", unit: "1", meaning: "Mean over frames: all at home, over the best." },
  {
    name: "all_offload",
    type: "float64",
    unit: "1",
    meaning: "Mean over frames: all offload, over the best.",
  },
]);

const say = (what: string, { frames, best, allHome, allOffload }: Judged) =>
  console.log(
    `${what}: ${frames} frames, best ${best.toFixed(0)} bit/s, all at home ${allHome.toFixed(4)}, all offload ${allOffload.toFixed(4)}`,
  );

const files = process.argv.slice(2);
for (const path of files) {
  const matrices = readMat(new Uint8Array(readFileSync(path)), path);
  const [gains, modes, rates] = ["input_h", "output_mode", "output_obj"].map((name) => matrices.get(name));
  if (gains === undefined || modes === undefined || rates === undefined)
    throw new InputError(path, "matrices input_h, output_mode and output_obj", [...matrices.keys()]);
  say(path, judgeChannels(gains.values, gains.columns, modes.values));
  const theirs = rates.values.reduce((sum, rate) => sum + rate, 0) / rates.values.length;
  console.log(`  the file's own rates: ${theirs.toFixed(0)} bit/s on average`);
}
if (files.length === 0) {
  const finish = experiment("droo");
  const rows = SIZES.map(({ devices, frames }) => {
    const judged = judgeChannels(drawChannels(frames, devices, SEED), devices, null);
    say(`${devices} devices`, judged);
    return {
      devices,
      frames,
      best_bit_per_s: judged.best,
      all_home: judged.allHome,
      all_offload: judged.allOffload,
    };
  });
  await finish({ parameters: { sizes: SIZES }, seeds: SEED, tables: [tableOf(RATES, rows)], figures: [] });
}
