// `lab`: serves the simulator in a web page on the loopback address, until interrupted.
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "@commander-js/extra-typings";
import { packageFolder } from "../../io/origin.ts";
import { serveFolder } from "../../io/static-folder.ts";
import { InputError } from "../../model/input-error.ts";
import { wholeFrom } from "../options.ts";
import { untilInterrupted } from "../session.ts";
import { say } from "../terminal.ts";

const PORT = 8321;

/** The page as `npm run build` leaves it. */
function pageFolder(): string {
  const folder = join(packageFolder(), "dist", "lab");
  if (!existsSync(join(folder, "index.html"))) {
    throw new InputError("dist/lab/index.html", "the built page (npm run build makes it)", undefined);
  }
  return folder;
}

export function labCommand(program: Command): void {
  program
    .command("lab")
    .addOption(
      new Option("--port <number>", "port to serve on; 0 takes any that is free")
        .argParser(wholeFrom(0, 65535))
        .default(PORT),
    )
    .action(async ({ port }) => {
      const { address, close } = await serveFolder(pageFolder(), port);
      say(`The lab is at ${address} (Ctrl-C ends it).`);
      await untilInterrupted((signal) => once(signal, "abort"));
      await close();
    });
}
