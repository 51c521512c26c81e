// simjs under Node: its bundle exports nothing but sets `window.Sim`, so it is evaluated once with a local `window`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const code = readFileSync(createRequire(import.meta.url).resolve("simjs"), "utf8");
const window = {};
new Function("window", code)(window);

export default window.Sim;
