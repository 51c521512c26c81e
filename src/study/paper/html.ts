// HTML as text: everything that is not markup of ours is escaped.

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Markup that is safe to put in as it is. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | string | number | readonly Part[];

const render = (part: Part): string => {
  if (typeof part === "string") return part.replace(/[&<>"']/g, (character) => ENTITIES[character]);
  if (typeof part === "number") return String(part);
  return "markup" in part ? part.markup : part.map(render).join("");
};

/** Template tag: strings within are escaped, markup and lists of it are not. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: strings.reduce((text, string, index) => text + render(parts[index - 1] ?? "") + string),
});

/** Markup made elsewhere, such as a drawn figure. */
export const raw = (markup: string): Markup => ({ markup });
