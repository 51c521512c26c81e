// The editor: CodeMirror with the checker's complaints at their lines, completion, and types on hovering.
import { autocompletion, type CompletionContext } from "@codemirror/autocomplete";
import { javascript } from "@codemirror/lang-javascript";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { linter, lintGutter } from "@codemirror/lint";
import { EditorView, hoverTooltip } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";
import type { CheckerAnswers, CheckerAsk, CheckReport } from "./checker.ts";

export type AskChecker = <Q extends CheckerAsk>(ask: Q) => Promise<CheckerAnswers[Q["kind"]]>;

export interface EditorOptions {
  /** A shadow root, so that its styles pass the page's content security policy. */
  readonly root: ShadowRoot;
  readonly text: string;
  readonly ask: AskChecker;
  readonly changed: (text: string) => void;
  readonly checked: (found: CheckReport) => void;
}

const TYPES: Record<string, string> = {
  method: "method",
  property: "property",
  function: "function",
  const: "constant",
  let: "variable",
  var: "variable",
  parameter: "variable",
  keyword: "keyword",
  interface: "interface",
  type: "type",
};

const look = EditorView.theme({
  "&": { fontSize: "13px", backgroundColor: "var(--ground)", color: "var(--ink)" },
  ".cm-content": {
    fontFamily: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
    caretColor: "var(--ink)",
  },
  ".cm-gutters": { backgroundColor: "var(--ground)", color: "var(--muted)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--track)" },
  "&.cm-focused": { outline: "2px solid var(--accent)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--accent-ground) !important",
  },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-tooltip": { backgroundColor: "var(--ground)", border: "1px solid var(--line)", maxWidth: "520px" },
  ".cm-explain": { padding: "4px 8px", fontSize: "12px", whiteSpace: "pre-wrap" },
});

const words = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)" },
  { tag: [tags.string, tags.number, tags.bool, tags.null], color: "var(--code-value)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.typeName, tags.className], color: "var(--code-type)" },
]);

/** Puts an editor into the root; gives a way to take it out again. */
export function openEditor({ root, text, ask, changed, checked }: EditorOptions): () => void {
  const complain = linter(
    async (view) => {
      const found = await ask({ kind: "check", text: view.state.doc.toString() });
      checked(found);
      return found.complaints.map(({ from, to, severity, message }) => ({ from, to, severity, message }));
    },
    { delay: 250 },
  );
  const complete = async (context: CompletionContext) => {
    const word = context.matchBefore(/[\w$]*/);
    const afterDot = context.matchBefore(/\.[\w$]*/) !== null;
    if (!context.explicit && !afterDot && (word === null || word.from === word.to)) return null;
    const found = await ask({ kind: "complete", text: context.state.doc.toString(), at: context.pos });
    const options = found.map(({ label, type }) => ({ label, type: TYPES[type] ?? "text" }));
    return { from: word?.from ?? context.pos, options, validFor: /^[\w$]*$/ };
  };
  const explain = hoverTooltip(async (view, at) => {
    const found = await ask({ kind: "explain", text: view.state.doc.toString(), at });
    if (found === null) return null;
    const create = () => {
      const dom = document.createElement("div");
      dom.className = "cm-explain";
      dom.textContent = found.about === "" ? found.text : `${found.text}\n${found.about}`;
      return { dom };
    };
    return { pos: found.from, end: found.to, create };
  });
  const host = document.createElement("div");
  root.append(host);
  const view = new EditorView({
    root,
    parent: host,
    doc: text,
    extensions: [
      basicSetup,
      EditorView.lineWrapping,
      javascript({ typescript: true }),
      syntaxHighlighting(words),
      look,
      lintGutter(),
      complain,
      autocompletion({ override: [complete] }),
      explain,
      EditorView.contentAttributes.of({ "aria-label": "source of the policy" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) changed(update.state.doc.toString());
      }),
    ],
  });
  return () => {
    view.destroy();
    host.remove();
  };
}
