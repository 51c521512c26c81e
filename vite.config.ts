// Builds the page to dist/lab: a folder of classic scripts with relative addresses, so that it runs from any web server,
// from a sub-folder, and straight from a file share (file://), where browsers refuse modules and workers by address.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, resolve } from "node:path";
import { build, defineConfig, type InlineConfig, type Plugin } from "vite";

const jsx: Pick<InlineConfig, "oxc"> = { oxc: { jsx: { runtime: "automatic", importSource: "preact" } } };

/** HiGHS gets its WebAssembly by message: without this its address would pull 3.5 MB into every bundle. */
const noWasmAddress: Plugin = {
  name: "no-wasm-address",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("highs.mjs")) return undefined;
    return code
      .replace('new URL("highs.wasm",import.meta.url).href', '"highs.wasm"')
      .replace(
        'const{createRequire}=await import("node:module");var require=createRequire(import.meta.url)',
        "",
      )
      .replaceAll("import.meta.url", '""');
  },
};

/** Bundles one entry with all it imports into a single classic script. */
async function classicScript(entry: string, name?: string): Promise<string> {
  const output = await build({
    ...jsx,
    configFile: false,
    root: dirname(entry),
    logLevel: "error",
    plugins: [noWasmAddress],
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      target: "es2023",
      reportCompressedSize: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      lib: { entry, formats: ["iife"], name: name ?? "entry" },
    },
  });
  const chunk = [output].flat().flatMap((bundle) => ("output" in bundle ? bundle.output : []))[0];
  if (chunk?.type !== "chunk") throw new Error(`${entry}: no script came out`);
  return chunk.code;
}

/** A script that starts a worker at once: it gets ready while the page reads its own script. */
const startedAhead = (variable: string, code: string) =>
  `var ${variable}={source:${JSON.stringify(code)}};` +
  `${variable}.address=URL.createObjectURL(new Blob([${variable}.source],{type:"text/javascript"}));` +
  `${variable}.worker=new Worker(${variable}.address);`;

/**
 * Imports another entry as a bundle of its own:
 * `./x.ts?started` a worker that a script of its own starts ahead of the page's, and its text to start more of them from;
 * `./x.ts?lazy-source` such a text in a file that is loaded when first needed; `./x.ts?lazy-script` its exports, loaded
 * when first needed; `./x.wasm?lazy-bytes` a file's bytes (base64), loaded when first needed.
 */
function bundles(): Plugin {
  const kinds = /^\0bundle:(.+)\?(started|lazy-source|lazy-script|lazy-bytes)$/;
  const ahead: string[] = [];
  return {
    name: "bundles",
    enforce: "pre",
    transformIndexHtml: {
      order: "post",
      handler: (html) =>
        html.replace('<script type="module"', (page) => `${ahead.join("\n    ")}\n    ${page}`),
    },
    resolveId(id, importer) {
      const [path, kind] = id.split("?");
      if (importer === undefined || !/^(started|lazy-source|lazy-script|lazy-bytes)$/.test(kind))
        return undefined;
      const file = path.startsWith(".")
        ? resolve(dirname(importer), path)
        : createRequire(importer).resolve(path);
      return `\0bundle:${file}?${kind}`;
    },
    async load(id) {
      const [, entry, kind] = kinds.exec(id) ?? [];
      if (entry === undefined) return undefined;
      const name = basename(entry).replace(/\..*$/, "");
      const variable = `mecOffload_${name.replaceAll("-", "_")}`;
      const code =
        kind === "lazy-bytes"
          ? `var ${variable}="${readFileSync(entry, "base64")}"`
          : await classicScript(entry, variable);
      let source = code;
      if (kind === "started") source = startedAhead(variable, code);
      if (kind === "lazy-source") source = `var ${variable}=${JSON.stringify(code)}`;
      const hash = createHash("sha256").update(source).digest("hex").slice(0, 8);
      const fileName = `assets/${name}-${hash}.js`;
      this.emitFile({ type: "asset", fileName, source });
      if (kind === "started") {
        ahead.push(`<script defer src="./${fileName}"></script>`);
        return `export default globalThis.${variable};`;
      }
      const loader = JSON.stringify(resolve(import.meta.dirname, "src/web/load-script.ts"));
      return `import { loadScript } from ${loader};\nexport default () => loadScript("${fileName}", "${variable}");`;
    },
  };
}

/** Turns the module script of the page into a classic one. */
function classicPage(): Plugin {
  return {
    name: "classic-page",
    enforce: "post",
    transformIndexHtml: {
      order: "post",
      handler: (html) => html.replaceAll(' type="module"', " defer").replaceAll(" crossorigin", ""),
    },
  };
}

export default defineConfig({
  ...jsx,
  root: "src/web",
  base: "./",
  publicDir: false,
  logLevel: "warn",
  plugins: [bundles(), classicPage()],
  build: {
    outDir: "../../dist/lab",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: false,
    cssCodeSplit: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: { output: { format: "iife", codeSplitting: false } },
  },
});
