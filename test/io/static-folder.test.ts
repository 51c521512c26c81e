// The server of the lab: files of its folder and nothing else, on the loopback address, with headers that hold.
import { mkdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServedFolder, serveFolder } from "../../src/io/static-folder.ts";
import { scratch } from "../cli/command.ts";

const place = scratch();
let served: ServedFolder;

beforeAll(async () => {
  mkdirSync(place.path("page/assets"), { recursive: true });
  writeFileSync(place.path("page/index.html"), "<title>page</title>");
  writeFileSync(place.path("page/assets/a.js"), "1;".repeat(5000));
  writeFileSync(place.path("secret.txt"), "secret");
  served = await serveFolder(place.path("page"), 0);
});
afterAll(async () => {
  await served.close();
  place.remove();
});

/** Asks for a path as it stands: clients of a higher level tidy it. */
function get(path: string, headers: Record<string, string> = {}, method = "GET") {
  const { hostname, port } = new URL(served.address);
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (resolve, reject) => {
      const asked = request({ hostname, port, path, headers, method }, (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts),
          }),
        );
      });
      asked.on("error", reject).end();
    },
  );
}

test("gives files with their type, compressed for those who take it, under a strict policy", async () => {
  const page = await get("/");
  expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(page.headers["content-security-policy"]).toContain("connect-src 'none'");
  expect(page.body.toString()).toBe("<title>page</title>");
  const script = await get("/assets/a.js", { "accept-encoding": "gzip" });
  expect(script.headers["content-encoding"]).toBe("gzip");
  expect(script.body.length).toBeLessThan(200);
  expect(gunzipSync(script.body).toString()).toBe("1;".repeat(5000));
  expect((await get("/", {}, "HEAD")).body.length).toBe(0);
});

test.each([
  "/../secret.txt",
  "/%2e%2e/secret.txt",
  "/..%2fsecret.txt",
  "/assets",
  "/nothing.js",
  "/%",
  "/a%00b",
])("gives nothing for %s", async (path) => {
  expect((await get(path)).status).toBe(404);
});

test("answers neither another name nor another method", async () => {
  expect((await get("/", { host: "evil.example:80" })).status).toBe(403);
  expect((await get("/", {}, "POST")).status).toBe(405);
});

test("a file is compressed once, however many ask for it at once", async () => {
  // As random as a text of digits is: it takes long to compress.
  const text = Array.from({ length: 300_000 }, (_, k) => String(Math.imul(k, 0x9e3779b1) >>> 0)).join("");
  for (const name of ["alone", "together"]) writeFileSync(place.path(`page/assets/${name}.js`), text);
  const costOf = async (name: string, times: number) => {
    const before = process.cpuUsage();
    const path = `/assets/${name}.js`;
    const headers = { "accept-encoding": "gzip" };
    const answers = await Promise.all(Array.from({ length: times }, () => get(path, headers, "HEAD")));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  expect(await costOf("together", 20)).toBeLessThan(5 * (await costOf("alone", 1)));
});

test("says which port is taken", async () => {
  const port = Number(new URL(served.address).port);
  await expect(serveFolder(place.path("page"), port)).rejects.toThrow(
    `--port: expected a port that is free (0 takes any), got ${port}`,
  );
});
