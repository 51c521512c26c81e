// A Python with the packages that learners use, in a virtual environment of the tests' own, kept from run to run.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const venv = join(root, "node_modules/.cache/python-learners");
export const python = join(venv, "bin/python");

const has = (modules: readonly string[]): boolean =>
  existsSync(python) && spawnSync(python, ["-c", `import ${modules.join(", ")}`]).status === 0;

/**
 * Why there is no Python with these; null where there is.
 * @param packages what pip is asked for
 */
export function lackOf(modules: readonly string[], packages: readonly string[]): string | null {
  if (has(modules)) return null;
  const old = "import sys; sys.exit(0 if sys.version_info >= (3, 10) else 1)";
  if (spawnSync("python3", ["-c", old]).status !== 0) return "no Python 3.10 or newer";
  if (!existsSync(python) && spawnSync("python3", ["-m", "venv", "--clear", venv]).status !== 0)
    return "no venv module of Python";
  const pip = ["-m", "pip", "install", "--quiet", "--retries", "1", "--timeout", "15", ...packages];
  spawnSync(python, pip, { timeout: 240_000 });
  return has(modules) ? null : "no index of Python packages at hand";
}
