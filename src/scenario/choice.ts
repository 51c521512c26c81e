// One of several kinds of a thing, told apart by the name of its only field: `{ poisson: { ratePerS: 2 } }`.
import type { z } from "zod";
import { fields } from "../model/check.ts";

type Members = Readonly<Record<string, z.ZodType>>;
type Choice<Of extends Members> = { [Name in keyof Of]: { [N in Name]: z.output<Of[N]> } }[keyof Of];

/** An object with exactly one of the named fields. */
export function choice<const Of extends Members>(members: Of): z.ZodType<Choice<Of>> {
  const names = Object.keys(members);
  const shape = Object.fromEntries(names.map((name) => [name, members[name].optional()]));
  return fields(shape)
    .refine((of) => Object.values(of).filter((one) => one !== undefined).length === 1, {
      error: `exactly one of ${names.join(", ")}`,
    })
    .meta({ minProperties: 1, maxProperties: 1 }) as unknown as z.ZodType<Choice<Of>>;
}
