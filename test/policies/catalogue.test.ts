// What command line, studies and documents say of policies is what their modules say.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LOCAL } from "../../src/model/index.ts";
import {
  CERTIFIED,
  describe as descriptionOf,
  LIVE_POLICIES,
  moduleOf,
  PAPER_POLICIES,
  POLICY_OPTIONS,
  policySettings,
  STAGES,
} from "../../src/policies/index.ts";
import { readStudy } from "../../src/study/study.ts";
import { command } from "../cli/command.ts";

const page = readFileSync(new URL("../../docs/policies.md", import.meta.url), "utf8");
/** Rows of the page's tables: `name` in code, and the last cell. */
const rows = new Map(
  [...page.matchAll(/^\|(?: \w* *\|)? `([\w-]+)` +\| (.*?) *\|$/gm)].map(([, name, rule]) => [name, rule]),
);

test("the page's tables have every policy and stage, each with its rule", () => {
  const paper: readonly string[] = PAPER_POLICIES;
  const names = [...LIVE_POLICIES, ...CERTIFIED].filter((name) => !paper.includes(name));
  for (const name of names) expect(rows.get(name), name).toBe(descriptionOf(name)!.rule);
  for (const [name, { rule }] of Object.entries({ ...STAGES.whether, ...STAGES.where }))
    expect(rows.get(name), name).toBe(rule);
  expect(rows.size).toBe(names.length + 6);
});

test("every option of a policy is a flag of simulate and solve, with its meaning", async () => {
  for (const name of ["simulate", "solve"]) {
    const { out } = await command(name, "--help");
    const help = out.replace(/\s+/g, " ");
    for (const [option, { about, what }] of Object.entries(POLICY_OPTIONS)) {
      const flag = option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      expect(help).toContain(`--${flag} <${what}> ${about}`);
    }
  }
});

test("every option of a policy is one of a study, with the same limits", () => {
  const study = (options: object) =>
    readStudy(
      {
        format: "mec-offload/study@1",
        name: "options",
        scenario: "case1",
        policies: ["local"],
        replications: 1,
        measures: ["score"],
        seed: 1,
        options,
      },
      "study.yaml",
    );
  for (const [name, value] of Object.entries(policySettings()))
    if (value !== null) expect(study({ [name]: value }).options).toEqual({ [name]: value });
  expect(() => study({ d: 0 })).toThrow(
    "study.yaml: options.d: expected a whole number of servers, at least 1, got 0",
  );
  expect(() => study({ odpd: "never" })).toThrow(
    'options.odpd: expected one of "per-iteration", "by-size", got "never"',
  );
});

test("options of one name are one option, whichever policy has them", () => {
  for (const name of LIVE_POLICIES)
    for (const [option, given] of Object.entries(moduleOf(name).options))
      expect(POLICY_OPTIONS[option]).toEqual(given);
});

test("every policy explains a placement in whole sentences, by its settings", () => {
  for (const name of [...LIVE_POLICIES, ...CERTIFIED]) {
    const said = descriptionOf(name)!.reason({ place: LOCAL, id: "local", planned: null }, policySettings());
    expect(said).toMatch(/^[A-Z].*[.]$/);
    expect(said).not.toMatch(/undefined|null|NaN/);
  }
  const placement = { place: 0, id: "m1", planned: null };
  expect(moduleOf("odfp-mt").reason(placement, policySettings({ odfpProbability: 0.2 }))).toBe(
    "ODFP tosses the same coin for every job (p = 0.2): this one goes. MT sends it to m1: the least work was unfinished there when its turn came.",
  );
});
