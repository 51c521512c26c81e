// How a worker answers: one question after the other, faults in the library's words, memory handed over, not copied.

import { InputError } from "../../model/input-error.ts";
import type { Context } from "../compute/context.ts";
import { ownError } from "../compute/own-policy.ts";
import { buffersOf } from "../compute/picture.ts";
import type { Ask, Fault, FromWorker, ToWorker } from "./protocol.ts";

/** The part of a worker's global scope that is used here. */
interface Scope {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: ((event: { data: ToWorker }) => void) | null;
}
const scope = globalThis as unknown as Scope;

class Dropped extends Error {}

/** Lets waiting messages in. */
function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

function faultOf(error: unknown): Fault {
  if (error instanceof InputError) {
    const own = ownError(error);
    return { message: own === null ? error.message : `${error.where}: ${own}`, where: error.where };
  }
  if (error instanceof RangeError && /memory|array length|allocation/i.test(error.message)) {
    return { message: "this run does not fit into the memory of the browser", where: null };
  }
  return { message: error instanceof Error ? error.message : String(error), where: null };
}

/** Questions whose answers are made for them and can be handed over. */
const OWN_ANSWERS: readonly Ask["kind"][] = ["run", "export"];

/** Answers every question by `compute`, in order. */
export function answerBy(compute: (ask: Ask, context: Context) => unknown): void {
  const dropped = new Set<number>();
  const answer = async (id: number, ask: Ask) => {
    const context: Context = {
      tell: (progress) => scope.postMessage({ id, kind: "progress", progress }),
      pause: async () => {
        await nextTurn();
        if (dropped.has(id)) throw new Dropped();
      },
      alive: () => scope.postMessage({ id, kind: "own-code", running: true }),
      now: () => performance.now(),
    };
    try {
      const found = await compute(ask, context);
      const transfer = OWN_ANSWERS.includes(ask.kind) ? [...buffersOf(found)] : [];
      scope.postMessage({ id, kind: "own-code", running: false });
      scope.postMessage({ id, kind: "answer", answer: found }, transfer);
    } catch (error) {
      scope.postMessage({ id, kind: "own-code", running: false });
      scope.postMessage(
        error instanceof Dropped ? { id, kind: "dropped" } : { id, kind: "fault", fault: faultOf(error) },
      );
    } finally {
      dropped.delete(id);
    }
  };
  let last: Promise<void> = Promise.resolve();
  scope.onmessage = ({ data: { id, ask } }) => {
    if (ask === null) dropped.add(id);
    else {
      // Before each answer a turn for the messages: questions that were dropped meanwhile are not answered at all.
      last = last
        .then(nextTurn)
        .then(() => (dropped.delete(id) ? scope.postMessage({ id, kind: "dropped" }) : answer(id, ask)));
    }
  };
}
