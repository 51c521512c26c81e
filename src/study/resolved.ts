// A study with everything it names read in: plain data, the same on every machine, checked wherever it comes from.
import { z } from "zod";
import { check, fields, list } from "../model/check.ts";
import { InputError } from "../model/input-error.ts";
import { studySchema } from "./study.ts";

export const resolvedSchema = fields({
  study: studySchema,
  /** The scenario as data, recorded tables read in; not yet changed by factors. */
  scenario: z.record(z.string(), z.unknown(), { error: "a scenario" }),
  /** Each policy of the study; for a file of the user's, the hash of its text. */
  policies: list(
    fields({
      name: z.string({ error: "the name of a policy" }),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
    }),
    "policies",
    1,
  ),
});

export type ResolvedStudy = z.output<typeof resolvedSchema>;
export type StudyPolicy = ResolvedStudy["policies"][number];

/** @throws InputError naming the field at fault */
export function readResolved(data: unknown, source: string): ResolvedStudy {
  const resolved = check(resolvedSchema, data, source);
  const names = resolved.policies.map(({ name }) => name);
  if (names.join("\n") !== resolved.study.policies.join("\n")) {
    throw new InputError(
      `${source}: policies`,
      `the policies of the study (${resolved.study.policies.join(", ")})`,
      names,
    );
  }
  return resolved;
}
