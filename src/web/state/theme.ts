// Light or dark: as the system has it, unless chosen here.
import { computed, effect, signal } from "@preact/signals";
import { DARK, LIGHT } from "../draw/colours.ts";

export type Theme = "light" | "dark";

const query = globalThis.matchMedia("(prefers-color-scheme: dark)");
const system = signal<Theme>(query.matches ? "dark" : "light");
query.addEventListener("change", (event) => {
  system.value = event.matches ? "dark" : "light";
});

const chosen = signal<Theme | null>(null);
export const theme = computed(() => chosen.value ?? system.value);
export const colours = computed(() => (theme.value === "dark" ? DARK : LIGHT));

export function switchTheme(): void {
  chosen.value = theme.peek() === "dark" ? "light" : "dark";
}

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});
