// The user's own policy: written here, checked as it is typed, run in the worker when the user says so.
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { saveFile } from "../export/save-file.ts";
import { OWN } from "../setup/methods.ts";
import { compiled, EXAMPLE } from "../state/own-policy.ts";
import { faults } from "../state/results.ts";
import { change, settings } from "../state/settings.ts";
import { askChecker } from "./checking.ts";
import loadEditor from "./editor.ts?lazy-script";
import { checked, runPolicy, text, textVersion } from "./run-policy.ts";

const loading = signal<string | null>(null);

type EditorModule = typeof import("./editor.ts");

function Editor() {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let close: (() => void) | null = null;
    let gone = false;
    loading.value = "loading the editor and TypeScript …";
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: "open" });
    (loadEditor() as Promise<EditorModule>).then(
      ({ openEditor }) => {
        if (gone) return;
        loading.value = null;
        close = openEditor({
          root,
          text: text(),
          ask: askChecker,
          changed: (code) => change({ code }),
          checked: (found) => {
            checked.value = found;
          },
        });
      },
      (error: Error) => {
        loading.value = error.message;
      },
    );
    return () => {
      gone = true;
      close?.();
    };
  }, []);
  return <div class="editor" ref={host} />;
}

/** @param failed the run of just this text ended with an error, so that a clean check is no news */
function Complaints({ failed }: { failed: boolean }) {
  const found = checked.value;
  if (found === null) return null;
  if (found.complaints.length === 0) return failed ? null : <p class="hint">No errors.</p>;
  return (
    <ul class="complaints">
      {found.complaints.slice(0, 20).map(({ line, message, from, severity }) => (
        <li key={from} class={severity === "error" ? "fault" : "hint"}>
          line {line}: {message}
        </li>
      ))}
    </ul>
  );
}

export function PolicyPanel() {
  const { code, methods } = settings.value;
  const at = methods.findIndex((id) => id.endsWith(OWN));
  const fault = at < 0 ? null : (faults.value[at] ?? null);
  const changed = compiled.value !== null && compiled.value.of !== (code ?? EXAMPLE);
  return (
    <div class="policy">
      <p>
        A policy is a function <code>(job, view, stream) =&gt; place</code>. It sees the network as it is when
        the job is placed and answers <code>"local"</code> or a server. The same file runs on the command
        line: <code>mec-offload solve instance.json --method ./own-policy.ts</code>.
      </p>
      <Editor key={textVersion.value} />
      {loading.value !== null && (
        <p class="hint" role="status">
          {loading.value}
        </p>
      )}
      <div class="row">
        <button type="button" class="main" onClick={() => void runPolicy(false)}>
          Place all jobs beforehand
        </button>
        <button type="button" onClick={() => void runPolicy(true)}>
          Decide at each arrival
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => saveFile({ name: "own-policy.ts", type: "text/typescript", content: text() })}
        >
          Save own-policy.ts
        </button>
        {changed && <span class="hint">changed since it last ran</span>}
      </div>
      {fault !== null && (
        <p class="fault" role="alert">
          {fault.message}
        </p>
      )}
      <div aria-live="polite">
        <Complaints failed={fault !== null && !changed} />
      </div>
    </div>
  );
}
