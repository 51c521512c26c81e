// Starts a pool worker from source: registers the TypeScript loader in this thread, then hands over to the entry.
import { register } from "tsx/esm/api";

register();
export default (await import("./worker.ts")).default;
