// The policies that are compared, up to four, with what each achieves; one of them is the one that is shown over time.
import { isLive } from "../compute/live-method.ts";
import { tierColour } from "../draw/colours.ts";
import { grouped, percent, shown } from "../draw/ticks.ts";
import { closedFormHolds, faults, optimum, reports, stopped, sweep, world } from "../state/results.ts";
import { change, MOST_METHODS, settings, WEIGHTS } from "../state/settings.ts";
import { colours } from "../state/theme.ts";
import type { MethodReport } from "../worker/protocol.ts";
import { METHOD_GROUPS, OWN } from "./methods.ts";

/** The best bound that is known for the weight: that of the search for the optimum where it was made, else that of the prices. */
export function boundOf(report: MethodReport): { readonly value: number; readonly proven: boolean } | null {
  const lowerBound = report.closed?.lowerBound ?? null;
  if (lowerBound === null) return null;
  const k = WEIGHTS.findIndex((weight) => Math.abs(weight - settings.value.wt) < 1e-9);
  const found = k < 0 ? undefined : optimum.value?.lowerBounds[k];
  if (found !== undefined && Number.isFinite(found)) {
    return { value: Math.max(found, lowerBound), proven: optimum.value!.proven[k] };
  }
  return { value: lowerBound, proven: false };
}

export function gapOf(report: MethodReport): number | null {
  const bound = boundOf(report);
  if (bound === null || report.closed === null) return null;
  return Math.max(0, report.closed.score / bound.value - 1);
}

function setMethod(at: number, id: string): void {
  const { methods } = settings.peek();
  change({ methods: methods.map((method, m) => (m === at ? id : method)) });
}

function remove(at: number): void {
  const { methods, shown: current } = settings.peek();
  change({
    methods: methods.filter((_, m) => m !== at),
    shown: current > at ? current - 1 : Math.min(current, methods.length - 2),
  });
}

function add(): void {
  const { methods } = settings.peek();
  const free = freeMethod(methods);
  if (free !== null) change({ methods: [...methods, free] });
}

/** The first method that runs on the network and is not chosen yet. */
function freeMethod(methods: readonly string[]): string | null {
  const all = METHOD_GROUPS.flatMap((group) => group.methods.map(({ id }) => id));
  const fits = (id: string) => closedFormHolds.value || isLive(id);
  return all.find((id) => !methods.includes(id) && !id.includes(OWN) && fits(id)) ?? null;
}

/** The energy, how many jobs were completed, and what became of the others. */
function energyText({ simulated }: MethodReport): string {
  const { completed, redirected, dropped, abandoned } = simulated;
  const parts = [`${shown(simulated.energy)} J`, `${grouped(completed)} jobs done`];
  for (const [count, word] of [
    [redirected, "sent home"],
    [dropped, "dropped"],
    [abandoned, "given up"],
  ] as const) {
    if (count > 0) parts.push(`${grouped(count)} ${word}`);
  }
  return parts.join(", ");
}

export const tierName = (name: string) => (name === "local" ? "device" : name === "" ? "others" : name);

/** Where the work was done: a bar that is divided as the jobs were, and the same in words. */
function TierShares({ tiers }: { tiers: MethodReport["simulated"]["tiers"] }) {
  const said = tiers.map(
    ({ name, share }) => `${tierName(name)}\u00a0${Math.round(100 * (share || 0))}\u00a0%`,
  );
  return (
    <span class="tiers" title="share of the jobs that each tier did">
      <span class="tier-bar" aria-hidden="true">
        {tiers.map(({ name, share }, t) => (
          <i key={name} style={{ flexGrow: share || 0, background: tierColour(colours.value, t) }} />
        ))}
      </span>
      <span class="tier-words">{said.join(" · ")}</span>
    </span>
  );
}

function Card({ at, id }: { at: number; id: string }) {
  const report = reports.value[at] ?? null;
  const fault = faults.value[at] ?? null;
  const { shown: current, methods } = settings.value;
  const stale = report === null || report.method !== id;
  return (
    <div class="card" data-shown={current === at}>
      <div class="card-head">
        <span class="swatch" style={{ background: colours.value.policies[at] }} />
        <select
          aria-label={`policy ${at + 1}`}
          value={id}
          onChange={(event) => setMethod(at, event.currentTarget.value)}
        >
          {METHOD_GROUPS.map(({ title, methods: group }) => (
            <optgroup label={title} key={title}>
              {group.map((method) => (
                <option
                  key={method.id}
                  value={method.id}
                  disabled={!closedFormHolds.value && !isLive(method.id)}
                >
                  {method.name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        {methods.length > 1 && (
          <button
            type="button"
            class="quiet"
            aria-label={`remove policy ${at + 1}`}
            onClick={() => remove(at)}
          >
            ×
          </button>
        )}
      </div>
      {fault !== null ? (
        <p class="fault" role="alert">
          {fault.message}
        </p>
      ) : (
        <button
          type="button"
          class="card-body"
          aria-pressed={current === at}
          onClick={() => change({ shown: at })}
        >
          <span class="unseen">show the run of policy {at + 1}: </span>
          {closedFormHolds.value ? (
            <>
              <span class="score">
                <b>{stale ? "…" : shown(report.closed?.score)}</b> <small>score</small>
              </span>
              <span class="gap">{stale ? "" : gapText(report)}</span>
            </>
          ) : (
            <>
              <span class="score">
                <b>{stale ? "…" : shown(report.simulated.meanResponse)}</b> <small>s, mean response</small>
              </span>
              <span class="gap">{stale ? "" : energyText(report)}</span>
            </>
          )}
          {!stale && report.simulated.tiers.length > 0 && <TierShares tiers={report.simulated.tiers} />}
          <span class={closedFormHolds.value ? "facts beside-closed-form" : "facts"}>
            {stale
              ? stopped.value
                ? "stopped"
                : ""
              : closedFormHolds.value
                ? `${shown(report.simulated.makespan)} s · ${shown(report.simulated.energy)} J`
                : `95 % within ${shown(report.simulated.p95Response)} s`}
          </span>
        </button>
      )}
    </div>
  );
}

const gapText = (report: MethodReport) => {
  const beyond = world.value?.beyondEquations ?? [];
  if (report.closed !== null && beyond.length > 0) return `no bound: ${beyond.join(", ")}`;
  const gap = gapOf(report);
  if (gap === null) return "no closed form";
  if (gap === 0) return "optimal";
  if (gap < 1e-5) return "optimal to 0.001 %";
  return `+${percent(gap)} over ${boundOf(report)?.proven === true ? "optimum" : "bound"}`;
};

export function MethodCards() {
  sweep.value;
  const { methods } = settings.value;
  return (
    <section
      class="cards"
      aria-label="Policies compared: score, distance from the optimum, simulated makespan and energy"
    >
      {methods.map((id, at) => (
        <Card key={at} at={at} id={id} />
      ))}
      {methods.length < MOST_METHODS && freeMethod(methods) !== null && (
        <button type="button" class="card add" onClick={add}>
          + policy
        </button>
      )}
    </section>
  );
}
