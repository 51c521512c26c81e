// `env`: environments for learners, stepped by another program over standard input and output; and their module for Python.
import { type Command, Option } from "@commander-js/extra-typings";
import { ENV_FORMAT, readEnv } from "../../env/env-file.ts";
import { handshake, Response, requestBytes, serve } from "../../env/protocol.ts";
import { AUTORESETS, VectorOffloadEnv } from "../../env/vector-env.ts";
import { readYaml } from "../../io/files.ts";
import { readFrame, writeFrame } from "../../io/frames.ts";
import { programVersion } from "../../io/origin.ts";
import { writePythonModule } from "../../io/python-module.ts";
import { InputError } from "../../model/input-error.ts";
import type { Seconds } from "../../units.ts";
import {
  allowFilesOption,
  numberWithin,
  replaceOption,
  seedOption,
  wholeFrom,
  yesOption,
} from "../options.ts";
import { readSubject, sizeLimits } from "../simulated.ts";
import { say } from "../terminal.ts";

/** Most environments of one process: a frame of some hundred megabytes. */
const MOST_ENVS = 100_000;

const [INPUT, OUTPUT] = [0, 1];

interface EnvRequest {
  readonly envs: number;
  readonly seed: number;
  readonly autoreset: (typeof AUTORESETS)[number];
  readonly config?: string | undefined;
  readonly horizon?: number | undefined;
  readonly allowFiles?: readonly string[] | undefined;
  readonly yes?: boolean | undefined;
}

async function vectorOf(world: string, asked: EnvRequest): Promise<VectorOffloadEnv> {
  const { config, horizon, seed, autoreset } = asked;
  const settings =
    config === undefined ? readEnv({ format: ENV_FORMAT }, "env") : readEnv(await readYaml(config), config);
  const subject = await readSubject(world, asked.allowFiles);
  return new VectorOffloadEnv(subject, asked.envs, {
    seed,
    autoreset,
    settings,
    source: world,
    horizon: horizon as Seconds | undefined,
    limits: sizeLimits(asked.yes),
  });
}

/** Answers requests until the input ends. @throws InputError for a request that cannot be understood */
function answer(envs: VectorOffloadEnv): void {
  const response = new Response(envs);
  const head = `${JSON.stringify(handshake(envs, response, `mec-offload ${programVersion()}`))}\n`;
  writeFrame(OUTPUT, new TextEncoder().encode(head));
  const request = new Uint8Array(requestBytes(envs.envs.length));
  while (readFrame(INPUT, request)) {
    serve(envs, request);
    writeFrame(OUTPUT, response.write());
  }
}

export function envCommand(program: Command): void {
  program
    .command("env")
    .argument("[world]", "instance or scenario file, or case1, case2, case3")
    .addOption(
      new Option("--envs <number>", "environments in this process")
        .argParser(wholeFrom(1, MOST_ENVS))
        .default(1),
    )
    .addOption(seedOption())
    .addOption(
      new Option("--autoreset <when>", "when an environment that is done starts its next episode")
        .choices(AUTORESETS)
        .default("next-step" as const),
    )
    .option("--config <file>", "what is observed and rewarded (YAML)")
    .addOption(new Option("--horizon <seconds>", "end of each episode").argParser(numberWithin(1e-9, 1e18)))
    .addOption(allowFilesOption())
    .addOption(yesOption())
    .option("--python <folder>", "write the module for Python there instead")
    .addOption(replaceOption())
    .action(async (world, options) => {
      if (options.python !== undefined) {
        for (const path of writePythonModule(options.python, options.replace === true)) say(path);
        return;
      }
      if (world === undefined)
        throw new InputError("env", "a scenario or an instance, or --python <folder>", undefined);
      answer(await vectorOf(world, options));
    });
}
