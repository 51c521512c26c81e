// Builds the page to dist/lab: a folder of classic scripts with relative addresses, so that it runs from any web server,
// from a sub-folder, and straight from a file share (file://), where browsers refuse modules and workers by address.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, resolve } from "node:path";
import { uneval } from "devalue";
import { build, defineConfig, type InlineConfig, type Plugin, runnerImport } from "vite";
import { gathering, thirdParty, withNotices } from "./build/third-party.ts";

const carried = thirdParty();

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
    plugins: [noWasmAddress, gathering(carried)],
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

/** A worker's file: its code in a global function, for `importScripts` and, under file://, for the page to take as text. */
const inFunction = (variable: string, code: string) => `var ${variable}=(function(){${code}\n});`;

/**
 * A script that starts a worker at once, so that it gets ready while the page reads its own script. Not under file://, and not
 * for an address without settings: what that shows was made with the page and need not share the processor with a worker.
 */
const startedAhead = (variable: string, fileName: string) =>
  `if(location.protocol!=="file:"&&location.hash.length>1){var ${variable}_ahead=(function(){` +
  `var address=URL.createObjectURL(new Blob(['importScripts('+JSON.stringify(new URL("${fileName}",document.baseURI))+');${variable}();'],{type:"text/javascript"}));` +
  `return{address:address,worker:new Worker(address)}})()}`;

/** `./x.ts?at-build` is what the default export of `./x.ts` makes while the page is built. */
const madeAtBuild: Plugin = {
  name: "made-at-build",
  enforce: "pre",
  resolveId(id, importer) {
    if (importer === undefined || !id.endsWith("?at-build")) return undefined;
    return `\0at-build:${resolve(dirname(importer), id.slice(0, -"?at-build".length))}`;
  },
  async load(id) {
    if (!id.startsWith("\0at-build:")) return undefined;
    const entry = id.slice("\0at-build:".length);
    const { module } = await runnerImport<{ default: () => Promise<unknown> }>(entry, { configFile: false });
    return `export default ${uneval(await module.default())};`;
  },
};

/**
 * Imports another entry as a bundle of its own:
 * `./x.ts?worker-text` what to start a worker of it from; `./x.ts?started` the same, and one that a script of its own starts
 * ahead of the page's; `./x.ts?lazy-script` its exports, loaded when first needed; `./x.wasm?lazy-bytes` a file's bytes
 * (base64), loaded when first needed.
 */
function bundles(): Plugin {
  const kinds = /^\0bundle:(.+)\?(started|worker-text|lazy-script|lazy-bytes)$/;
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
      if (importer === undefined || !/^(started|worker-text|lazy-script|lazy-bytes)$/.test(kind))
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
      const emit = (of: string, source: string) => {
        const hash = createHash("sha256").update(source).digest("hex").slice(0, 8);
        const fileName = `assets/${of}-${hash}.js`;
        this.emitFile({ type: "asset", fileName, source });
        return fileName;
      };
      const isWorker = kind === "started" || kind === "worker-text";
      const fileName = emit(name, isWorker ? inFunction(variable, code) : code);
      const from = (file: string) => JSON.stringify(resolve(import.meta.dirname, "src/web", file));
      const asked = `("${fileName}", "${variable}")`;
      if (!isWorker) {
        return `import { loadScript } from ${from("load-script.ts")};\nexport default () => loadScript${asked};`;
      }
      if (kind === "started") {
        const first = emit(`${name}-ahead`, startedAhead(variable, fileName));
        ahead.push(`<script defer src="./${first}"></script>`);
      }
      const load = `import { workerText } from ${from("worker/worker-text.ts")};\nconst load = () => workerText${asked};`;
      return `${load}\nexport default ${kind === "started" ? `{ load, ahead: globalThis.${variable}_ahead }` : "load"};`;
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
  plugins: [madeAtBuild, bundles(), classicPage(), withNotices(carried)],
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
