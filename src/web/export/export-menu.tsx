// The menu of what can be taken away: the link, inputs for the command line, tables, figures, the trace.
import { useSignal } from "@preact/signals";
import { toFault } from "../state/lines.ts";
import { LONGEST_LINK, toLink } from "../state/link.ts";
import { shownReport } from "../state/results.ts";
import { settings } from "../state/settings.ts";
import type { ExportAsk } from "../worker/protocol.ts";
import { FIGURES, saveFigure } from "./figures.ts";
import { commandLine, exportData } from "./take-away.ts";

const INPUTS: readonly { readonly what: ExportAsk["what"]; readonly name: string }[] = [
  { what: "scenario", name: "Scenario or instance, as set up" },
  { what: "instance", name: "Instance, as drawn" },
  { what: "allocation", name: "Allocation" },
  { what: "trace", name: "Trace for Perfetto" },
];
const TABLES = [
  { what: "policies", name: "Policies" },
  { what: "weights", name: "Score over all weights" },
  { what: "jobs", name: "Jobs of the run shown" },
] as const;

export function ExportMenu() {
  const said = useSignal<string>("");
  const wrong = useSignal<string>("");
  const attempt = async (what: string, work: () => Promise<void>) => {
    wrong.value = "";
    said.value = `${what} …`;
    try {
      await work();
      said.value = `${what}: done`;
    } catch (error) {
      said.value = "";
      wrong.value = toFault(error).message;
    }
  };
  const copyLink = async () => {
    const link = await toLink(settings.peek());
    if (link.length > LONGEST_LINK) {
      throw new Error("This network is too large for a link; save its file instead.");
    }
    await navigator.clipboard.writeText(`${location.href.replace(/#.*/, "")}#${link}`);
  };
  const data = (what: ExportAsk["what"], name: string) => (
    <button type="button" onClick={() => void attempt(name, () => exportData(what))}>
      {what.includes(".") ? what.replace(/.*\./, "").toUpperCase() : "Save"}
      <span class="unseen"> {name}</span>
    </button>
  );
  return (
    <details class="menu" name="menu">
      <summary>Take away</summary>
      <div class="sheet">
        <p class="row">
          <button type="button" onClick={() => void attempt("Link", copyLink)}>
            Copy link
          </button>
          <small>holds all of this page; nothing is sent anywhere</small>
        </p>
        <h3>For the command line</h3>
        <ul>
          {INPUTS.map(({ what, name }) => (
            <li key={what}>
              <span>{name}</span>
              {data(what, name)}
            </li>
          ))}
        </ul>
        <code class="command">{commandLine()}</code>
        <h3>Tables</h3>
        <ul>
          {TABLES.map(({ what, name }) => (
            <li key={what}>
              <span>{name}</span>
              {data(`${what}.csv`, name)}
              {data(`${what}.parquet`, name)}
            </li>
          ))}
        </ul>
        <h3>Figures</h3>
        <ul>
          {FIGURES.map((figure) => (
            <li key={figure.name}>
              <span>{figure.title}</span>
              {(["svg", "png"] as const).map((format) => (
                <button
                  type="button"
                  key={format}
                  disabled={shownReport.value === null}
                  onClick={() => void attempt(figure.title, () => saveFigure(figure, format))}
                >
                  {format.toUpperCase()}
                  <span class="unseen"> {figure.title}</span>
                </button>
              ))}
            </li>
          ))}
        </ul>
        <p role="status" class="hint">
          {said.value}
        </p>
        {wrong.value !== "" && (
          <p class="fault" role="alert">
            {wrong.value}
          </p>
        )}
      </div>
    </details>
  );
}
