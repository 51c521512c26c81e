// Work of which only the latest counts: a new turn ends the one before it, and nothing of an ended turn reaches the page.

/** Thrown inside a turn that has ended, so that its work goes no further. */
export class TurnEnd extends Error {
  constructor() {
    super("a later turn has taken the place of this one");
    this.name = "TurnEnd";
  }
}

/** One round of the work. */
export class Turn {
  /** Aborted when the turn ends. */
  readonly signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.signal = signal;
  }

  /** Waits for a result. @throws TurnEnd as soon as the turn ends, whatever becomes of the result */
  step<T>(result: Promise<T>): Promise<T> {
    const { signal } = this;
    return new Promise((resolve, reject) => {
      const end = () => reject(new TurnEnd());
      if (signal.aborted) end();
      signal.addEventListener("abort", end, { once: true });
      result.then(
        (value) => {
          signal.removeEventListener("abort", end);
          if (signal.aborted) end();
          else resolve(value);
        },
        (error: Error) => {
          signal.removeEventListener("abort", end);
          reject(error);
        },
      );
    });
  }

  /** Makes a change, unless the turn has ended. */
  apply(change: () => void): void {
    if (!this.signal.aborted) change();
  }
}

/** Work that is begun again and again, one turn at a time. */
export class Turns {
  readonly #work: (turn: Turn) => Promise<void>;
  readonly #fail: (error: unknown) => void;
  #controller = new AbortController();
  #last: Promise<void> = Promise.resolve();
  #underWay = 0;

  /**
   * @param work of one turn
   * @param fail told of the error that ended a turn; errors that come after its turn has ended are dropped
   */
  constructor(work: (turn: Turn) => Promise<void>, fail: (error: unknown) => void) {
    this.#work = work;
    this.#fail = fail;
  }

  /** Ends the turn under way, if there is one, and begins another as soon as its work has come to a stop. */
  begin(): void {
    this.end();
    const controller = new AbortController();
    this.#controller = controller;
    this.#underWay++;
    this.#last = this.#last.then(() => this.#run(controller.signal));
  }

  /** Ends the turn under way. */
  end(): void {
    this.#controller.abort();
  }

  /** Whether a turn counts that is not finished. */
  get busy(): boolean {
    return this.#underWay > 0 && !this.#controller.signal.aborted;
  }

  /** Waits until no turn is under way, those included that begin meanwhile. */
  async settled(): Promise<void> {
    for (let last: Promise<void> | null = null; last !== this.#last; ) {
      last = this.#last;
      await last;
    }
  }

  async #run(signal: AbortSignal): Promise<void> {
    try {
      if (!signal.aborted) await this.#work(new Turn(signal));
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    } finally {
      this.#underWay--;
    }
  }
}
