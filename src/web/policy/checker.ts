// TypeScript in a worker of its own: checks the user's policy against the library's types, completes, explains, compiles.
import ts from "typescript";
import policyTypes from "../../model/policy.ts?raw";
import scoreTypes from "../../model/score.ts?raw";
import unitTypes from "../../units.ts?raw";
import { sourceLines } from "./source-lines.ts";

const OWN = "/own-policy.ts";

const libraries = import.meta.glob<string>(
  [
    "../../../node_modules/typescript/lib/lib.es*.d.ts",
    "../../../node_modules/typescript/lib/lib.decorators*.d.ts",
    "!../../../node_modules/typescript/lib/lib.*.full.d.ts",
  ],
  { query: "?raw", import: "default", eager: true },
);

const files = new Map<string, string>([
  ["/library/units.ts", unitTypes],
  ["/library/model/policy.ts", policyTypes],
  ["/library/model/score.ts", scoreTypes],
  [
    "/library/index.ts",
    'export type * from "./model/policy.ts";\n/** The place of a job that runs on its own device. */\nexport declare const LOCAL: -1;\n',
  ],
]);
for (const [path, text] of Object.entries(libraries)) files.set(`/lib/${path.split("/").at(-1)}`, text);

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2023.d.ts"],
  types: [],
  strict: true,
  allowImportingTsExtensions: true,
  noEmitOnError: false,
  paths: { "mec-offload": ["/library/index.ts"] },
  sourceMap: true,
};

let version = 0;

const host: ts.LanguageServiceHost = {
  getScriptFileNames: () => [OWN],
  getScriptVersion: (name) => (name === OWN ? String(version) : "1"),
  getScriptSnapshot: (name) => {
    const text = files.get(name);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => "/",
  getCompilationSettings: () => OPTIONS,
  getDefaultLibFileName: () => "/lib/lib.es2023.d.ts",
  fileExists: (name) => files.has(name),
  readFile: (name) => files.get(name),
  directoryExists: (name) => [...files.keys()].some((file) => file.startsWith(`${name}/`)),
  getDirectories: () => [],
};

const service = ts.createLanguageService(host);

/** "Parameter implicitly has an 'any' type", and the same of parts of it: a policy in plain JavaScript is no error. */
const UNTYPED = [7006, 7019, 7031];

export interface Complaint {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly severity: "error" | "warning";
  readonly message: string;
}

export interface CheckReport {
  readonly complaints: readonly Complaint[];
  /** CommonJS, with the line that the user wrote for each of its lines; null when the text is no program. */
  readonly compiled: { readonly code: string; readonly lines: readonly number[] } | null;
}

export interface Suggestion {
  readonly label: string;
  readonly type: string;
}

function complaintOf(diagnostic: ts.Diagnostic, text: string): Complaint {
  const from = diagnostic.start ?? 0;
  const line = text.slice(0, from).split("\n").length;
  return {
    from,
    to: Math.min(text.length, from + Math.max(1, diagnostic.length ?? 1)),
    line,
    severity:
      diagnostic.category === ts.DiagnosticCategory.Error && !UNTYPED.includes(diagnostic.code)
        ? "error"
        : "warning",
    message: ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"),
  };
}

function set(text: string): void {
  if (files.get(OWN) === text) return;
  files.set(OWN, text);
  version++;
}

function check(text: string): CheckReport {
  set(text);
  const syntax = service.getSyntacticDiagnostics(OWN);
  const found = [...syntax, ...(syntax.length > 0 ? [] : service.getSemanticDiagnostics(OWN))];
  const complaints = found.map((diagnostic) => complaintOf(diagnostic, text));
  if (syntax.length > 0) return { complaints, compiled: null };
  const output = service.getEmitOutput(OWN).outputFiles;
  const code = output.find(({ name }) => name.endsWith(".js"))?.text ?? "";
  const map = output.find(({ name }) => name.endsWith(".map"))?.text ?? "{}";
  const lines = sourceLines((JSON.parse(map) as { mappings?: string }).mappings ?? "");
  return { complaints, compiled: { code: code.replace(/\n\/\/# sourceMappingURL.*\s*$/, "\n"), lines } };
}

function complete(text: string, at: number): Suggestion[] {
  set(text);
  const found = service.getCompletionsAtPosition(OWN, at, {})?.entries ?? [];
  return found.slice(0, 400).map(({ name, kind }) => ({ label: name, type: kind }));
}

function explain(text: string, at: number) {
  set(text);
  const info = service.getQuickInfoAtPosition(OWN, at);
  if (info === undefined) return null;
  const { start, length } = info.textSpan;
  const about = ts.displayPartsToString(info.documentation);
  return { from: start, to: start + length, text: ts.displayPartsToString(info.displayParts), about };
}

export type CheckerAsk =
  | { readonly kind: "check"; readonly text: string }
  | { readonly kind: "complete" | "explain"; readonly text: string; readonly at: number };

export interface CheckerAnswers {
  readonly check: CheckReport;
  readonly complete: readonly Suggestion[];
  readonly explain: ReturnType<typeof explain>;
}

interface Scope {
  postMessage(message: { readonly id: number; readonly answer: unknown }): void;
  onmessage: ((event: { data: { readonly id: number; readonly ask: CheckerAsk } }) => void) | null;
}
const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data: { id, ask } }) => {
  const answer =
    ask.kind === "check"
      ? check(ask.text)
      : ask.kind === "complete"
        ? complete(ask.text, ask.at)
        : explain(ask.text, ask.at);
  scope.postMessage({ id, answer });
};
