// `npm run experiment <id>`: runs one experiment, or lists them all when no id is given.
import { existsSync, readdirSync } from "node:fs";
import { InputError } from "../src/model/input-error.ts";

const here = new URL(".", import.meta.url);
const known = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/index.ts`, here)))
  .map((entry) => entry.name)
  .sort();
const [id, ...rest] = process.argv.slice(2);
if (id === undefined || !known.includes(id)) {
  console.error(`experiment: expected one of ${known.join(", ")}, got ${id ?? "nothing"}`);
  process.exit(2);
}
process.argv.splice(2, process.argv.length, ...rest);
try {
  await import(new URL(`${id}/index.ts`, here).href);
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.error(`experiment ${id}: ${error.message}`);
  process.exitCode = 2;
}
