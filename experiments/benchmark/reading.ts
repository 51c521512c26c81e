// How fast a large instance is read: Parquet beside JSON, the way every command reads them.
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readProblemFile, writeColumnarInstance } from "../../src/io/index.ts";
import type { Problem } from "../../src/model/index.ts";
import { randomNetwork } from "../scaling/random-network.ts";
import { fastest } from "./cpu.ts";
import type { Report } from "./solvers.ts";

const JOBS = [1e5, 1e6];
const SERVERS = 3;
const ROUNDS = 3;
const collect = () => globalThis.gc?.();

/** The same network as a JSON instance, its jobs by size alone. */
function writeJson(path: string, problem: Problem): void {
  const m = problem.network.servers;
  const devices = problem.network.deviceIds.map((id, i) => {
    const jobs: { id: string; sizeMB: number }[] = [];
    for (let j = problem.jobs.firstOfDevice[i]; j < problem.jobs.firstOfDevice[i + 1]; j++) {
      jobs.push({ id: problem.jobs.id(j), sizeMB: problem.jobs.bits[j] / 8e6 });
    }
    const [compute, transmit, idle] = [
      problem.network.computePower[i],
      problem.network.transmitPower[i],
      problem.network.idlePower[i],
    ];
    return { id, speedIps: problem.network.deviceSpeed[i], powerW: { compute, transmit, idle }, jobs };
  });
  const file = {
    format: "mec-offload/instance@1",
    work: { instructionsPerBit: problem.jobs.instructions[0] / problem.jobs.bits[0] },
    outputReduction: 1 - problem.jobs.outputBits[0] / problem.jobs.bits[0],
    devices,
    servers: problem.network.serverIds.map((id, c) => ({ id, speedIps: problem.network.serverSpeed[c] })),
    linksMbps: problem.network.deviceIds.map((_, i) =>
      Array.from({ length: m }, (_, c) => problem.network.links.up.of(i, c) / 1e6),
    ),
  };
  writeFileSync(path, JSON.stringify(file));
}

export async function reading(report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "mec-offload-reading-"));
  try {
    for (const jobs of JOBS) {
      const problem = randomNetwork({ jobs, servers: SERVERS }, 7);
      const [parquet, json] = [join(folder, "instance.parquet"), join(folder, "instance.json")];
      writeColumnarInstance(parquet, problem);
      writeJson(json, problem);
      for (const path of [parquet, json]) {
        const { seconds, elapsed } = await fastest(ROUNDS, () => readProblemFile(path), collect);
        const megabytes = (statSync(path).size / 1e6).toFixed(0);
        const kind = path === parquet ? "Parquet" : "JSON";
        report(
          `reading ${jobs} jobs, ${SERVERS} servers, ${kind}`,
          `${seconds.toFixed(2)} CPU-s, ${elapsed.toFixed(2)} s, ${megabytes} MB`,
          null,
          true,
        );
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
