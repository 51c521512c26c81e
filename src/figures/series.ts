// How the curves of a figure are told apart: the same policy looks the same in every figure.
import { BLUE, CATEGORIES, GREEN, GREY, INK, MUTED, OCHRE, PURPLE, VERMILION } from "./theme.ts";

export interface SeriesStyle {
  readonly colour: string;
  /** Dashes and gaps in pixels; empty is a solid line. */
  readonly dash: readonly number[];
  readonly shape: "circle" | "square" | "triangle-up" | "triangle-down" | "diamond" | "cross";
}

/** Colour says whether jobs are offloaded (the first stage) ... */
const WHETHER: Readonly<Record<string, string>> = { odfp: OCHRE, odpd: BLUE, ogs: VERMILION };
/** ... dashes and marks say where to (the second stage). */
const WHERE: Readonly<Record<string, Pick<SeriesStyle, "dash" | "shape">>> = {
  mj: { dash: [], shape: "circle" },
  mt: { dash: [6, 3], shape: "square" },
  mw: { dash: [2, 2.5], shape: "triangle-up" },
};
const OTHERS: Readonly<Record<string, SeriesStyle>> = {
  optimum: { colour: INK, dash: [], shape: "diamond" },
  prices: { colour: GREEN, dash: [8, 2, 2, 2], shape: "diamond" },
  greedy: { colour: PURPLE, dash: [], shape: "cross" },
  "offload-all": { colour: MUTED, dash: [6, 3], shape: "triangle-down" },
  local: { colour: GREY, dash: [], shape: "cross" },
  random: { colour: GREY, dash: [2, 2.5], shape: "diamond" },
};

/** Name of a method as the paper writes it: `ogs-mw` is "OGS,MW". */
export function methodLabel(method: string): string {
  const [whether, where] = method.split("-");
  return whether in WHETHER && where in WHERE ? `${whether},${where}`.toUpperCase() : method;
}

/** The look of a method; others than ours take the palette's colours in turn. */
export function methodStyle(method: string, position: number): SeriesStyle {
  const [whether, where] = method.toLowerCase().split(/[-,]/);
  if (whether in WHETHER && where in WHERE) return { colour: WHETHER[whether], ...WHERE[where] };
  return (
    OTHERS[method] ?? {
      colour: CATEGORIES[position % CATEGORIES.length],
      dash: position < CATEGORIES.length ? [] : [6, 3],
      shape: "circle",
    }
  );
}

/** Scales of colour, dash and shape over some series, in their order, for an encoding each. */
export function seriesScales(names: readonly string[]) {
  const styles = names.map(methodStyle);
  return {
    colour: { domain: [...names], range: styles.map((style) => style.colour) },
    dash: { domain: [...names], range: styles.map((style) => [...style.dash]) },
    shape: { domain: [...names], range: styles.map((style) => style.shape) },
  };
}
