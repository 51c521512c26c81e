// The lab's table, in Chromium from a local server: how soon the first view stands there whole, what a move of the weight
// takes, how a large run pans and zooms, and what many runs leave in memory. By the clock: run it on a quiet machine.
import type { CDPSession, Page } from "playwright-core";
import { objective } from "../../src/model/objective.ts";
import { toProblem } from "../../src/model/problem.ts";
import { weights } from "../../src/model/score.ts";
import { solve } from "../../src/policies/solve.ts";
import { paperCase, type Scenario, sample } from "../../src/scenario/index.ts";
import { simulatePlan } from "../../src/simulation/index.ts";
import { toLink } from "../../src/web/state/link.ts";
import { DEFAULTS } from "../../src/web/state/settings.ts";
import { type Lab, missing, openLab } from "./built-lab.ts";
import { fastest } from "./cpu.ts";
import type { Report } from "./solvers.ts";

const TARGETS = { firstViewMs: 1000, moveMs: 100, simulationMs: 1000, frameMs: 50, growthMB: 1 };
const VIEWS = 9;
const MOVES = 20;
const RUNS = 100;
const CASE_3 = "#world=case3&policies=ogs-mw,odfp-mw,greedy,prices";
const WINDOW = { viewport: { width: 1280, height: 800 } };

/** In the page: the texts that tell one run from the next, and waiting for them and for the paint after. */
const IN_PAGE = `
  const scores = () => [...document.querySelectorAll(".card-body b")].map((score) => score.textContent);
  const cards = () => [...document.querySelectorAll(".card-body")].map((card) => card.textContent);
  const settled = () => scores().length > 0 && !scores().includes("…") && document.querySelector(".gantt canvas") !== null;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const until = async (is) => {
    const start = performance.now();
    while (!is()) {
      if (performance.now() - start > 20_000) throw new Error("not within 20 s: " + is);
      await frame();
    }
  };
  const whole = async () => { await until(settled); await painted(); return performance.now(); };
`;
const NEXT = `const next = [...document.querySelectorAll("button")].find((button) => button.textContent === "Next");`;
const run = <T>(page: Page, body: string) => page.evaluate<T>(`(async () => { ${IN_PAGE} ${body} })()`);

const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const median = (values: readonly number[]) => ascending(values)[values.length >> 1];
const ms = (value: number) => `${value.toFixed(0)} ms`;

async function opened(lab: Lab, hash: string): Promise<Page> {
  const context = await lab.browser.newContext(WINDOW);
  const page = await context.newPage();
  await page.goto(lab.address + hash);
  return page;
}

/** Milliseconds from the start of loading until the run is drawn, with an empty cache each time; the first one warms up the browser. */
async function firstViews(lab: Lab, hash: string): Promise<number[]> {
  const found: number[] = [];
  for (let k = 0; k <= VIEWS; k++) {
    const page = await opened(lab, hash);
    const took = await run<number>(page, "return whole();");
    if (k > 0) found.push(took);
    await page.context().close();
  }
  return found;
}

interface Moves {
  /** Until the run that is shown, and until all four policies are redrawn. */
  readonly shown: readonly number[];
  readonly all: readonly number[];
}

const moves = (page: Page) =>
  run<Moves>(
    page,
    `await whole();
    const slider = [...document.querySelectorAll("input[type=range]")].find((input) => input.max === "1");
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const found = { shown: [], all: [] };
    for (let k = 0; k < ${MOVES}; k++) {
      await new Promise((resolve) => setTimeout(resolve, 400));
      const before = scores();
      const start = performance.now();
      set.call(slider, (0.05 * k).toFixed(2));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await until(() => scores()[0] !== before[0]);
      await painted();
      found.shown.push(performance.now() - start);
      await until(() => scores().every((score, m) => score !== before[m]));
      await painted();
      found.all.push(performance.now() - start);
    }
    return found;`,
  );

const frames = (page: Page, wheel: string) =>
  run<number[]>(
    page,
    `const chart = document.querySelector(".gantt");
    const box = chart.getBoundingClientRect();
    const at = { clientX: box.left + box.width / 2, clientY: box.top + 50, bubbles: true, cancelable: true };
    const found = [];
    let last = performance.now();
    for (let k = 0; k < 60; k++) {
      chart.dispatchEvent(new WheelEvent("wheel", { ...at, ${wheel} }));
      await frame();
      found.push(performance.now() - last);
      last = performance.now();
    }
    return found;`,
  );

/** MB in use after a collection: the page's and those of all its workers. */
async function heap(session: CDPSession, workers: readonly string[]): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  let bytes = (await session.send("Runtime.getHeapUsage")).usedSize;
  for (const worker of workers) {
    await toWorker(session, worker, "HeapProfiler.collectGarbage");
    bytes += (await toWorker(session, worker, "Runtime.getHeapUsage")).usedSize;
  }
  return bytes / 1e6;
}

let asked = 0;
function toWorker(session: CDPSession, sessionId: string, method: string): Promise<{ usedSize: number }> {
  const id = ++asked;
  return new Promise((resolve, reject) => {
    const listen = ({ message }: { message: string }) => {
      const answer = JSON.parse(message) as { id?: number; result: { usedSize: number } };
      if (answer.id !== id) return;
      session.off("Target.receivedMessageFromTarget", listen);
      resolve(answer.result);
    };
    session.on("Target.receivedMessageFromTarget", listen);
    session
      .send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method }) })
      .catch(reject);
  });
}

/** MB that runs of four policies at another seed each leave behind, after as many to warm up. */
async function growth(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const workers: string[] = [];
  session.on("Target.attachedToTarget", ({ sessionId }) => workers.push(sessionId));
  await session.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const again = (times: number) =>
    run(
      page,
      `${NEXT}
      for (let k = 0; k < ${times}; k++) {
        const before = cards();
        next.click();
        await until(() => settled() && cards().every((card, m) => card !== before[m]));
      }
      await new Promise((resolve) => setTimeout(resolve, 1500));`,
    );
  await again(RUNS);
  const before = await heap(session, workers);
  await again(RUNS);
  return (await heap(session, workers)) - before;
}

/** CPU milliseconds of simulating all jobs of the instance under `greedy`, with their records, as the page's worker does. */
async function simulation(scenario: Scenario): Promise<number> {
  const problem = toProblem(sample(scenario, { seed: 1 }));
  const { places } = await solve("greedy", objective(problem, weights(0.5)), { seed: 1, iterations: 1 });
  const { seconds } = await fastest(3, () => simulatePlan(problem, places, { seed: 1, records: "all" }));
  return 1000 * seconds;
}

export async function labInBrowser(report: Report): Promise<void> {
  const absent = missing();
  if (absent !== null) return report("the lab", absent, null, true);
  const lab = await openLab();
  try {
    const views = async (what: string, hash: string, target: number | null) => {
      const found = ascending(await firstViews(lab, hash));
      const value = `${ms(median(found))} (${ms(found[0])} to ${ms(found[VIEWS - 1])})`;
      report(
        what,
        value,
        target === null ? null : `below ${ms(target)}`,
        target === null || median(found) < target,
      );
    };
    await views("first view, drawn", "", TARGETS.firstViewMs);
    await views("a link to case 3, drawn", CASE_3, null);

    const page = await opened(lab, CASE_3);
    const { shown, all } = await moves(page);
    for (const [what, [first, ...later]] of [
      ["the run shown", shown],
      ["all four policies", all],
    ] as const) {
      const value = `${ms(median(later))}, at most ${ms(Math.max(...later))}; the first move ${ms(first)}`;
      report(
        `weight moved, case 3, ${what} redrawn`,
        value,
        `below ${ms(TARGETS.moveMs)}`,
        median(later) < TARGETS.moveMs,
      );
    }
    const left = await growth(page);
    report(
      `memory after ${RUNS} more runs of four policies`,
      `${left.toFixed(2)} MB`,
      `below ${TARGETS.growthMB} MB`,
      left < TARGETS.growthMB,
    );
    await page.context().close();

    const data = { ...paperCase("case3"), jobs: { sizeMB: 4, arrivals: { batch: { count: 100_000 } } } };
    const large = { ...DEFAULTS, world: { kind: "data", name: "large", data }, methods: ["greedy"] } as const;
    const many = await opened(lab, `#${await toLink(large)}`);
    await run(many, "await whole();");
    const alone = await simulation(data);
    report(
      "100,000 jobs, the simulation alone (in Node)",
      ms(alone),
      `below ${ms(TARGETS.simulationMs)}`,
      alone < TARGETS.simulationMs,
    );
    const next = `${NEXT} const start = performance.now(); const before = cards(); next.click();
      await until(() => settled() && cards()[0] !== before[0]); await painted(); return performance.now() - start;`;
    const answers: number[] = [];
    for (let k = 0; k < 5; k++) answers.push(await run<number>(many, next));
    const whole = `${ms(median(answers))}, the first ${ms(answers[0])}`;
    report("100,000 jobs, drawn, placed, bounded, simulated, shown", whole, null, true);
    for (const [what, wheel] of [
      ["zoom in", "deltaY: -60, ctrlKey: true"],
      ["pan", "deltaX: 40, shiftKey: true"],
    ] as const) {
      const found = ascending(await frames(many, wheel));
      const value = `${ms(median(found))} a frame, at most ${ms(found[59])}`;
      report(`100,000 jobs, ${what}`, value, `below ${ms(TARGETS.frameMs)}`, median(found) < TARGETS.frameMs);
    }
  } finally {
    await lab.close();
  }
}
