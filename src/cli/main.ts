#!/usr/bin/env node
// The program `mec-offload`. Commands are registered in program.ts, one file each under commands/.
import { inlineMore } from "./compiler.ts";
import { run } from "./program.ts";

inlineMore();

// A reader that stops early (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
process.exitCode = await run(process.argv.slice(2));
