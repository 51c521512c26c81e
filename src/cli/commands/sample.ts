// `sample`: an instance from a scenario and a seed.
import { type Command, Option } from "@commander-js/extra-typings";
import { writeJson } from "../../io/files.ts";
import { requireFilePlace } from "../../io/results/file-place.ts";
import { readScenarioFile } from "../../io/scenario-file.ts";
import type { Instance } from "../../model/instance.ts";
import { requireEnd } from "../../scenario/load.ts";
import { PRESET_NAMES } from "../../scenario/presets.ts";
import { requireSize } from "../../scenario/run-size.ts";
import { sample } from "../../scenario/sample.ts";
import {
  allowFilesOption,
  numberWithin,
  replaceOption,
  seedOption,
  wholeFrom,
  yesOption,
} from "../options.ts";
import { noteClock, sizeLimits } from "../simulated.ts";
import { sayJson } from "../terminal.ts";

/** What the paper leaves open of its cases. */
export const caseOptions = () => ({
  preset: new Option("--preset <name>", "case1 to case3: work per bit, output and powers")
    .choices(PRESET_NAMES)
    .default("default" as const),
  servers: new Option("--case1-servers <pair>", "case1: which two of the table's servers")
    .choices(["mec1-mec3", "mec1-mec2"] as const)
    .default("mec1-mec3" as const),
  sizes: new Option("--sizes <kind>", "case1 to case3: whole megabytes or continuous")
    .choices(["whole", "continuous"] as const)
    .default("whole" as const),
  jobs: new Option("--jobs-per-device <rule>", "case1 to case3: jobs dealt in turn or at random")
    .choices(["round-robin", "random"] as const)
    .default("round-robin" as const),
  links: new Option("--links <kind>", "case1 to case3: a rate for each device and server, or for each device")
    .choices(["pair", "device"] as const)
    .default("pair" as const),
});

export function sampleCommand(program: Command): void {
  const paper = caseOptions();
  program
    .command("sample")
    .argument("<scenario>", "scenario file, or case1, case2, case3")
    .addOption(seedOption())
    .addOption(
      new Option("--replication <number>", "which of the seed's instances")
        .argParser(wholeFrom(0))
        .default(0),
    )
    .addOption(
      new Option("--horizon <seconds>", "leave out jobs that arrive later").argParser(numberWithin(0, 1e18)),
    )
    .addOption(paper.preset)
    .addOption(paper.servers)
    .addOption(paper.sizes)
    .addOption(paper.jobs)
    .addOption(paper.links)
    .addOption(allowFilesOption())
    .addOption(yesOption())
    .option("-o, --output <file>", "write the instance there; else to standard output")
    .addOption(replaceOption())
    .action(async (source, options) => {
      const { output, replace } = options;
      if (output !== undefined) requireFilePlace(output, { kind: "an instance", inputs: [source], replace });
      const paperOptions = {
        preset: options.preset,
        case1Servers: options.case1Servers,
        sizes: options.sizes,
        jobsPerDevice: options.jobsPerDevice,
        links: options.links,
      };
      const scenario = await readScenarioFile(source, paperOptions, { allowFiles: options.allowFiles });
      const horizonS = options.horizon ?? scenario.horizonS;
      requireEnd(scenario, horizonS, source);
      requireSize(scenario, { horizonS, keepsJobs: true }, sizeLimits(options.yes), source);
      noteClock(scenario, source);
      const instance: Instance = sample(scenario, {
        seed: options.seed,
        replication: options.replication,
        ...(options.horizon !== undefined && { horizonS: options.horizon }),
      });
      if (output !== undefined) writeJson(output, instance);
      else sayJson(instance);
    });
}
