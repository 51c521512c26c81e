// The JSON Schema of a study file, for editors.
import { z } from "zod";
import { studySchema } from "./study.ts";

/** JSON Schema (2020-12). What depends on several fields at once is checked on reading only. */
export const studyJsonSchema = (): object => z.toJSONSchema(studySchema, { io: "input", reused: "ref" });
