// What a file says it is.
import { InputError } from "../../model/input-error.ts";
import { INSTANCE_FORMAT } from "../../model/instance.ts";
import { SCENARIO_FORMAT } from "../../scenario/index.ts";

/** @throws InputError when it is neither an instance nor a scenario */
export function formatOf(data: unknown, name: string): "instance" | "scenario" {
  const format = (data as { format?: unknown } | null)?.format;
  if (format === INSTANCE_FORMAT) return "instance";
  if (format === SCENARIO_FORMAT) return "scenario";
  throw new InputError(`${name}: format`, `"${INSTANCE_FORMAT}" or "${SCENARIO_FORMAT}"`, format);
}
