// The types of a policy file, where TypeScript is installed.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type TypeScript from "typescript";
import type { CompilerHost, CompilerOptions, SourceFile } from "typescript";
import { packageFolder } from "../io/origin.ts";
import type { PolicyCheck } from "./policy-check.ts";

/** The files of the compiler and of the library, parsed once: every check needs the same ones. */
const parsed = new Map<string, SourceFile>();

function hostThatRemembers(
  typescript: typeof TypeScript,
  options: CompilerOptions,
  checked: string,
): CompilerHost {
  const host = typescript.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => {
    const known = parsed.get(name);
    if (known !== undefined) return known;
    const file = getSourceFile.call(host, name, ...rest);
    if (file?.isDeclarationFile && resolve(name) !== checked) parsed.set(name, file);
    return file;
  };
  return host;
}

/** Checks a TypeScript file against the library's types. */
export async function checkTypes(file: string): Promise<PolicyCheck> {
  const skipped = (note: string): PolicyCheck => ({ check: "types", fault: null, note });
  if (!/\.[mc]?tsx?$/.test(file)) return skipped("not checked: no TypeScript");
  const types = join(packageFolder(), "dist", "index.d.ts");
  const loaded = await import("typescript").then(
    (module) => module.default,
    () => null,
  );
  if (loaded === null) return skipped("not checked: npm install typescript");
  if (!existsSync(types)) return skipped("not checked: no built types (npm run build)");
  const { ModuleKind, ModuleResolutionKind, ScriptTarget } = loaded;
  const path = resolve(file);
  const options: CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    target: ScriptTarget.ES2023,
    module: ModuleKind.Preserve,
    moduleResolution: ModuleResolutionKind.Bundler,
    types: [],
    paths: { "mec-offload": [types] },
  };
  const program = loaded.createProgram([path], options, hostThatRemembers(loaded, options, path));
  const [first] = loaded.getPreEmitDiagnostics(program).filter(({ file: of }) => of?.fileName === path);
  if (first?.file === undefined) return skipped("as the library's");
  const { line, character } = first.file.getLineAndCharacterOfPosition(first.start ?? 0);
  const message = loaded.flattenDiagnosticMessageText(first.messageText, " ");
  return { check: "types", fault: `${file}:${line + 1}:${character + 1}: ${message}`, note: "" };
}
