// The worker that makes files: it brings the table formats along, which the page needs only then.
import { takeHighs } from "../compute/certify.ts";
import { exported } from "../compute/export.ts";
import { answerBy } from "./answering.ts";

answerBy((ask, context) => {
  if (ask.kind === "highs") return takeHighs(ask.bytes);
  if (ask.kind !== "export") throw new Error(`this worker makes files, not ${ask.kind}`);
  return exported(ask, context);
});
