// `schema`: JSON Schema of the files, for editors and other programs.
import { Argument, type Command } from "@commander-js/extra-typings";
import { scheduleJsonSchema } from "../../graphs/schedule-file.ts";
import { jsonSchema, SCHEMA_NAMES } from "../../scenario/json-schema.ts";
import { studyJsonSchema } from "../../study/json-schema.ts";
import { sayJson } from "../terminal.ts";

export function schemaCommand(program: Command): void {
  program
    .command("schema")
    .addArgument(
      new Argument("<kind>", "kind of file").choices([...SCHEMA_NAMES, "schedule", "study"] as const),
    )
    .action((kind) =>
      sayJson(
        kind === "study" ? studyJsonSchema() : kind === "schedule" ? scheduleJsonSchema() : jsonSchema(kind),
      ),
    );
}
