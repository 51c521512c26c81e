// The menu of what can be taken away: the link, inputs for the command line, tables, figures, the trace.
import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { toFault } from "../state/lines.ts";
import { LONGEST_LINK, toLink } from "../state/link.ts";
import { closedFormHolds, shownReport } from "../state/results.ts";
import { settings } from "../state/settings.ts";
import type { ExportAsk } from "../worker/protocol.ts";
import { FIGURES, saveFigure } from "./figures.ts";
import { commandLine, exportData } from "./take-away.ts";

interface Offer {
  readonly name: string;
  /** Only where the paper's equations hold, which an instance can say all of. */
  readonly closedForm?: boolean;
}

const INPUTS: readonly (Offer & { readonly what: ExportAsk["what"] })[] = [
  { what: "scenario", name: "Scenario or instance, as set up" },
  { what: "instance", name: "Instance, as drawn", closedForm: true },
  { what: "allocation", name: "Allocation", closedForm: true },
  { what: "trace", name: "Trace for Perfetto" },
];
const TABLES: readonly (Offer & { readonly what: "policies" | "weights" | "jobs" })[] = [
  { what: "policies", name: "Policies" },
  { what: "weights", name: "Score over all weights", closedForm: true },
  { what: "jobs", name: "Jobs of the run shown" },
];

/** Closes the menu on Escape and on a press outside of it. */
function useClosing(menu: RefObject<HTMLDetailsElement | null>): void {
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const close = () => {
      if (menu.current !== null) menu.current.open = false;
    };
    addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Escape" || menu.current?.open !== true) return;
        close();
        menu.current.querySelector("summary")?.focus();
      },
      { signal },
    );
    addEventListener(
      "pointerdown",
      (event) => {
        if (!(event.target instanceof Node) || menu.current?.contains(event.target) !== true) close();
      },
      { signal },
    );
    return () => stop.abort();
  }, []);
}

export function ExportMenu() {
  const said = useSignal<string>("");
  const wrong = useSignal<string>("");
  const menu = useRef<HTMLDetailsElement>(null);
  useClosing(menu);
  const offered = ({ closedForm }: Offer) => closedForm !== true || closedFormHolds.value;
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
    <details class="menu" name="menu" ref={menu}>
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
          {INPUTS.filter(offered).map(({ what, name }) => (
            <li key={what}>
              <span>{name}</span>
              {data(what, name)}
            </li>
          ))}
        </ul>
        <code class="command">{commandLine()}</code>
        <h3>Tables</h3>
        <ul>
          {TABLES.filter(offered).map(({ what, name }) => (
            <li key={what}>
              <span>{name}</span>
              {data(`${what}.csv`, name)}
              {data(`${what}.parquet`, name)}
            </li>
          ))}
        </ul>
        <h3>Figures</h3>
        <ul>
          {FIGURES.filter(offered).map((figure) => (
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
