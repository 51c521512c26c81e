// Serves a folder of files on the loopback address: right types, compressed, with headers that keep the page to itself.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { InputError } from "../model/input-error.ts";

const ADDRESS = "127.0.0.1";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
};

/** What the page itself asks for in its meta element, and that nobody may frame it, which only a header can say. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "worker-src blob:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

interface Stored {
  readonly type: string;
  readonly plain: Buffer;
  readonly zipped: Buffer;
}

/** What was read, or is being read, by path. */
type Kept = Map<string, { readonly changed: number; readonly file: Promise<Stored> }>;

const zip = promisify(gzip);

async function read(path: string): Promise<Stored> {
  const plain = readFileSync(path);
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  return { type, plain, zipped: await zip(plain, { level: 9 }) };
}

/** A file as it is now: however many ask at once, it is read and compressed once. */
function stored(path: string, kept: Kept): Promise<Stored> {
  const changed = statSync(path).mtimeMs;
  const before = kept.get(path);
  if (before?.changed === changed) return before.file;
  const file = read(path);
  kept.set(path, { changed, file });
  // A failure is not kept.
  file.catch(() => kept.delete(path));
  return file;
}

/** The file that an address names, or null: nothing above the folder, no hidden files, no folders but the first. */
function fileOf(folder: string, url: string | undefined): string | null {
  let name: string;
  try {
    name = decodeURIComponent(new URL(url ?? "/", "http://localhost").pathname);
  } catch {
    return null;
  }
  if (name.includes("\0") || /(^|\/)\./.test(name)) return null;
  const path = normalize(join(folder, name === "/" ? "index.html" : name));
  if (!path.startsWith(folder + sep) || !existsSync(path) || !statSync(path).isFile()) return null;
  return path;
}

/** A page elsewhere that has its own name lead here gets nothing (DNS rebinding). */
const isLocal = (host: string | undefined) => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? "");

async function answer(folder: string, kept: Kept, request: IncomingMessage, response: ServerResponse) {
  const end = (status: number, text: string, more: Record<string, string> = {}) =>
    response
      .writeHead(status, { ...HEADERS, "content-type": "text/plain; charset=utf-8", ...more })
      .end(text);
  if (!isLocal(request.headers.host)) return end(403, "this server answers on the loopback address only\n");
  if (request.method !== "GET" && request.method !== "HEAD") {
    return end(405, "GET and HEAD only\n", { allow: "GET, HEAD" });
  }
  const path = fileOf(folder, request.url);
  if (path === null) return end(404, "no such file\n");
  const file = await stored(path, kept);
  const zipped = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  const body = zipped ? file.zipped : file.plain;
  response.writeHead(200, {
    ...HEADERS,
    "content-type": file.type,
    "content-length": String(body.length),
    "cache-control": path.includes(`${sep}assets${sep}`) ? "public, max-age=31536000, immutable" : "no-cache",
    vary: "accept-encoding",
    ...(zipped ? { "content-encoding": "gzip" } : {}),
  });
  return response.end(request.method === "HEAD" ? undefined : body);
}

export interface ServedFolder {
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves a folder until closed.
 * @param port 0 takes any that is free
 * @throws InputError when the port is taken or not ours to take
 */
export async function serveFolder(folder: string, port: number): Promise<ServedFolder> {
  const kept: Kept = new Map();
  const server: Server = createServer((request, response) => {
    answer(folder, kept, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500, HEADERS);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE" || error.code === "EACCES";
      reject(taken ? new InputError("--port", "a port that is free (0 takes any)", port) : error);
    });
    server.listen(port, ADDRESS, resolve);
  });
  const bound = server.address();
  const actual = typeof bound === "object" && bound !== null ? bound.port : port;
  return {
    address: `http://${ADDRESS}:${actual}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
