// A Redis server of a test's own, on a free port of the loopback address; none where it is not installed.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { connect, createServer } from "node:net";
import { onTestFinished } from "vitest";
import { scratch } from "./scratch.ts";

/** Why there is no Redis for tests here, or null. */
export const noRedis =
  spawnSync("redis-server", ["--version"]).status === 0
    ? null
    : "no redis-server (Debian: apt-get install redis-server)";

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

export interface TestRedis {
  readonly port: number;
  readonly address: string;
  /** Ends the server at once. */
  kill(): Promise<void>;
  /** Ends the server as its administrator would. */
  stop(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
}

/** Starts a server that writes every change to disk; it ends with the test. */
export async function startRedis(...settings: string[]): Promise<TestRedis> {
  const port = await freePort();
  const folder = scratch();
  let child: ChildProcess;
  async function up(): Promise<void> {
    const fixed = [
      "--port",
      String(port),
      "--bind",
      "127.0.0.1",
      "--dir",
      folder,
      "--appendonly",
      "yes",
      "--save",
      "",
    ];
    child = spawn("redis-server", [...fixed, "--appendfsync", "always", ...settings], { stdio: "ignore" });
    for (let k = 0; k < 200 && !(await answers(port)); k++) await new Promise((wait) => setTimeout(wait, 25));
  }
  const stop = () => end("SIGTERM");
  const kill = () => end("SIGKILL");
  async function end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await ended;
    }
  }
  onTestFinished(kill);
  await up();
  return { port, address: `redis://127.0.0.1:${port}`, kill, stop, restart: up };
}
