// Wakes who waits when something has happened.

export interface Bell {
  ring(): void;
  /** Resolves at the next ring, at once when it rang since the last wait ended, or after so long, ms. */
  wait(milliseconds?: number): Promise<void>;
}

export function bell(): Bell {
  let wake: (() => void) | null = null;
  let rung = false;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async wait(milliseconds) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = milliseconds === undefined ? undefined : setTimeout(resolve, milliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      wake = null;
    },
  };
}
