// Says at the end of a run which tests were skipped and why, so that a green run without a browser is not taken for a whole
// one.
import type { Reporter, TestModule, Vitest } from "vitest/node";

const reasonOf = (fullName: string): string =>
  fullName.match(/\[skipped: ([^\]]+)\]/)?.[1] ?? "no reason given";

export default class SkippedTests implements Reporter {
  #byName = false;

  onInit(vitest: Vitest): void {
    // Tests that `-t` leaves out count as skipped, too.
    this.#byName = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (this.#byName) return;
    const counts = new Map<string, number>();
    for (const module of modules) {
      for (const test of module.children.allTests("skipped")) {
        const what = `${module.relativeModuleId}: ${reasonOf(test.fullName)}`;
        counts.set(what, (counts.get(what) ?? 0) + 1);
      }
    }
    for (const [what, count] of counts)
      console.log(`SKIPPED ${count} ${count === 1 ? "test" : "tests"} of ${what}`);
  }
}
