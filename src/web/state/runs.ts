// The network and one run of each chosen policy: what the user waits for.
import { batch } from "@preact/signals";
import { showRun } from "../timeline/clock.ts";
import type { Fault, MethodReport, Question, WorldReport } from "../worker/protocol.ts";
import { giveHighs } from "./highs.ts";
import { askIn, foreground, toFault } from "./lines.ts";
import { liveInstead } from "./live-instead.ts";
import { runQuestion } from "./question.ts";
import { faults, followed, reports, running, stopped, world, worldFault } from "./results.ts";
import { type Turn, Turns } from "./turns.ts";

/** With more jobs only the run that is shown brings its picture. */
const MOST_PICTURES = 3000;

/** The question that `world` answers. */
let answered: Question | null = null;

/** Reads and draws the network, unless that is done. @throws what the library says against it */
async function settleWorld(turn: Turn, question: Question): Promise<void> {
  if (question === answered) return;
  let report: WorldReport;
  try {
    report = await askIn(turn, foreground, { kind: "world", ...question });
  } catch (error) {
    turn.apply(() => {
      answered = null;
    });
    throw error;
  }
  batch(() => {
    world.value = report;
    worldFault.value = null;
    followed.value = -1;
  });
  answered = question;
}

type RunAnswer = { readonly report: MethodReport } | { readonly fault: Fault };

/** Jobs of a run: where they are drawn as it goes on, the first run tells how many there are. */
const jobsOf = (answer: RunAnswer): number =>
  "report" in answer ? (answer.report.picture?.jobs.device.length ?? 0) : Number.POSITIVE_INFINITY;

async function runAll(turn: Turn): Promise<void> {
  const { question, methods, shown, wt } = runQuestion.peek();
  const order = [shown, ...methods.keys()].filter((m, at, all) => all.indexOf(m) === at);
  stopped.value = false;
  const run = async (m: number, at: number, picture: boolean): Promise<MethodReport> => {
    if (methods[m] === "optimum") await turn.step(giveHighs(foreground));
    return askIn(
      turn,
      foreground,
      { kind: "run", ...question, method: methods[m], wt, picture },
      ({ done, of }) => {
        running.value = { done: at + done / of, of: order.length };
      },
    );
  };
  const answerOf = (m: number, at: number, picture: boolean): Promise<RunAnswer> =>
    run(m, at, picture).then(
      (report) => ({ report }),
      (error: unknown) => ({ fault: toFault(error) }),
    );
  // The run that is shown is asked for together with the network, the others as soon as its size is known: the worker
  // goes from one to the next without waiting for the page.
  const settling = settleWorld(turn, question);
  const answers = [answerOf(order[0], 0, true)];
  await settling;
  if (liveInstead()) return;
  const jobs = world.peek()?.jobs ?? jobsOf(await turn.step(answers[0]));
  for (let at = 1; at < order.length; at++) answers[at] = answerOf(order[at], at, jobs <= MOST_PICTURES);
  const found: (MethodReport | null)[] = methods.map((method, m) => {
    const before = reports.peek()[m];
    return before?.method === method ? before : null;
  });
  const wrong: (Fault | null)[] = methods.map(() => null);
  for (const [at, m] of order.entries()) {
    running.value = { done: at, of: order.length };
    const answer = await turn.step(answers[at]);
    found[m] = "report" in answer ? answer.report : null;
    wrong[m] = "fault" in answer ? answer.fault : null;
    batch(() => {
      reports.value = [...found];
      faults.value = [...wrong];
      const picture = found[m]?.picture;
      if (m === shown && picture) showRun(picture.end);
    });
  }
  running.value = null;
}

/** Begun again whenever the settings change; what is under way is dropped after its current method. */
export const runs = new Turns(runAll, (error) =>
  batch(() => {
    worldFault.value = toFault(error);
    running.value = null;
  }),
);
