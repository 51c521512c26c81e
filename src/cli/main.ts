#!/usr/bin/env node
// The program `mec-offload`. Commands are registered in program.ts, one file each under commands/.
import { inlineMore } from "./compiler.ts";
import { run } from "./program.ts";
import { complain } from "./terminal.ts";

inlineMore();

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A reader that stops early (`| head`) is no failure; a full disk is.
  if (error.code === "EPIPE") process.exit(0);
  complain(`standard output: expected room for all of it, got ${error.code ?? error.message}`);
  process.exit(1);
});
process.exitCode = await run(process.argv.slice(2));
