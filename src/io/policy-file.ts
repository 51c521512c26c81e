// A policy of one's own from a TypeScript or JavaScript file, given by path.
import { readFileSync, statSync } from "node:fs";
import { extname } from "node:path";
import { InputError } from "../model/input-error.ts";
import type { Policy } from "../model/policy.ts";
import type { Settings } from "../policies/option.ts";
import { throwingLine } from "../policies/place-answer.ts";
import { type PolicyMaker, policyOf } from "../policies/policy-exports.ts";
import { readPolicyProgram } from "./policy-program.ts";

const TYPESCRIPT = [".ts", ".mts", ".cts", ".tsx"];
const JAVASCRIPT = [".js", ".mjs", ".cjs"];
/** A trained network. */
const ONNX = ".onnx";
const ENDINGS = [...TYPESCRIPT, ...JAVASCRIPT, ONNX];

/** Does the text name a policy file rather than a policy? By its ending or a slash. */
export const isPolicyFile = (name: string): boolean => /[\\/]/.test(name) || ENDINGS.includes(extname(name));

/**
 * Reads a policy file. Its modules are evaluated anew for each policy that is made, so no state outlives a run.
 * @param options what its `create` is tried with
 * @throws InputError when there is no such file, it does not load, or it exports no policy
 */
export async function readPolicyFile(path: string, options: Settings = {}): Promise<PolicyMaker> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new InputError(path, "a policy file (.ts or .js) that can be read", "ENOENT");
  if (!stat.isFile()) throw new InputError(path, "a policy file (.ts or .js)", "a folder");
  if (!ENDINGS.includes(extname(path)))
    throw new InputError(path, `a file ending in ${ENDINGS.join(", ")}`, extname(path));
  if (extname(path) === ONNX) {
    const { onnxPolicy } = await import("../onnx/onnx-policy.ts");
    return onnxPolicy(readFileSync(path), path);
  }
  const { run, located } = await readPolicyProgram(path);
  const make = (given: Settings): Policy => {
    let exported: unknown;
    try {
      exported = run();
    } catch (error) {
      throw new InputError(path, "a module that loads", `${(error as Error).message}${throwingLine(error)}`);
    }
    return policyOf(exported, given, path, located);
  };
  // The one that shows that the file is good is the first run's.
  let first: Policy | null = make(options);
  return (given = options) => {
    const policy = given === options ? first : null;
    first = policy === null ? first : null;
    return policy ?? make(given);
  };
}
