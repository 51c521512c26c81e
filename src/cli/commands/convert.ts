// `convert`: a topology that others made as a scenario. What its file does not say is asked for, never guessed.

import { dirname } from "node:path";
import { type Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { sitesAsTopology } from "../../convert/eua.ts";
import { type NodeChoice, toScenario } from "../../convert/to-scenario.ts";
import type { Topology } from "../../convert/topology.ts";
import { readText, readYaml, writeWhole } from "../../io/files.ts";
import { readGraphFile } from "../../io/graph-files.ts";
import { requireFilePlace } from "../../io/results/file-place.ts";
import { readScenarioFile, scenarioOf } from "../../io/scenario-file.ts";
import { yamlText } from "../../io/yaml-text.ts";
import { GRAPH_FORMAT } from "../../model/graph-file.ts";
import { InputError } from "../../model/input-error.ts";
import { PAPER_CASES } from "../../scenario/paper-cases.ts";
import { numberWithin, replaceOption, wholeFrom } from "../options.ts";
import { note } from "../session.ts";
import { say } from "../terminal.ts";

const FORMATS = ["graphml", "topo4mec", "eua", "graph"] as const;
type Format = (typeof FORMATS)[number];

const BY_ENDING: Readonly<Record<string, Format>> = {
  graphml: "graphml",
  csv: "eua",
  dot: "graph",
  json: "graph",
};

function formatOf(file: string, from: Format | undefined): Format {
  const format = from ?? BY_ENDING[file.slice(file.lastIndexOf(".") + 1).toLowerCase()];
  if (format === undefined)
    throw new InputError(
      "--from",
      `one of ${FORMATS.join(", ")}, as the name ${file} does not tell`,
      undefined,
    );
  return format;
}

async function topologyOf(file: string, format: Format): Promise<Topology> {
  if (format === "eua") {
    const { readPlaces } = await import("../../io/places-file.ts");
    return sitesAsTopology(await readPlaces(file));
  }
  const text = readText(file);
  if (format === "topo4mec") return (await import("../../convert/topo4mec.ts")).readTopo4mec(text, file);
  return (await import("../../convert/graphml.ts")).readGraphml(text, file);
}

/** The fields of another scenario, as they stand in its file. */
async function baseOf(path: string): Promise<Readonly<Record<string, unknown>>> {
  if (PAPER_CASES.some((name) => name === path)) return readScenarioFile(path);
  const data = await readYaml(path);
  await scenarioOf(structuredClone(data), path);
  return data as Readonly<Record<string, unknown>>;
}

/** `all`, or ids with commas between; `\\,` is a comma of an id. */
const chosen = (text: string): NodeChoice =>
  text === "all" ? "all" : text.split(/(?<!\\),/).map((id) => id.replaceAll("\\,", ",").trim());

const seconds = numberWithin(0, 1e18);
const latency = (text: string): number | "distance" => (text === "distance" ? text : seconds(text));
const metres = numberWithin(0, 1e9);
const radius = (text: string): number | "nearest" => (text === "nearest" ? text : metres(text));

const named = (text: string): string => {
  if (text.trim() === "") throw new InvalidArgumentError("Expected a name.");
  return text;
};

const graphOptions = ({ speed, perUnit }: { speed?: number | undefined; perUnit?: number | undefined }) => ({
  ...(speed !== undefined && { speedIps: speed }),
  ...(perUnit !== undefined && { instructionsPerMac: perUnit, instructionsPerUnit: perUnit }),
});

export function convertCommand(program: Command): void {
  program
    .command("convert")
    .argument(
      "<file>",
      "a topology: GraphML, Topo4MEC text (i j Mbps), a CSV of sites (EUA); or a graph of tasks: WfFormat, DOT, a table of layers (--from graph)",
    )
    .addOption(new Option("--from <format>", "where the file's name does not tell").choices(FORMATS))
    .addOption(
      new Option(
        "--speed <ips>",
        "graphs: instructions/s of the machines that a workflow was recorded on",
      ).argParser(numberWithin(1e-12, 1e18)),
    )
    .addOption(
      new Option(
        "--per-unit <instructions>",
        "graphs: of a multiply-accumulate of a layer, of a unit of size in DOT",
      ).argParser(numberWithin(1e-12, 1e18)),
    )
    .option("--base <scenario>", "takes devices, jobs, work and radio links from there")
    .addOption(
      new Option(
        "--access-points <nodes>",
        "all, or ids; other nodes are switches (sites of a CSV: all)",
      ).argParser(chosen),
    )
    .addOption(new Option("--servers <nodes>", "where servers stand: all, or ids").argParser(chosen))
    .addOption(
      new Option("--server-speed <ips>", "instructions/s of a core of each server").argParser(
        numberWithin(1e-12, 1e18),
      ),
    )
    .addOption(
      new Option("--server-cores <number>", "cores of each server").argParser(wholeFrom(1, 1_000_000)),
    )
    .addOption(new Option("--tier <name>", "tier of the servers").argParser(named))
    .addOption(
      new Option("--wire-rate <Mbps>", "of wires whose rate the file does not say").argParser(
        numberWithin(1e-12, 1e18),
      ),
    )
    .addOption(
      new Option("--wire-latency <s>", "of all wires; distance: light in fibre, 5 us a km").argParser(
        latency,
      ),
    )
    .option("--users <file>", "a CSV of places: each user hangs on the nearest access point")
    .addOption(
      new Option("--coverage <m>", "radius within which a user is served, or nearest: any").argParser(radius),
    )
    .option(
      "-o, --output <file>",
      "write the scenario there (.json: as JSON); else to standard output, as YAML",
    )
    .addOption(replaceOption())
    .action(async (file, options) => {
      const { output, replace, users, base } = options;
      const inputs = [file, users, base].filter((one) => one !== undefined);
      if (output !== undefined) requireFilePlace(output, { kind: "a scenario", inputs, replace });
      const format = formatOf(file, options.from);
      if (format === "graph") {
        const { sizeMB, graph } = await readGraphFile(file, file, graphOptions(options));
        if (sizeMB !== undefined) note(`${file}: the job's input is ${sizeMB} MB (sizeMB)`);
        const text = `${JSON.stringify({ format: GRAPH_FORMAT, ...graph }, null, 2)}\n`;
        if (output !== undefined) writeWhole(output, text);
        else say(text.trimEnd());
        return;
      }
      const topology = await topologyOf(file, format);
      const asked = {
        base: base === undefined ? undefined : await baseOf(base),
        accessPoints: options.accessPoints ?? (format === "eua" ? ("all" as const) : undefined),
        servers: options.servers,
        serverSpeedIps: options.serverSpeed,
        serverCores: options.serverCores,
        tier: options.tier,
        wireRateMbps: options.wireRate,
        wireLatency: options.wireLatency,
        users: users === undefined ? undefined : await placesOf(users),
        coverage: options.coverage,
      };
      const { data, leftOut } = toScenario(topology, asked, file);
      await scenarioOf(structuredClone(data), file, base === undefined ? {} : { folder: dirname(base) });
      for (const what of leftOut) note(`${file}: left out: ${what}`);
      const asJson = output?.toLowerCase().endsWith(".json") === true;
      const text = asJson ? `${JSON.stringify(data, null, 2)}\n` : yamlText(data);
      if (output !== undefined) writeWhole(output, text);
      else say(text.trimEnd());
    });
}

async function placesOf(path: string) {
  const { readPlaces } = await import("../../io/places-file.ts");
  return (await readPlaces(path)).map(({ place }) => place);
}
