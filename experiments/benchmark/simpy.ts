// SimPy beside us, where it is installed (Debian: python3-simpy3).
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Customers per CPU-second of SimPy's M/M/1; null where there is no SimPy. */
export function simpyQueue(customers: number): number | null {
  // From here and from `dist/bench`, where the benchmark runs, alike.
  const script = fileURLToPath(new URL("../../experiments/benchmark/mm1_simpy.py", import.meta.url));
  for (const python of ["/usr/bin/python3", "python3"]) {
    const run = spawnSync(python, [script, String(customers)], { encoding: "utf8" });
    if (run.status === 0) return Number(run.stdout);
  }
  return null;
}
