// Hands a file to the user: the browser saves it, nothing is sent.
import type { FileReport } from "../worker/protocol.ts";

export function saveFile({ name, type, content }: FileReport): void {
  const parts = typeof content === "string" ? content : (content as Uint8Array<ArrayBuffer>);
  const address = URL.createObjectURL(new Blob([parts], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
