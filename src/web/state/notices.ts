// What the user should know and that belongs to no field: a damaged link, a file that is too large.
import { signal } from "@preact/signals";

export const notices = signal<readonly string[]>([]);

export function notify(...sentences: readonly string[]): void {
  notices.value = [...sentences];
}
