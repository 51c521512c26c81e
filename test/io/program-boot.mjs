// Runs the program from source in a process of its own: `node program-boot.mjs study …`.
import { register } from "tsx/esm/api";

register();
await import("../../src/cli/main.ts");
