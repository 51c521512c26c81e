// Known numbers by their units, and what of a run is compared with them.
import type { Compared } from "./case.ts";
import type { Quantity } from "./quantities.ts";

export const time = (name: string, exact: number, read: Quantity): Compared => ({
  name,
  exact,
  unit: "s",
  read,
});

/** A ratio or a count. */
export const plain = (name: string, exact: number, read: Quantity): Compared => ({
  name,
  exact,
  unit: "1",
  read,
});

export const power = (name: string, exact: number, read: Quantity): Compared => ({
  name,
  exact,
  unit: "W",
  read,
});
