// The worker that reads files: it brings YAML along, which the page needs only then.
import { parseFile } from "../compute/parse-file.ts";
import { answerBy } from "./answering.ts";

answerBy((ask) => {
  if (ask.kind !== "read-file") throw new Error(`this worker reads files, not ${ask.kind}`);
  return parseFile(ask.name, ask.text);
});
