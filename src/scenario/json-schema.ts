// JSON Schemas of the files, for editors.
import { z } from "zod";
import { allocationSchema } from "../model/allocation.ts";
import { instanceSchema } from "../model/instance.ts";
import { scenarioSchema } from "./scenario.ts";

const SCHEMAS = { instance: instanceSchema, scenario: scenarioSchema, allocation: allocationSchema };

export const SCHEMA_NAMES = Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[];

/** The JSON Schema (2020-12) of a kind of file. What depends on several fields at once is checked on reading only. */
export const jsonSchema = (name: keyof typeof SCHEMAS): object =>
  z.toJSONSchema(SCHEMAS[name](), { io: "input", reused: "ref" });
