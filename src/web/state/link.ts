// The settings as the part of the address behind #: readable where short, packed (deflate, base64url) where long.
// Nothing of it is ever sent: browsers keep that part to themselves.
import type { WorldSource } from "../worker/protocol.ts";
import { DEFAULTS, MOST_METHODS, type Settings, TABS } from "./settings.ts";

/** Longer links are cut off by mail programs and chats; beyond it a file travels as a file. */
export const LONGEST_LINK = 200_000;
/** What a packed part may grow to, so that a link cannot fill the memory. */
const LARGEST_PART = 8_000_000;

async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value as Uint8Array<ArrayBuffer>);
    size += value.length;
    if (size > LARGEST_PART) throw new RangeError("too large");
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function pack(text: string): Promise<string> {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function unpack(packed: string): Promise<string> {
  const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw")));
}

/** The settings in the order and the words of a link; what stands at its default is left out. */
export async function toLink(settings: Settings): Promise<string> {
  const parts: string[] = [];
  const add = (key: string, value: string) => parts.push(`${key}=${value}`);
  const { world } = settings;
  if (world.kind === "case") add("world", encodeURIComponent(world.name));
  else {
    add("name", encodeURIComponent(world.name));
    add("data", await pack(JSON.stringify(world.data)));
  }
  add("wt", String(settings.wt));
  add("policies", settings.methods.map(encodeURIComponent).join(","));
  if (settings.shown !== DEFAULTS.shown) add("shown", String(settings.shown));
  if (settings.score !== DEFAULTS.score) add("score", settings.score);
  add("seed", String(settings.seed));
  if (settings.iterations !== DEFAULTS.iterations) add("iterations", String(settings.iterations));
  if (settings.tab !== DEFAULTS.tab) add("tab", settings.tab);
  if (settings.code !== null) add("code", await pack(settings.code));
  return parts.join("&");
}

/** No name of a policy is longer; more is not shown back to the reader of a link. */
const LONGEST_NAME = 100;

const short = (text: string) => (text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text);

/** Settings from a link, and what of it could not be read, in sentences. */
export interface ReadLink {
  readonly settings: Settings;
  readonly complaints: readonly string[];
}

/** Reads a link; what is missing stands at its default, what makes no sense too, with a complaint. */
export async function fromLink(hash: string): Promise<ReadLink> {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const complaints: string[] = [];
  let world: WorldSource = DEFAULTS.world;
  const data = given.get("data");
  if (data !== null) {
    try {
      world = { kind: "data", name: given.get("name") ?? "link", data: JSON.parse(await unpack(data)) };
    } catch {
      complaints.push("The network in this link is damaged or cut off; case 1 is shown instead.");
    }
  } else if (given.get("world") !== null) world = { kind: "case", name: short(given.get("world")!) };
  let code: string | null = null;
  const packed = given.get("code");
  if (packed !== null) {
    try {
      code = await unpack(packed);
    } catch {
      complaints.push("The policy in this link is damaged or cut off.");
    }
  }
  const whole = (key: string, least: number, most: number, otherwise: number) => {
    const text = given.get(key);
    const value = Number(text);
    if (text === null) return otherwise;
    if (text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) return value;
    complaints.push(`${key}: expected a whole number from ${least} to ${most}, got ${short(text)}.`);
    return otherwise;
  };
  const word = <Word extends string>(key: string, words: readonly Word[], otherwise: Word): Word => {
    const text = given.get(key);
    const known = words.find((one) => one === text);
    if (text !== null && known === undefined) {
      complaints.push(`${key}: expected one of ${words.join(", ")}, got ${short(text)}.`);
    }
    return known ?? otherwise;
  };
  const methods = given
    .get("policies")
    ?.split(",")
    .filter((name) => name !== "")
    .map(short)
    .slice(0, MOST_METHODS);
  const chosen = methods === undefined || methods.length === 0 ? DEFAULTS.methods : methods;
  const wt = Number(given.get("wt") ?? DEFAULTS.wt);
  if (!(wt >= 0 && wt <= 1))
    complaints.push(`wt: expected a weight from 0 to 1, got ${short(given.get("wt") ?? "")}.`);
  const settings: Settings = {
    world,
    code,
    methods: chosen,
    wt: wt >= 0 && wt <= 1 ? wt : DEFAULTS.wt,
    score: word("score", ["eq3", "eq4"], DEFAULTS.score),
    seed: whole("seed", 0, Number.MAX_SAFE_INTEGER, DEFAULTS.seed),
    iterations: whole("iterations", 1, 10_000, DEFAULTS.iterations),
    shown: whole("shown", 0, chosen.length - 1, 0),
    tab: word("tab", TABS, DEFAULTS.tab),
  };
  return { settings, complaints };
}
