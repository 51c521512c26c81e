// The methods that know their own lower bound; `src/optimum` has them.
import type { PolicyModule } from "./policy-module.ts";

type CertifiedMethod<Name extends string> = Pick<PolicyModule<Name>, "name" | "rule" | "reason">;

const method = <const Name extends string>(given: CertifiedMethod<Name>) => given;

export const CERTIFIED_METHODS = [
  method({
    name: "prices",
    rule: "near-optimal at any size, with a certified gap",
    reason: ({ id }) =>
      `At the prices of server time that prove the bound, ${id} is the cheapest place, or local search found it better.`,
  }),
  method({
    name: "optimum",
    rule: "optimal to a gap of 1e-6 (`--gap`), proven unless it says so",
    reason: () => "The proven optimum: no allocation of the jobs scores less.",
  }),
] as const;
