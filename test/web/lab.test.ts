// The lab in a real browser, point by point, as a user meets it.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lab, missing, openLab, PAGE_FOLDER } from "../../experiments/benchmark/built-lab.ts";
import { decodeParquet } from "../../src/dataset/parquet.ts";
import { rowsOf } from "../../src/dataset/table.ts";
import { objective } from "../../src/model/objective.ts";
import { toProblem } from "../../src/model/problem.ts";
import { weights } from "../../src/model/score.ts";
import { optimum } from "../../src/optimum/index.ts";
import { solve } from "../../src/policies/solve.ts";
import { paperCase, sample } from "../../src/scenario/index.ts";
import { simulatePlan } from "../../src/simulation/index.ts";
import firstView from "../../src/web/compute/first-view.ts";
import { toLink } from "../../src/web/state/link.ts";
import { DEFAULTS } from "../../src/web/state/settings.ts";
import { command } from "../cli/command.ts";
import { describeUnless } from "../unless.ts";
import { expectAccessible } from "./accessible.ts";
import { drop, type OpenPage, openPage, savedBy, settled } from "./browser-fixture.ts";

const absent = missing();

let lab: Lab;
let shared: OpenPage;
const folder = mkdtempSync(join(tmpdir(), "mec-offload-lab-"));
beforeAll(async () => {
  if (absent !== null) return;
  lab = await openLab();
  shared = await openPage(lab, "about:blank");
});
afterAll(async () => {
  await lab?.close();
  rmSync(folder, { recursive: true, force: true });
});

const saved = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const casePlace = (name: "case1" | "case2" | "case3", wt: number, seed: number) => {
  const problem = toProblem(sample(paperCase(name), { seed }));
  return { problem, of: objective(problem, weights(wt)) };
};

/** As the page shows a number: four significant digits. */
const shown = (value: number) => {
  const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(digits);
};

/** The lab at the given settings, loaded afresh into the page that most tests share: a new profile costs seconds. */
async function visit(hash = ""): Promise<OpenPage> {
  await shared.page.goto("about:blank");
  shared.errors.length = 0;
  shared.requests.length = 0;
  await shared.page.goto(`${lab.address}${hash}`);
  return shared;
}

const cards = (page: Page) => page.locator(".card-body");
const tab = (page: Page, name: string) => page.getByRole("tab", { name }).click();

/** Puts a text into the editor in place of what is there. */
async function write(page: Page, text: string): Promise<void> {
  const editor = page.locator(".cm-content");
  await editor.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

describeUnless(absent, "the lab", () => {
  test("opens with case 1 under OGS,MW: the library's own numbers, without errors or outside requests", async () => {
    const { page, errors, requests } = await visit();
    await settled(page);
    const { problem, of } = casePlace("case1", 0.5, 1);
    const best = await solve("ogs-mw", of, { seed: 1, iterations: 100 });
    const run = simulatePlan(problem, best.places);
    const card = cards(page).first();
    expect(await card.locator("b").textContent()).toBe(shown(best.score));
    expect(await card.locator(".facts").textContent()).toBe(
      `${shown(run.makespan)} s · ${shown(run.energy)} J`,
    );
    expect(await page.getByRole("region", { name: "Who works on what" }).isVisible()).toBe(true);
    expect(requests.filter((url) => !url.startsWith(lab.address) && !url.startsWith("blob:"))).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("shows the whole first view before any worker has been asked, and then hears the same from its worker", async () => {
    const { page, context } = await openPage(lab, "about:blank");
    await page.addInitScript(() => {
      const heard: unknown[] = [];
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      Object.assign(globalThis, { heard, release });
      globalThis.MessageChannel = class extends MessageChannel {
        constructor() {
          super();
          this.port1.addEventListener("message", ({ data }) => {
            if (data.kind === "answer") heard.push(data.answer);
          });
        }
      };
      globalThis.Worker = class extends Worker {
        override postMessage(message: unknown, transfer: unknown) {
          void released.then(() => super.postMessage(message, transfer as Transferable[]));
        }
      };
    });
    await page.goto(lab.address);
    await settled(page);
    await page.locator(".gantt canvas").waitFor();
    const before = await cards(page).allTextContents();
    const text = (value: unknown) =>
      JSON.stringify(value, (_, part) =>
        ArrayBuffer.isView(part) ? Array.from(part as Float64Array, String) : part,
      );
    expect(await page.evaluate("heard.length")).toBe(0);
    await page.evaluate("release()");
    await page.waitForFunction(() => (globalThis as unknown as { heard: unknown[] }).heard.length === 5);
    const { world, reports } = await firstView();
    expect(await page.evaluate(`(${text})(heard)`)).toBe(text([world, ...reports]));
    await settled(page);
    expect(await cards(page).allTextContents()).toEqual(before);
    await context.close();
  });

  test("first needs less than 300 kB, compressed", () => {
    const first = readFileSync(join(PAGE_FOLDER, "index.html"), "utf8");
    const named = [...first.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, path]) => path);
    const bytes = ["index.html", ...named].map(
      (path) => gzipSync(readFileSync(join(PAGE_FOLDER, path))).length,
    );
    expect(named.length).toBeGreaterThanOrEqual(2);
    expect(bytes.reduce((sum, size) => sum + size)).toBeLessThan(300_000);
    expect(readdirSync(join(PAGE_FOLDER, "assets")).some((name) => name.startsWith("highs"))).toBe(true);
  });

  test("runs from a file share, without any server", async () => {
    const context = await lab.browser.newContext();
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(PAGE_FOLDER, "index.html")).href);
    await settled(page);
    await tab(page, "Compare");
    await page.getByText("dashed: optimum").waitFor();
    await context.close();
  });

  test("a long run shows its progress, leaves the page alive, and stops", async () => {
    // Hours of work on any machine: the run cannot be over before it is stopped.
    const data = { ...paperCase("case3"), jobs: { sizeMB: 4, arrivals: { batch: { count: 20_000 } } } };
    const link = await toLink({
      ...DEFAULTS,
      world: { kind: "data", name: "long", data },
      methods: ["ogs-mt", "local"],
      iterations: 10_000,
    });
    const { page } = await visit(`#${link}`);
    const stop = page.getByRole("button", { name: "Stop" });
    await stop.waitFor();
    const frames = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let count = 0;
          const end = performance.now() + 500;
          const step = () => {
            count++;
            if (performance.now() < end) requestAnimationFrame(step);
            else resolve(count);
          };
          requestAnimationFrame(step);
        }),
    );
    expect(frames).toBeGreaterThan(5);
    await stop.click();
    await page.getByText("Stopped.", { exact: false }).first().waitFor();
    await page.getByRole("button", { name: "Run again" }).click();
    await stop.waitFor();
    // Another network takes the place of a run that would not end.
    await page.getByRole("button", { name: "Case 1" }).click();
    await settled(page);
  });

  test("the policy that is shown plays in time, and a job that is clicked tells its way and why", async () => {
    const { page, errors } = await visit("#world=case1&policies=ogs-mw,prices");
    await settled(page);
    const time = page.getByLabel("time cursor");
    expect(await time.inputValue()).toBe("1000");
    await page.getByRole("button", { name: "Play" }).click();
    await page.waitForFunction(() => {
      const at = Number(document.querySelector<HTMLInputElement>(".cursor")?.value);
      return at > 5 && at < 900;
    });
    await page.getByRole("button", { name: "Pause" }).click();
    const stood = await time.inputValue();
    await page.waitForTimeout(150);
    expect(await time.inputValue()).toBe(stood);
    // The radio's row: the fourth from above; its first upload starts at 0.
    const box = (await page.locator(".gantt").boundingBox())!;
    await page.mouse.click(box.x + 70, box.y + 3.5 * 17);
    const job = page.getByRole("region", { name: "the job that is followed" });
    await job.getByText("OGS fixed this job").waitFor();
    expect(await job.getByText(/upload over/).count()).toBe(1);
    expect(await job.locator("tbody tr").count()).toBe(3);
    await page.locator(".gantt").press("Home");
    expect(await time.inputValue()).toBe("0");
    await page.locator(".gantt").press("+");
    expect(await page.getByRole("button", { name: "All" }).isEnabled()).toBe(true);
    expect(errors).toEqual([]);
  });

  test("takes a dropped instance, and says what is wrong with one beside the field and in the library's words", async () => {
    const { page } = await visit();
    await settled(page);
    const instance = sample(paperCase("case2"), { seed: 9 });
    await drop(page, "mine.json", JSON.stringify({ ...instance, name: "mine" }));
    await page.getByText("mine: 10 devices, 72 jobs, 3 servers").waitFor();
    await page.getByText("Network in numbers").click();
    const speed = page.getByLabel("Speed").first();
    await speed.fill("-5");
    await speed.press("Enter");
    const said = "expected a positive number (instructions/s), between 1e-12 and 1000000000000000000, got -5";
    await page.locator(".field .fault").getByText(said).waitFor();
    expect(await speed.getAttribute("aria-invalid")).toBe("true");
    await speed.fill("1e11");
    await speed.press("Enter");
    await page.locator(".fault").first().waitFor({ state: "detached" });
    await drop(page, "bad.yaml", "format: mec-offload/scenario@1\nservers: 3\n");
    await page.getByText("bad.yaml: work: expected an object, got nothing").waitFor();
    await drop(page, "nonsense.json", "{{{{");
    await page.getByText("nonsense.json: expected JSON").waitFor();
  });

  test("refuses a file that is too large", async () => {
    const { page } = await visit();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(33_000_000)], "huge.json"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
    });
    await page.getByText("huge.json: expected a file of at most 32 MB, got 33 MB").waitFor();
  });

  test("own numbers make a network: arrivals over time, another server, the next seed, up to four policies", async () => {
    const { page } = await visit("#world=case1&policies=greedy");
    await settled(page);
    await page.getByText("Network in numbers").click();
    await page.getByLabel("Arrivals", { exact: true }).selectOption("poisson");
    await page.getByRole("button", { name: "Add a server" }).click();
    await page.getByText("own case1: 1 device, 100 jobs, 3 servers").waitFor();
    await settled(page);
    const before = await cards(page).first().locator(".facts").textContent();
    await page.getByRole("button", { name: "Next" }).click();
    await page.waitForFunction((old) => document.querySelector(".facts")?.textContent !== old, before);
    for (let k = 0; k < 3; k++) await page.getByRole("button", { name: "+ policy" }).click();
    await page.getByLabel("policy 4", { exact: true }).selectOption("live:least-completion");
    await settled(page);
    expect(await cards(page).count()).toBe(4);
    expect(await page.getByRole("button", { name: "+ policy" }).count()).toBe(0);
  });

  test("compares by the library's numbers, with the proven optimum below the curves and the front beside", async () => {
    const { page, errors } = await visit("#world=case2&wt=0.3&seed=4&policies=odpd-mt,optimum&tab=compare");
    await page.getByText("the bound is the optimum, proven").waitFor();
    const { problem, of } = casePlace("case2", 0.3, 4);
    const [policy, best] = [await solve("odpd-mt", of, { seed: 4 }), await optimum(of)];
    const runs = [policy, best].map(({ places }) => simulatePlan(problem, places));
    const row = async (name: string) =>
      page
        .locator(".numbers tr", { has: page.getByRole("rowheader", { name }) })
        .locator("td")
        .allTextContents();
    expect(await row("score")).toEqual([shown(policy.score), shown(best.score)]);
    expect(await row("makespan")).toEqual(runs.map((run) => shown(run.makespan)));
    expect(await row("mean response")).toEqual(runs.map((run) => shown(run.meanResponse)));
    expect(await row("simulated energy")).toEqual(runs.map((run) => shown(run.energy)));
    await page.getByText("The curves as a table").click();
    const line = await page
      .locator("tr", { has: page.getByRole("rowheader", { name: "0.30" }) })
      .locator("td")
      .allTextContents();
    expect(line).toEqual([shown(policy.score), shown(best.score), shown(best.score)]);
    await page.getByText(/no front dominates over|the exact front/).waitFor();
    expect(errors).toEqual([]);
  });

  test("an own policy is checked with types at the line, runs, and an endless one is stopped", async () => {
    const { page } = await visit("#world=case1&policies=greedy&tab=policy");
    await page.locator(".cm-content").waitFor();
    await page.getByText("No errors.").waitFor();
    await page.getByRole("button", { name: "Place all jobs beforehand" }).click();
    await settled(page);
    expect(await cards(page).count()).toBe(2);
    const policy = (body: string) =>
      `import type { Policy } from "mec-offload";\n\nconst policy: Policy = (job, view) => {\n${body}\n};\nexport default policy;\n`;
    await write(page, policy("  return view.serverBacklogg(0) > 1 ? 0 : 1;"));
    await page.getByText("line 4: Property 'serverBacklogg' does not exist on type 'View'.").waitFor();
    await page.getByRole("button", { name: "Decide at each arrival" }).click();
    await page
      .getByText(/TypeError: line 4: view\.serverBacklogg is not a function/)
      .first()
      .waitFor();
    await write(page, policy("  for (;;) {}"));
    await page.getByText("line 4: Property").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Place all jobs beforehand" }).click();
    await page
      .getByText(/expected an answer within 3 s, got none/)
      .first()
      .waitFor();
    await write(page, policy("  return job.index % 2 === 0 ? 0 : 'local';"));
    await page.getByText("No errors.").waitFor();
    await page.getByRole("button", { name: "Decide at each arrival" }).click();
    await page.locator(".card .fault").waitFor({ state: "detached" });
    await settled(page);
  }, 60_000);

  test("nothing can be sent, not even by a policy of one's own", async () => {
    const { page, requests } = await visit("#world=case1&policies=greedy&tab=policy");
    await page.locator(".cm-content").waitFor();
    await write(
      page,
      'export default () => {\n  const send = (globalThis as any).fetch;\n  send("https://example.com/");\n  (globalThis as any).eval("1");\n  return 0;\n};\n',
    );
    await page.getByRole("button", { name: "Place all jobs beforehand" }).click();
    await page
      .getByText(/EvalError: line 4/)
      .first()
      .waitFor();
    expect(requests.filter((url) => url.includes("example.com"))).toEqual([]);
  });

  test("the link holds the whole state, an own policy too, which does not run by itself", async () => {
    const { page } = await visit("#world=case2&wt=0.25&policies=odfp-mj,greedy&seed=8&score=eq3");
    await settled(page);
    await page.getByText("Network in numbers").click();
    await page.getByRole("textbox", { name: "Work" }).fill("400");
    await page.getByRole("textbox", { name: "Work" }).press("Enter");
    await page.waitForFunction(() => location.hash.includes("data="));
    await tab(page, "Own policy");
    await page.locator(".cm-content").waitFor();
    await write(page, "export default () => 0;\n");
    await page.waitForFunction(() => location.hash.includes("code="));
    await settled(page);
    const scores = await cards(page).locator("b").allTextContents();
    const other = await openPage(lab, new URL(page.url()).hash.replace("odfp-mj", "own,odfp-mj"));
    await other.page
      .getByText(/expected a policy to run/)
      .first()
      .waitFor();
    expect(await other.page.locator(".cm-content").textContent()).toContain("export default () => 0;");
    await settled(other.page);
    expect(await cards(other.page).locator("b").allTextContents()).toEqual(scores);
    expect(await other.page.getByLabel("weight of time, wt").inputValue()).toBe("0.25");
    await other.context.close();
  });

  test("what is taken away runs on the command line with the same numbers, to the last bit", async () => {
    const { page } = await visit("#world=case3&wt=0.7&policies=ogs-mw,odpd-mj&seed=3");
    await settled(page);
    await page.getByText("Take away").click();
    const save = (name: string) =>
      savedBy(page, () => page.getByRole("button", { name, exact: true }).click());
    const instance = saved("instance.json", await save("Save Instance, as drawn"));
    const scenario = saved("scenario.json", await save("Save Scenario or instance, as set up"));
    const allocation = saved("allocation.json", await save("Save Allocation"));
    const rows = rowsOf(
      await decodeParquet(new Uint8Array(await save("PARQUET Policies")), "policies.parquet"),
    ) as Record<string, number>[];
    const drawn = saved("drawn.json", "");
    expect((await command("sample", scenario, "--seed", "3", "-o", drawn)).status).toBe(0);
    expect(JSON.parse(readFileSync(drawn, "utf8"))).toEqual(JSON.parse(readFileSync(instance, "utf8")));
    for (const [m, method] of ["ogs-mw", "odpd-mj"].entries()) {
      const { out } = await command(
        "solve",
        instance,
        "--method",
        method,
        "--wt",
        "0.7",
        "--seed",
        "3",
        "--json",
      );
      const { score, CT_s, CE_J, lowerBound } = JSON.parse(out);
      expect(rows[m]).toMatchObject({ score, CT_s, CE_J, lower_bound: lowerBound });
    }
    const { out } = await command("evaluate", instance, allocation, "--wt", "0.7", "--json");
    const { score, CT_s, CE_J } = JSON.parse(out);
    expect(rows[0]).toMatchObject({ score, CT_s, CE_J });
    const traced = saved("cli-trace.json", "");
    const run = await command(
      ...[
        "simulate",
        instance,
        "--plan",
        "ogs-mw",
        "--wt",
        "0.7",
        "--seed",
        "3",
        "--json",
        "--trace",
        traced,
      ],
    );
    const { makespan_s, energy_J, meanResponse_s } = JSON.parse(run.out);
    expect(rows[0]).toMatchObject({ makespan_s, energy_J, meanResponse_s });
    const again = await command(
      ...["simulate", scenario, "--plan", "odpd-mj", "--wt", "0.7", "--seed", "3", "--json"],
    );
    const second = JSON.parse(again.out);
    expect(rows[1]).toMatchObject({ makespan_s: second.makespan_s, energy_J: second.energy_J });
    const trace = (await save("Save Trace for Perfetto")).toString();
    expect(JSON.parse(trace)).toEqual(JSON.parse(readFileSync(traced, "utf8")));
    const csv = (await save("CSV Jobs of the run shown")).toString().trim().split("\n");
    expect(csv.length).toBe(116);
    expect((await save("SVG Gantt chart")).toString()).toMatch(/^<svg [\s\S]*d13-1[\s\S]*<\/svg>\s*$/);
    expect((await save("PNG Power by state")).subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  });

  test.each([
    [
      "a batch under a policy that decides live",
      ["Save Scenario or instance, as set up", "Save Instance, as drawn"],
      {},
      "live:least-score",
      "--policy",
    ],
    [
      "arrivals up to a horizon after a warm-up",
      ["Save Scenario or instance, as set up"],
      {
        world: {
          kind: "data",
          name: "open.json",
          data: {
            ...paperCase("case2"),
            jobs: { sizeMB: 3, arrivals: { poisson: { ratePerS: 2.5 } } },
            horizonS: 60,
            warmupS: 5,
          },
        },
      },
      "live:least-score",
      "--policy",
    ],
    [
      "a server that fails, from a file",
      ["Save Scenario or instance, as set up"],
      {
        world: {
          kind: "data",
          name: "failing.json",
          data: {
            ...paperCase("case2"),
            servers: paperCase("case2").servers.map((server) => ({
              ...server,
              faults: { upS: { exponential: { mean: 2 } }, downS: 1, work: "restart" },
            })),
          },
        },
      },
      "live:round-robin",
      "--policy",
    ],
    [
      "own numbers with arrivals over time",
      ["Save Scenario or instance, as set up"],
      {
        world: {
          kind: "data",
          name: "own case2",
          data: {
            ...paperCase("case2"),
            jobs: { sizeMB: 3, arrivals: { poisson: { ratePerS: 2.5, count: 60 } } },
          },
        },
      },
      "live:join-shortest-queue",
      "--policy",
    ],
    [
      "an instance from a file",
      ["Save Scenario or instance, as set up"],
      { world: { kind: "data", name: "mine.json", data: sample(paperCase("case2"), { seed: 9 }) } },
      "odfp-mj",
      "--plan",
    ],
  ] as const)(
    "what was set up runs on the command line to the last bit: %s",
    async (_name, files, part, method, option) => {
      const chosen = { ...DEFAULTS, world: { kind: "case", name: "case2" } as const, ...part };
      const { page } = await visit(`#${await toLink({ ...chosen, methods: [method], seed: 5, wt: 0.35 })}`);
      await settled(page);
      await page.getByText("Take away").click();
      const save = (name: string) =>
        savedBy(page, () => page.getByRole("button", { name, exact: true }).click());
      const parquet = await save("PARQUET Policies");
      const [row] = rowsOf(await decodeParquet(new Uint8Array(parquet), "policies.parquet"));
      for (const what of files) {
        const file = saved("set-up.json", await save(what));
        const { out } = await command(
          ...["simulate", file, option, method.replace("live:", ""), "--wt", "0.35", "--seed", "5", "--json"],
        );
        const { makespan_s, energy_J, meanResponse_s } = JSON.parse(out);
        expect(makespan_s).toBeGreaterThan(0);
        expect(row, what).toMatchObject({ makespan_s, energy_J, meanResponse_s });
      }
    },
  );

  test("axe finds nothing serious in any view of a phone, and nothing runs over the edge", () =>
    expectAccessible(lab, 360, ["dark"]));
});
