// The commands: name, arguments and one line each, so that help needs none of them loaded, and where each is.
import type { Command } from "@commander-js/extra-typings";

export interface ListedCommand {
  readonly name: string;
  /** Its arguments, as help shows them. */
  readonly takes: string;
  readonly does: string;
  /** Loads what it runs on. @returns a function that adds the command to a program */
  readonly load: () => Promise<(program: Command) => void>;
}

export const COMMANDS: readonly ListedCommand[] = [
  {
    name: "reproduce",
    takes: "[cases...]",
    does: "the paper's cases: policies, optimum, simulation, claims; tables, figures and a report",
    load: async () => (await import("./commands/reproduce.ts")).reproduceCommand,
  },
  {
    name: "figures",
    takes: "<results>",
    does: "draws the figures of a results folder again, from its tables",
    load: async () => (await import("./commands/figures.ts")).figuresCommand,
  },
  {
    name: "evaluate",
    takes: "<instance> <allocation>",
    does: "closed form of an allocation: time, energy and score by Eq. (1) to (4)",
    load: async () => (await import("./commands/evaluate.ts")).evaluateCommand,
  },
  {
    name: "solve",
    takes: "<instance>",
    does: "an allocation by a policy, baseline, prices or the optimum, with its lower bound and gap",
    load: async () => (await import("./commands/solve.ts")).solveCommand,
  },
  {
    name: "pareto",
    takes: "<instance>",
    does: "the time-energy front, exact or with a certified gap, and the policies' distance from it",
    load: async () => (await import("./commands/pareto.ts")).paretoCommand,
  },
  {
    name: "simulate",
    takes: "<world>",
    does: "one event-driven run: jobs, queues, radios and power as they go",
    load: async () => (await import("./commands/simulate.ts")).simulateCommand,
  },
  {
    name: "env",
    takes: "[world]",
    does: "environments for learners, stepped over standard input and output; their module for Python",
    load: async () => (await import("./commands/env.ts")).envCommand,
  },
  {
    name: "attack",
    takes: "",
    does: "the instance of a graph on which one method does worst beside another",
    load: async () => (await import("./commands/attack.ts")).attackCommand,
  },
  {
    name: "policy",
    takes: "<file>",
    does: "checks a policy file on small worlds: types, places, purity, determinism, speed",
    load: async () => (await import("./commands/policy.ts")).policyCommand,
  },
  {
    name: "sample",
    takes: "<scenario>",
    does: "an instance drawn from a scenario",
    load: async () => (await import("./commands/sample.ts")).sampleCommand,
  },
  {
    name: "convert",
    takes: "<file>",
    does: "a topology that others made (GraphML, Topo4MEC, sites of EUA) as a scenario",
    load: async () => (await import("./commands/convert.ts")).convertCommand,
  },
  {
    name: "schema",
    takes: "<kind>",
    does: "JSON Schema of a kind of file, for editors",
    load: async () => (await import("./commands/schema.ts")).schemaCommand,
  },
  {
    name: "lab",
    takes: "",
    does: "serves the simulator in a web page on the loopback address",
    load: async () => (await import("./commands/lab.ts")).labCommand,
  },
  {
    name: "study",
    takes: "<study>",
    does: "a Monte Carlo study: planned, run on all cores, resumable, with tables and figures",
    load: async () => (await import("./commands/study.ts")).studyCommand,
  },
  {
    name: "merge",
    takes: "<shards...>",
    does: "joins the shards of a study (study --shard I/N)",
    load: async () => (await import("./commands/merge.ts")).mergeCommand,
  },
  {
    name: "verify",
    takes: "<results>",
    does: "compares a folder with its manifest, and runs a sample of its study again",
    load: async () => (await import("./commands/verify.ts")).verifyCommand,
  },
  {
    name: "worker",
    takes: "",
    does: "runs units of studies that were started with --queue, until interrupted",
    load: async () => (await import("./commands/worker.ts")).workerCommand,
  },
  {
    name: "completion",
    takes: "<shell>",
    does: "a script that completes commands, options and names in bash, zsh or fish",
    load: async () => (await import("./commands/completion.ts")).completionCommand,
  },
];
