// Tests that need something from outside: a browser, a server, a program.
import { describe } from "vitest";

/**
 * A group of tests that is skipped where something lacks; the reason stands in its name, and at the end of the run.
 * @param lack why the group cannot run here, or null where it can
 */
export function describeUnless(lack: string | null, name: string, tests: () => void): void {
  describe.skipIf(lack !== null)(lack === null ? name : `${name} [skipped: ${lack}]`, tests);
}
