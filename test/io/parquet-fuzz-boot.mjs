// Starts the reader of damaged files from source.
import { register } from "tsx/esm/api";

register();
await import("./parquet-fuzz-child.ts");
