import { describe, expect, test } from "vitest";
import { type Method, PAPER_POLICIES } from "../../../src/policies/catalogue.ts";
import { CLAIMS, type Lookup, methodsNeeded, weightsNeeded } from "../../../src/study/paper/claims.ts";
import { alternativeUnits, bears, defaultUnits } from "../../../src/study/paper/plan.ts";
import { ALTERNATIVES } from "../../../src/study/paper/setting.ts";
import { shownMeasure, shownNuance } from "../../../src/study/paper/shown.ts";
import type { MethodRow } from "../../../src/study/paper/unit.ts";
import { finding, judge, median, Rows } from "../../../src/study/paper/verdict.ts";

const claim = (id: string) => CLAIMS.find((one) => one.id === id)!;

/** Rows with the gaps (in percent) that a table gives by weight and policy; 0 where it gives none. */
const gapsAt =
  (gaps: Record<string, number>, fields: Partial<MethodRow> = {}): Lookup =>
  (wt, method) =>
    ({
      wt,
      method,
      lowerBound: 2,
      score: 2 * (1 + (gaps[`${wt} ${method}`] ?? gaps[method] ?? 0) / 100),
      ...fields,
    }) as MethodRow;

const holds = (id: string, at: Lookup) => claim(id).observe(at, "case2").holds;

const allAt = (percent: number) => Object.fromEntries(PAPER_POLICIES.map((policy) => [policy, percent]));

describe("a claim holds exactly when its rule does:", () => {
  test("C1, OGS,MW within 2 % at wt 0, whatever the other weights", () => {
    expect(holds("C1", gapsAt({ "0 ogs-mw": 2, "1 ogs-mw": 50 }))).toBe(true);
    expect(holds("C1", gapsAt({ "0 ogs-mw": 2.1 }))).toBe(false);
  });

  test("C2, OGS,MJ and OGS,MW closest over all weights and within 9 %", () => {
    const others = { ...allAt(10), "ogs-mj": 9, "ogs-mw": 1 };
    expect(holds("C2", gapsAt(others))).toBe(true);
    expect(holds("C2", gapsAt({ ...others, "odpd-mw": 8 }))).toBe(false);
    expect(holds("C2", gapsAt({ ...others, "0.35 ogs-mj": 30 }))).toBe(true);
    expect(holds("C2", gapsAt({ ...others, "0.4 ogs-mj": 9.5 }))).toBe(false);
  });

  test("C3, ODFP,MW farther than 7 % and no other policy", () => {
    expect(holds("C3", gapsAt({ ...allAt(6.9), "odfp-mw": 7.1 }))).toBe(true);
    expect(holds("C3", gapsAt(allAt(6.9)))).toBe(false);
    expect(holds("C3", gapsAt({ ...allAt(6.9), "odfp-mw": 9, "odpd-mj": 7.1 }))).toBe(false);
  });

  test.each([
    ["C4", 11, 22],
    ["C6", 7, 26],
  ])("%s, OGS,MW closest at both ends, within %d and %d %%", (id, low, high) => {
    const far = { ...allAt(40), "0 ogs-mw": low, "1 ogs-mw": high };
    expect(holds(id, gapsAt(far))).toBe(true);
    expect(holds(id, gapsAt({ ...far, "0 ogs-mw": low + 0.1 }))).toBe(false);
    expect(holds(id, gapsAt({ ...far, "1 ogs-mw": high + 0.1 }))).toBe(false);
    expect(holds(id, gapsAt({ ...far, "1 odpd-mw": high - 1 }))).toBe(false);
    expect(holds(id, gapsAt({ ...far, "1 odpd-mw": high }))).toBe(true);
    expect(holds(id, gapsAt({ ...far, "0.5 ogs-mw": 90 }))).toBe(true);
  });

  test.each([
    ["C5", 5, 8],
    ["C7", 9, 10],
  ])("%s, at least %d policies within %d %% at wt 0.5", (id, count, limit) => {
    const near = (many: number) =>
      Object.fromEntries(PAPER_POLICIES.map((policy, index) => [policy, index < many ? limit : limit + 1]));
    expect(holds(id, gapsAt(near(count)))).toBe(true);
    expect(holds(id, gapsAt(near(count - 1)))).toBe(false);
  });

  test("C8, the optimum's score rises nowhere", () => {
    const scores =
      (of: (wt: number) => number): Lookup =>
      (wt) =>
        ({ score: of(wt) }) as MethodRow;
    expect(
      holds(
        "C8",
        scores((wt) => 1 - wt ** 2),
      ),
    ).toBe(true);
    expect(
      holds(
        "C8",
        scores((wt) => 1 + wt * (0.2 - wt)),
      ),
    ).toBe(false);
  });

  test("C9, all four trends together", () => {
    const trend =
      (low: Partial<MethodRow>): Lookup =>
      (wt) =>
        (wt === 0
          ? { offloadedShare: 1, serverWait: 2, makespan: 20, busyProcessors: 0.1, ...low }
          : { offloadedShare: 0.3, serverWait: 1, makespan: 10, busyProcessors: 0.6 }) as MethodRow;
    expect(holds("C9", trend({}))).toBe(true);
    for (const one of [
      { offloadedShare: 0.2 },
      { serverWait: 0.5 },
      { makespan: 9 },
      { busyProcessors: 0.7 },
    ]) {
      expect(holds("C9", trend(one))).toBe(false);
      expect(claim("C9").observe(trend(one), "case2").values[0]).toBe(3);
    }
  });

  test("C10, time and energy saved at one and the same weight", () => {
    const against =
      (at: (wt: number) => readonly [CT: number, CE: number]): Lookup =>
      (wt, method) => {
        const [CT, CE] = method === "local" ? [10, 10] : at(wt);
        return { CT, CE } as MethodRow;
      };
    expect(
      holds(
        "C10",
        against((wt) => (wt === 1 ? [9, 9] : [11, 5])),
      ),
    ).toBe(true);
    expect(
      holds(
        "C10",
        against((wt) => (wt > 0.5 ? [9, 10] : [10, 5])),
      ),
    ).toBe(false);
  });
});

test("a claim is reproduced when it holds in half of the instances of each of its cases", () => {
  const rows = (gap: (instance: number) => number) =>
    new Rows(
      [0, 1, 2, 3].map((instance) => ({
        ...gapsAt({ "ogs-mw": gap(instance) })(0, "ogs-mw"),
        case: "case1",
        instance,
      })),
    );
  const found = (gap: (instance: number) => number) => finding(claim("C1"), "case1", rows(gap), [0, 1, 2, 3]);
  const half = found((instance) => (instance < 2 ? 1 : 5));
  const fewer = found((instance) => (instance < 1 ? 1 : 5));
  expect(half.holds).toBe(0.5);
  const [{ median: middle, low, high }] = half.spreads;
  expect([middle, low, high].map((gap) => gap.toFixed(9))).toEqual([
    "0.030000000",
    "0.010000000",
    "0.050000000",
  ]);
  expect(judge(claim("C1"), [half]).verdict).toBe("reproduced");
  expect(judge(claim("C1"), [half, fewer]).verdict).toBe("not reproduced");
  const tried = (findings: (typeof half)[]) =>
    judge(claim("C1"), [fewer], [{ alternative: "score-eq3", findings }]);
  expect(tried([half])).toMatchObject({
    verdict: "reproduced only with an option",
    onlyWith: ["score-eq3"],
  });
  expect(tried([fewer]).verdict).toBe("not reproduced");
});

test("the median of an even number of values lies between the middle two", () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test("a share is printed in percent, and no minus is left of a rounded zero", () => {
  expect(shownMeasure(0.0213, "%")).toBe("2.1 %");
  expect(shownMeasure(-0.0000001, "%")).toBe("0.0 %");
  expect(shownMeasure(-0.1214, "%")).toBe("-12.1 %");
  expect(shownMeasure(123.456, "s")).toBe("123 s");
});

describe("the plan", () => {
  const plan = { cases: ["case1", "case2", "case3"], instances: 4, iterations: 7, seed: 9 } as const;

  test("computes each case, instance, weight and method that a claim looks at, once", () => {
    const seen = new Map<string, number>();
    for (const unit of defaultUnits(plan)) {
      for (const task of unit.tasks) {
        for (const method of task.methods) {
          const key = `${unit.case} ${unit.instance} ${task.wt} ${method}`;
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }
      }
    }
    expect(new Set(seen.values())).toEqual(new Set([1]));
    for (const paperCase of plan.cases) {
      for (const wt of weightsNeeded(CLAIMS, paperCase)) {
        for (const method of methodsNeeded(CLAIMS, paperCase, wt)) {
          for (let instance = 0; instance < 4; instance++) {
            expect(seen.has(`${paperCase} ${instance} ${wt} ${method}`)).toBe(true);
          }
        }
      }
    }
  });

  test("tries for a failed claim each alternative that bears on it, and of its methods those that change", () => {
    const units = alternativeUnits(plan, [claim("C5")]);
    expect(new Set(units.map((unit) => unit.case))).toEqual(new Set(["case2"]));
    const methods = (id: string): readonly Method[] =>
      units.find((unit) => unit.alternative === id)!.tasks[0].methods;
    expect(methods("mt-with-job")).toEqual(["odfp-mt", "odpd-mt", "ogs-mt"]);
    expect(methods("score-eq3")).toEqual(PAPER_POLICIES);
    const ids = units.map((unit) => unit.alternative);
    expect(ids).not.toContain("servers-equal");
    expect(ids).not.toContain("radio-per-link");
    expect(alternativeUnits(plan, [])).toEqual([]);
  });

  test("tries an alternative on further instances only where a claim may still come to hold in half of them", () => {
    const units = alternativeUnits(plan, [claim("C5"), claim("C7")]);
    expect(new Set(units.map((unit) => unit.instance))).toEqual(new Set([0, 1, 2]));
    const further = alternativeUnits(
      plan,
      [claim("C5"), claim("C7")],
      (alternative, { id }) => alternative.id === "score-eq3" && id === "C7",
    );
    expect(further.map((unit) => [unit.alternative, unit.case, unit.instance])).toEqual([
      ["score-eq3", "case3", 3],
    ]);
  });

  test("knows of each alternative some claim that it bears on", () => {
    for (const alternative of ALTERNATIVES) {
      const some = CLAIMS.some((one) => plan.cases.some((paperCase) => bears(alternative, one, paperCase)));
      expect(some).toBe(true);
    }
  });
});

test("a distance that is less than half of the paper's is told beside the verdict, and only then", () => {
  const told = (low: number, high: number) => {
    const gaps = gapsAt({ ...allAt(40), "0 ogs-mw": low, "1 ogs-mw": high });
    const rows = new Rows(
      [0, 1].flatMap((wt) =>
        PAPER_POLICIES.map((method) => ({ ...gaps(wt, method), case: "case2" as const, instance: 0 })),
      ),
    );
    return shownNuance(judge(claim("C4"), [finding(claim("C4"), "case2", rows, [0])]));
  };
  expect(told(0.4, 0.6)).toBe(
    "the order holds; the distance is smaller: 0.4 % and 0.6 %, where the paper has 11.0 % and 22.0 %",
  );
  expect(told(0.4, 12)).toBe(null);
  expect(told(12, 0.6)).toBe(null);
});
