// What a command does when it is interrupted.
import { expect, test } from "vitest";
import { untilInterrupted } from "../../src/cli/session.ts";

const listening = () => process.listenerCount("SIGINT") + process.listenerCount("SIGTERM");

test.each(["SIGINT", "SIGTERM"] as const)(
  "the first %s asks the work to end, and the next one is the system's",
  async (name) => {
    const before = listening();
    const ended = untilInterrupted(
      (signal) =>
        new Promise<string>((resolve) =>
          signal.addEventListener("abort", () => resolve("kept what was done")),
        ),
    );
    expect(listening()).toBe(before + 2);
    process.emit(name);
    expect(listening()).toBe(before);
    expect(await ended).toBe("kept what was done");
  },
);

test("once the work is over, or has failed, nothing listens any more", async () => {
  const before = listening();
  expect(await untilInterrupted(async (signal) => signal.aborted)).toBe(false);
  expect(listening()).toBe(before);
  const failing = untilInterrupted(() => Promise.reject(new Error("no space left")));
  await expect(failing).rejects.toThrow("no space left");
  expect(listening()).toBe(before);
});
