// How a worker answers: one question after the other, faults in the library's words, memory handed over, not copied.

import { InputError } from "../../model/input-error.ts";
import type { Context } from "../compute/context.ts";
import { ownError } from "../compute/own-policy.ts";
import { buffersOf } from "../compute/picture.ts";
import type { Ask, Fault, FromWorker, ToWorker, WorldSource } from "./protocol.ts";

/** The part of a worker's global scope that is used here: the first message brings the port to the page. */
interface Scope {
  onmessage: ((event: MessageEvent) => void) | null;
}
const scope = globalThis as unknown as Scope;
// The user's own code runs beside this and may replace what is global; what stands here was taken before it ran.
const Channel = MessageChannel;
const clock = performance.now.bind(performance);

class Withdrawal extends Error {}

/** Lets waiting messages in. */
function nextTurn(): Promise<void> {
  const { port1, port2 } = new Channel();
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

/** Puts the network back into a question that came without its file. */
function unpacker(): (posted: NonNullable<ToWorker["ask"]>) => Ask {
  let last: WorldSource | null = null;
  return (posted) => {
    if (!("world" in posted)) return posted;
    if (posted.world.kind === "as-before") {
      if (last === null) throw new Error("the worker was sent no network");
      return { ...posted, world: last } as Ask;
    }
    if (posted.world.kind === "data") last = posted.world;
    return posted as Ask;
  };
}

/**
 * Answers every question by `compute`, in order, over the port of the first message. Only this module knows
 * the port. The user's own code can post messages to the page, but the page does not listen there, so it cannot forge a sign
 * of life.
 */
export function answerBy(compute: (ask: Ask, context: Context) => unknown): void {
  scope.onmessage = ({ ports: [port] }) => {
    scope.onmessage = null;
    listen(port, compute);
  };
}

function listen(port: MessagePort, compute: (ask: Ask, context: Context) => unknown): void {
  const send: (message: FromWorker, transfer: Transferable[]) => void = port.postMessage.bind(port);
  const post = (message: FromWorker, transfer: Transferable[] = []) => send(message, transfer);
  const unpacked = unpacker();
  const dropped = new Set<number>();
  const answer = async (id: number, ask: Ask) => {
    const context: Context = {
      tell: (progress) => post({ id, kind: "progress", progress }),
      pause: async () => {
        await nextTurn();
        if (dropped.has(id)) throw new Withdrawal();
      },
      alive: () => post({ id, kind: "own-code", running: true }),
      now: clock,
    };
    try {
      const found = await compute(ask, context);
      const transfer = OWN_ANSWERS.includes(ask.kind) ? [...buffersOf(found)] : [];
      post({ id, kind: "own-code", running: false });
      post({ id, kind: "answer", answer: found }, transfer);
    } catch (error) {
      post({ id, kind: "own-code", running: false });
      post(
        error instanceof Withdrawal ? { id, kind: "dropped" } : { id, kind: "fault", fault: faultOf(error) },
      );
    } finally {
      dropped.delete(id);
    }
  };
  let last: Promise<void> = Promise.resolve();
  port.onmessage = ({ data }: MessageEvent<ToWorker>) => {
    const { id } = data;
    if (data.ask === null) dropped.add(id);
    else {
      const ask = unpacked(data.ask);
      // Before each answer a turn for the messages: questions that were dropped meanwhile are not answered at all.
      last = last
        .then(nextTurn)
        .then(() => (dropped.delete(id) ? post({ id, kind: "dropped" }) : answer(id, ask)));
    }
  };
}
