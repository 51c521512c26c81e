// When two sources are one network: data is never changed in place, so it is compared as an object and not by its content.
import type { WorldSource } from "./protocol.ts";

export const sameWorld = (a: WorldSource, b: WorldSource): boolean =>
  a === b || (a.kind === "case" && b.kind === "case" && a.name === b.name);
