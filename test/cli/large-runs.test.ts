// Legal values without end: said before a run starts, with field and figure, and not found out by waiting.
import { writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { command, scratch } from "./command.ts";

const folder = scratch();
afterAll(folder.remove);

const network = (change: object) => ({
  format: "mec-offload/scenario@1",
  work: { instructionsPerBit: 1 },
  outputReduction: 1,
  devices: [{ id: "d", count: 2, speedIps: 1e9, powerW: { compute: 1, transmit: 1, idle: 0 } }],
  servers: [{ id: "m1", speedIps: 8e9 }],
  links: { rateMbps: 100 },
  jobs: { sizeMB: 1, arrivals: { poisson: { ratePerS: 1 } } },
  ...change,
});
function written(name: string, content: object): string {
  writeFileSync(folder.path(name), JSON.stringify(content));
  return folder.path(name);
}

const often = { jobs: { sizeMB: 1e-9, arrivals: { deterministic: { everyS: 1e-12 } } } };
const study = (change: object) => ({
  format: "mec-offload/study@1",
  name: "large",
  scenario: network({ horizonS: 5, ...change }),
  policies: ["local"],
  replications: 1,
  measures: ["meanResponse_s"],
  seed: 1,
});

test.each<[string, string[], object, RegExp]>([
  [
    "a batch of 1e9 jobs",
    ["simulate", "--policy", "local"],
    network({ jobs: { sizeMB: 1, arrivals: { batch: { count: 1e9 } } } }),
    /jobs\.arrivals: expected a run that fits into \d+ MB/,
  ],
  [
    "the same drawn as an instance",
    ["sample", "--yes"],
    network({ jobs: { sizeMB: 1, arrivals: { batch: { count: 1e9 } } } }),
    /jobs\.arrivals: expected a run that fits into \d+ MB/,
  ],
  [
    "one job every 1e-12 s",
    ["simulate", "--policy", "local", "--horizon", "1"],
    network(often),
    /jobs\.arrivals: expected a run of at most 1e\+9 events, or --yes, got "one of about 6\.0e\+12"/,
  ],
  [
    "blocks of 1e-12 s",
    ["simulate", "--policy", "offload-all", "--horizon", "9"],
    network({ links: { rateMbps: { rayleigh: { meanSnrDb: 15, bandwidthMHz: 5, blockS: 1e-12 } } } }),
    /links\.rateMbps: expected a run of at most/,
  ],
  [
    "a horizon of 1e18 s",
    ["simulate", "--policy", "local", "--horizon", "1e18"],
    network({}),
    /horizonS: expected an end of the run at which the clock resolves/,
  ],
  [
    "a study of such runs",
    ["study", "--plan"],
    study(often),
    /scenario: jobs\.arrivals: expected a run of at most 1e\+9 events, or --yes/,
  ],
])("%s is refused at once, in one line", async (_what, [name, ...words], content, line) => {
  const start = performance.now();
  const { status, out, err } = await command(name, written("large.json", content), ...words);
  expect(err).toMatch(line);
  expect(err.trim()).not.toContain("\n");
  expect([status, out]).toEqual([2, ""]);
  expect(performance.now() - start).toBeLessThan(20_000);
});

test("a run that counts from its first arrival says so", async () => {
  const jobs = { sizeMB: 0.0125, arrivals: { recorded: { arrivalS: [1.7327e12, 1.7327e12 + 1000] } } };
  const path = written("late.json", network({ jobs }));
  const { status, out, err } = await command("simulate", path, "--policy", "local", "--json");
  expect(err).toBe(
    `${path}: times count from the first arrival, 1732700000000 s: there the clock does not resolve the jobs\n`,
  );
  expect(status).toBe(0);
  expect(JSON.parse(out).meanResponse_s).toBeCloseTo(1e-4, 12);
});
