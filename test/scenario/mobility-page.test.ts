// What docs/mobility.md shows is run as it stands there.
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { command, scratch } from "../cli/command.ts";

const folder = scratch();
afterAll(folder.remove);
const page = readFileSync(new URL("../../docs/mobility.md", import.meta.url), "utf8");

test("the street of docs/mobility.md is simulated, reports its handovers and writes who hung where", async () => {
  const scenario = page.match(/```yaml\n# street.yaml\n([\s\S]*?)```/)![1];
  writeFileSync(folder.path("street.yaml"), scenario);
  const street = folder.path("street.yaml");
  const { status, out, err } = await command(
    ...["simulate", street, "--policy", "nearest", "-o", folder.path("street"), "--json"],
  );
  expect(err).toBe("");
  expect(status).toBe(0);
  const report = JSON.parse(out) as Record<string, number>;
  expect(report.handovers).toBeGreaterThan(0);
  expect(report.pingPongs).toBeLessThanOrEqual(report.handovers);
  expect(report.outOfCoverage_s).toBeGreaterThanOrEqual(0);
  const [header, first] = readFileSync(folder.path("street/attachments.csv"), "utf8").split("\n");
  expect(header.trim()).toBe("device,access_point,from_s,to_s");
  expect(first).toMatch(/^car\d+,ap\d,/);
  // No instance holds it.
  const sampled = await command("sample", street, "--seed", "1");
  expect(sampled.status).toBe(2);
  expect(sampled.err).toContain("channels: expected devices that stay, on links of given rates");
});

test("positions may be degrees in a table", async () => {
  const [metre, east] = [1 / 111_194.93, 13.4];
  const rows = [0, 100].map((t) => `${t},car1,${east + (t * metre) / Math.cos((52.5 * Math.PI) / 180)},52.5`);
  writeFileSync(folder.path("trace.csv"), `time,id,lon,lat\n${rows.join("\n")}\n`);
  writeFileSync(
    folder.path("trace.yaml"),
    `format: mec-offload/scenario@1
work: { instructionsPerBit: 1 }
outputReduction: 1
accessPoints: [{ id: a, at: [0, 0] }, { id: b, at: [50, 0] }]
servers: [{ id: m, speedIps: 1.0e9 }]
devices:
  - id: car1
    speedIps: 1.0e9
    powerW: { compute: 1, transmit: 1, idle: 0 }
    mobility: { recorded: { file: trace.csv, columns: { timeS: time, device: id, longitude: lon, latitude: lat } } }
    jobs: { sizeMB: 1, arrivals: { batch: { count: 1, atS: 90 } } }
links: { rateMbps: 8 }
`,
  );
  const { out, err, status } = await command(
    ...[
      "simulate",
      folder.path("trace.yaml"),
      "--policy",
      "offload-all",
      "-o",
      folder.path("trace"),
      "--json",
    ],
  );
  expect(err).toBe("");
  expect(status).toBe(0);
  expect((JSON.parse(out) as { handovers: number }).handovers).toBe(1);
  const stays = readFileSync(folder.path("trace/attachments.csv"), "utf8").trim().split("\n");
  expect(Number(stays[1].split(",")[3])).toBeCloseTo(25, 3);
});
