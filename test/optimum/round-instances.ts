// Small random instances in round numbers, as people write them by hand: many allocations tie or nearly tie, in time, in
// energy or in both.
import { type Instance, readInstance } from "../../src/model/instance.ts";
import { stream } from "../../src/random/stream.ts";

/** An instance of 2 to 7 jobs, 1 to 3 devices and 1 to 3 servers. */
export function roundInstance(seed: number): Instance {
  const draw = stream({ seed, replication: 0, purpose: "round instance" });
  const whole = (low: number, high: number) => low + Math.floor(draw() * (high - low + 1));
  const sometimes = (share: number) => draw() < share;
  const servers = Array.from({ length: whole(1, 3) }, (_, c) => `m${c}`);
  const n = whole(2, servers.length === 3 ? 6 : 7);
  const devices = whole(1, Math.min(3, n));
  const rate = whole(1, 6) * 10;
  const sameServers = sometimes(0.25);
  const jobOf = (j: number) => {
    const places = ["local", ...servers].filter(() => sometimes(0.7));
    const sizeMB = whole(sometimes(0.1) ? 0 : 1, 8);
    return {
      id: `j${j}`,
      sizeMB,
      ...(sometimes(0.2) || sizeMB === 0 ? { instructions: whole(1, 40) * 1e8 } : {}),
      ...(sometimes(0.1) ? { outputMB: whole(0, 4) } : {}),
      ...(sometimes(0.15) && places.length > 0 ? { allowed: places } : {}),
    };
  };
  return readInstance(
    {
      format: "mec-offload/instance@1",
      work: { instructionsPerBit: [100, 250, 500, 1000][whole(0, 3)] },
      outputReduction: [0, 0.2, 0.5, 1][whole(0, 3)],
      devices: Array.from({ length: devices }, (_, i) => ({
        id: `d${i}`,
        speedIps: whole(1, 6) * 1e9,
        ...(sometimes(0.2) ? { cores: whole(2, 4) } : {}),
        powerW: {
          compute: whole(0, 10) / 10,
          transmit: whole(0, 10) / 10,
          idle: whole(0, 10) / 10,
          ...(sometimes(0.2) ? { receive: whole(0, 5) / 10 } : {}),
        },
        jobs: Array.from({ length: n }, (_, j) => j)
          .filter((j) => j % devices === i)
          .map(jobOf),
      })),
      servers: servers.map((id) => ({ id, speedIps: sameServers ? 1e10 : whole(5, 15) * 1e9 })),
      linksMbps: Array.from({ length: devices }, () =>
        servers.map(() => (sameServers ? rate : whole(15, 60))),
      ),
    },
    `round ${seed}`,
  );
}
