// Text of others on its way to the terminal: control characters are made visible, as a terminal would obey them.

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
/** Controls, and as one of them the colours that the program's own tables have. */
const COLOUR_OR_CONTROL = new RegExp(`\\u001b\\[\\d{1,2}m|${CONTROLS.source}`, "g");

function named(control: string): string {
  if (control === "\n") return "\\n";
  if (control === "\t") return "\\t";
  const code = control.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** The text with every control character, and every one that changes the direction of writing, as `\x1b` or `\u202e`. */
export const visible = (text: string): string => text.replace(CONTROLS, named);

/** The same for a whole page: lines stay lines, and the colours of its tables stay. */
export const visiblePage = (text: string): string =>
  text.replace(COLOUR_OR_CONTROL, (found) => (found === "\n" || found.length > 1 ? found : named(found)));

/** The same for JSON, which stays the same data: what JSON leaves as it is, is written as an escape. */
export const visibleJson = (text: string): string =>
  text.replace(CONTROLS, (found) =>
    found === "\n" ? found : `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
