// Graphs as a user has them, from docs/graphs.md.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { command, scratch } from "./command.ts";

const folder = scratch();
afterAll(folder.remove);
const page = readFileSync(fileURLToPath(new URL("../../docs/graphs.md", import.meta.url)), "utf8");
const vision = folder.path("vision.yaml");
writeFileSync(vision, page.match(/```yaml\n# vision\.yaml\n([\s\S]*?)```/)![1]);

const asked = async (...words: string[]) => {
  const { status, out, err } = await command(...words, "--json");
  expect(err).toBe("");
  expect(status).toBe(0);
  return JSON.parse(out) as Record<string, number> & {
    proven: boolean;
    jobsTold: { criticalPath: { end_s: number }[]; response_s: number }[];
  };
};

test("a graph is solved, evaluated and simulated as its page says", async () => {
  const best = folder.path("best.json");
  const heft = await asked("solve", vision, "--method", "heft", "--wt", "1");
  const optimum = await asked("solve", vision, "--method", "optimum", "--wt", "1", "-o", best);
  expect(optimum.proven).toBe(true);
  expect(heft.schedule_s).toBeGreaterThanOrEqual(optimum.schedule_s * (1 - 1e-6));
  const evaluated = await asked("evaluate", vision, best, "--wt", "1");
  expect(evaluated.schedule_s).toBeCloseTo(optimum.schedule_s, 9);
  const run = await asked("simulate", vision, "--allocation", best, "--strict");
  expect(run.makespan_s).toBeGreaterThanOrEqual(optimum.schedule_s * (1 - 1e-9));
  const [{ criticalPath, response_s }] = run.jobsTold;
  expect(criticalPath.at(-1)!.end_s).toBeCloseTo(response_s, 9);
  const live = await asked("simulate", vision, "--policy", "least-finish");
  expect(live.completed).toBe(1);
});

test("what knows only jobs of one task says so in one line", async () => {
  const front = await command("pareto", vision);
  expect(front.status).toBe(2);
  expect(front.err).toContain("expected jobs of one task for pareto");
  const policy = await command("simulate", vision, "--policy", "round-robin");
  expect(policy.status).toBe(2);
  expect(policy.err.trim().split("\n")).toHaveLength(1);
});

test("an attack finds an instance on which HEFT is worse than by chance, and writes it", async () => {
  const file = folder.path("worst.json");
  const words = [
    "--method",
    "heft",
    "--against",
    "optimum",
    "--tasks",
    "5",
    "--steps",
    "300",
    "--restarts",
    "2",
  ];
  const found = await asked("attack", ...words, "-o", file);
  expect(found.worst).toBeGreaterThan(found.medianStart);
  const heft = await asked("solve", file, "--method", "heft", "--wt", "1");
  const optimum = await asked("solve", file, "--method", "optimum", "--wt", "1");
  expect(heft.schedule_s / optimum.schedule_s).toBeCloseTo(found.worst, 6);
  const again = await asked("attack", ...words);
  expect(again.worst).toBe(found.worst);
});
