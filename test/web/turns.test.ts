// Of work that is begun again and again only the latest turn counts.
import { expect, test } from "vitest";
import { type Turn, TurnEnd, Turns } from "../../src/web/state/turns.ts";

/** A promise that is settled by hand. */
function answer<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

const never = () => {
  throw new Error("nobody should be told");
};

test("a turn's results arrive, and the work is settled afterwards", async () => {
  const seen: number[] = [];
  const reply = answer<number>();
  const turns = new Turns(async (turn) => {
    seen.push(await turn.step(reply.promise));
  }, never);
  expect(turns.busy).toBe(false);
  turns.begin();
  expect(turns.busy).toBe(true);
  reply.resolve(7);
  await turns.settled();
  expect(seen).toEqual([7]);
  expect(turns.busy).toBe(false);
});

test("a later turn ends the earlier one at its next step, even where that would never come", async () => {
  const log: string[] = [];
  const replies = [answer<string>(), answer<string>()];
  let count = 0;
  const turns = new Turns(async (turn) => {
    const number = count++;
    try {
      log.push(await turn.step(replies[number].promise));
    } catch (error) {
      log.push(error instanceof TurnEnd ? `turn ${number} ended` : "another error");
      throw error;
    }
  }, never);
  turns.begin();
  await Promise.resolve();
  turns.begin();
  replies[1].resolve("second");
  await turns.settled();
  expect(log).toEqual(["turn 0 ended", "second"]);
});

test("an answer that comes after its turn has ended changes nothing", async () => {
  const kept: Turn[] = [];
  let value = "none";
  const reply = answer<string>();
  const turns = new Turns(async (turn) => {
    kept.push(turn);
    const found = await turn.step(reply.promise);
    value = found;
  }, never);
  turns.begin();
  await Promise.resolve();
  turns.end();
  reply.resolve("late");
  await turns.settled();
  kept[0].apply(() => {
    value = "later still";
  });
  expect(value).toBe("none");
  expect(kept[0].signal.aborted).toBe(true);
});

test("turns that are replaced before they begin do no work at all", async () => {
  let begun = 0;
  const turns = new Turns(async () => {
    begun++;
  }, never);
  for (let k = 0; k < 5; k++) turns.begin();
  await turns.settled();
  expect(begun).toBe(1);
});

test("no two turns work at the same time", async () => {
  let atWork = 0;
  let most = 0;
  const turns = new Turns(async () => {
    most = Math.max(most, ++atWork);
    await new Promise((resolve) => setTimeout(resolve, 5));
    atWork--;
  }, never);
  turns.begin();
  await new Promise((resolve) => setTimeout(resolve, 1));
  turns.begin();
  await turns.settled();
  expect(most).toBe(1);
});

test("an error of the turn that counts is told, one of an ended turn is not, and work goes on after either", async () => {
  const told: string[] = [];
  const replies = [answer<void>(), answer<void>(), answer<void>()];
  let count = 0;
  const turns = new Turns(
    async () => replies[count++].promise,
    (error) => told.push((error as Error).message),
  );
  turns.begin();
  await Promise.resolve();
  turns.begin();
  replies[0].reject(new Error("of the ended turn"));
  replies[1].reject(new Error("of the turn that counts"));
  await turns.settled();
  turns.begin();
  replies[2].resolve();
  await turns.settled();
  expect(told).toEqual(["of the turn that counts"]);
  expect(count).toBe(3);
});

test("whoever waits for the end waits for turns that begin meanwhile, too", async () => {
  let done = 0;
  const turns = new Turns(async () => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (++done === 1) turns.begin();
  }, never);
  turns.begin();
  await turns.settled();
  expect(done).toBe(2);
});
