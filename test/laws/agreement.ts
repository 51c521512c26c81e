// Cases of `npm run validate` against their exact values: scenario, policy and simulator as users run them.
import { afterAll, expect } from "vitest";
import type { Case } from "../../experiments/validation/case.ts";
import { CASES } from "../../experiments/validation/cases.ts";
import { judge } from "../../experiments/validation/verdict.ts";
import { openPool } from "../../src/io/index.ts";

const MEASURE = new URL("../../experiments/validation/replicate.ts#measure", import.meta.url);

export const named = (id: string) => CASES.find((one) => one.id === id)!;

const pool = openPool();
afterAll(pool.close);

export const replicated = (of: Case, replications: number) =>
  Promise.all(
    Array.from({ length: replications }, (_, replication) => pool.run(MEASURE, { id: of.id, replication })),
  ) as Promise<number[][]>;

/** Expects every exact value within the 99.9 % interval of so many replications, and every half-width below 1 %. */
export async function expectAgreement(of: Case, replications: number): Promise<void> {
  const runs = await replicated(of, replications);
  const verdicts = of.known.map((known, k) => {
    const { verdict, mean, exact, relative } = judge(
      known,
      runs.map((values) => values[k]),
    );
    return `${known.name}: ${verdict === "agrees" ? verdict : `${verdict}: ${mean} for ${exact}, ${relative}`}`;
  });
  expect(verdicts).toEqual(of.known.map(({ name }) => `${name}: agrees`));
}
