// A line to one worker: one question after the other, each with an answer, progress on the way, a time limit, and a stop
// that ends the worker at once and starts a fresh one for the next question.
import type { Answer, Ask, Fault, FromWorker, Progress, ToWorker, WorldSource } from "./protocol.ts";

/** What a worker refused, in the words of the library. */
export class WorkerError extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.name = "WorkerError";
    this.fault = fault;
  }
}

/** A question that was stopped by the user or replaced by another one. */
export class Cancellation extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "Cancellation";
  }
}

/** A question that lost its worker to another question; asked again, it gets its answer from a fresh one. */
export class Interruption extends Cancellation {
  constructor() {
    super("its worker was stopped because of another question");
    this.name = "Interruption";
  }
}

interface Open {
  readonly ask: Ask;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
  readonly progress?: ((progress: Progress) => void) | undefined;
}

/** How long code of the user's own may run without a sign of life, ms. */
export const OWN_POLICY_LIMIT = 3000;

/** How long a worker may stay at a question that was given up, ms: a fresh one is quicker than the end of a long run. */
const GIVEN_UP_LIMIT = 1500;

export class Line {
  #worker: Worker | null = null;
  /** What page and worker say to each other goes through it; the worker's own channel is open to the user's own code. */
  #port: MessagePort | null = null;
  /** The file that the worker was sent last. */
  #sent: WorldSource | null = null;
  #address: string | null = null;
  #source: () => string;
  #next = 0;
  /** How many workers this line has had. */
  generation = 0;
  #guard: ReturnType<typeof setTimeout> | undefined;
  readonly #open = new Map<number, Open>();
  /** Questions that were given up while the worker may be at them, each with the timer that ends it if it stays there. */
  readonly #given = new Map<number, ReturnType<typeof setTimeout>>();

  /**
   * @param source text of the worker, asked for at each start
   * @param started the first worker, where it was started ahead
   */
  constructor(source: () => string, started?: { readonly worker: Worker; readonly address: string }) {
    this.#source = source;
    if (started !== undefined) this.#take(started.worker, started.address);
  }

  /**
   * Asks; rejects with `WorkerError` for bad input and `Cancellation` when stopped.
   * @param signal gives up: the worker drops the question at its next pause
   */
  ask<Q extends Ask>(
    ask: Q,
    progress?: (progress: Progress) => void,
    signal?: AbortSignal,
  ): Promise<Answer<Q["kind"]>> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#open.set(id, { ask, resolve, reject, progress });
      this.#started().postMessage({ id, ask: this.#posted(ask) } satisfies ToWorker);
      signal?.addEventListener("abort", () => {
        if (!this.#open.delete(id)) return;
        this.#port?.postMessage({ id, ask: null } satisfies ToWorker);
        this.#given.set(
          id,
          setTimeout(() => this.#end(new Cancellation("replaced"), id), GIVEN_UP_LIMIT),
        );
        reject(new Cancellation("replaced"));
      });
    });
  }

  /** Ends the worker, whatever it is doing; open questions are rejected. */
  stop(reason: string): void {
    this.#end(new Cancellation(reason));
  }

  /** @param culprit the only question that the error is about; unless given, it is about all that are open */
  #end(error: Error, culprit?: number): void {
    clearTimeout(this.#guard);
    this.#guard = undefined;
    for (const timer of this.#given.values()) clearTimeout(timer);
    this.#given.clear();
    this.#port?.close();
    this.#port = null;
    this.#sent = null;
    this.#worker?.terminate();
    this.#worker = null;
    if (this.#address !== null) URL.revokeObjectURL(this.#address);
    this.#address = null;
    const open = [...this.#open];
    this.#open.clear();
    for (const [id, { reject }] of open) {
      reject(culprit === undefined || id === culprit ? error : new Interruption());
    }
  }

  /** The question with its file, unless the worker has it. */
  #posted(ask: Ask): ToWorker["ask"] {
    if (!("world" in ask) || ask.world.kind === "case") return ask;
    if (ask.world === this.#sent) return { ...ask, world: { kind: "as-before" } };
    this.#sent = ask.world;
    return ask;
  }

  #started(): MessagePort {
    if (this.#port !== null) return this.#port;
    const address = URL.createObjectURL(new Blob([this.#source()], { type: "text/javascript" }));
    return this.#take(new Worker(address), address);
  }

  #take(worker: Worker, address: string): MessagePort {
    this.generation++;
    this.#address = address;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    worker.postMessage(null, [port2]);
    worker.onerror = (event) => {
      event.preventDefault();
      // Questions are answered in order: it was at the oldest.
      this.#end(new WorkerError({ message: event.message, where: null }), this.#open.keys().next().value);
    };
    this.#worker = worker;
    this.#port = port1;
    return port1;
  }

  #receive(message: FromWorker): void {
    const open = this.#open.get(message.id);
    if (message.kind === "own-code") {
      clearTimeout(this.#guard);
      this.#guard = message.running
        ? setTimeout(() => this.#overtime(message.id), OWN_POLICY_LIMIT)
        : undefined;
      return;
    }
    if (open === undefined) {
      if (message.kind === "progress") return;
      clearTimeout(this.#given.get(message.id));
      this.#given.delete(message.id);
      return;
    }
    if (message.kind === "progress") {
      open.progress?.(message.progress);
      return;
    }
    this.#open.delete(message.id);
    if (message.kind === "answer") open.resolve(message.answer as never);
    else if (message.kind === "fault") open.reject(new WorkerError(message.fault));
    else open.reject(new Cancellation("dropped"));
  }

  #overtime(id: number): void {
    this.#end(
      new WorkerError({
        message: `own policy: expected an answer within ${OWN_POLICY_LIMIT / 1000} s, got none (an endless loop?); its worker was stopped`,
        where: "own policy",
      }),
      id,
    );
  }
}
