// What the worker lends to a computation: ways to tell how far it is, to let messages in, and to show that it is alive.
import type { Progress } from "../worker/protocol.ts";

export interface Context {
  tell(progress: Progress): void;
  /** Lets waiting messages in; throws when the question was dropped. */
  pause(): Promise<void>;
  /** The user's own code is running, and returns. */
  alive(): void;
  /** ms */
  now(): number;
}
