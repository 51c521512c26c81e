// The worker that computes what the page shows. Nothing here touches the page or the net.
import { certify, takeHighs } from "../compute/certify.ts";
import type { Context } from "../compute/context.ts";
import { front } from "../compute/front.ts";
import { reason } from "../compute/reason.ts";
import { run } from "../compute/run.ts";
import { sweep } from "../compute/sweep.ts";
import { worldOf } from "../compute/world.ts";
import { answerBy } from "./answering.ts";
import type { Ask } from "./protocol.ts";

answerBy((ask: Ask, context: Context): unknown => {
  switch (ask.kind) {
    case "highs":
      return takeHighs(ask.bytes);
    case "world":
      return worldOf(ask).report;
    case "run":
      return run(ask, context);
    case "reason":
      return reason(ask, context);
    case "sweep":
      return sweep(ask, context);
    case "optimum":
      return certify(ask, context);
    case "front":
      return front(ask, context);
    case "read-file":
    case "export":
      throw new Error("files are read and made by other workers");
  }
});
