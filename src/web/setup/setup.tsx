// What is simulated: a case of the paper or another example, a file, or own numbers; the weight of time against energy; the seed.
import { useId } from "preact/hooks";
import { curves } from "../compare/curves.ts";
import { ChartCanvas } from "../draw/chart-canvas.tsx";
import { drawScores } from "../draw/score-chart.ts";
import { closedFormHolds, stopped, worldFault } from "../state/results.ts";
import { runAgain } from "../state/session.ts";
import { change, EXAMPLES, settings } from "../state/settings.ts";
import { dropFile } from "./drop-file.ts";
import { NetworkForm } from "./network-form.tsx";

/** The plot above the slider is as wide as its track. */
const SLIDER_LEFT = 44;

function World() {
  const { world } = settings.value;
  const id = useId();
  const pick = (file: File | undefined) => {
    if (file !== undefined) void dropFile(file);
  };
  return (
    <div class="world">
      <fieldset class="choices">
        <legend class="unseen">Network</legend>
        {EXAMPLES.map(({ name, title }) => (
          <button
            type="button"
            key={name}
            aria-pressed={world.kind === "case" && world.name === name}
            onClick={() => change({ world: { kind: "case", name } })}
          >
            {title}
          </button>
        ))}
        <label class="file" data-pressed={world.kind === "data"} for={id}>
          {world.kind === "data" ? "Own" : "File…"}
          <input
            id={id}
            type="file"
            accept=".json,.yaml,.yml,.ts,.js"
            onChange={(event) => {
              pick(event.currentTarget.files?.[0]);
              event.currentTarget.value = "";
            }}
          />
        </label>
      </fieldset>
      <p class="hint">
        {world.kind === "data" ? `${world.name} · ` : ""}
        <span class="with-mouse">or drop a scenario, instance or policy file anywhere on the page</span>
      </p>
    </div>
  );
}

function Weight() {
  const { wt } = settings.value;
  const id = useId();
  return (
    <div class="weight">
      {closedFormHolds.value && (
        <ChartCanvas
          height={128}
          label="Score of each policy against the weight of time, with the optimum below"
          draw={(on, colours) => {
            const { wt: now, shown } = settings.value;
            drawScores(on, curves.value, now, shown, colours, true, SLIDER_LEFT);
          }}
        />
      )}
      <div class="slider">
        <input
          id={id}
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={wt}
          aria-label="weight of time, wt"
          aria-valuetext={`time ${wt.toFixed(2)}, energy ${(1 - wt).toFixed(2)}`}
          onInput={(event) => change({ wt: Number(event.currentTarget.value) })}
        />
      </div>
      <p class="ends">
        <span>energy</span>
        <output for={id}>
          wt {wt.toFixed(2)} · we {(1 - wt).toFixed(2)}
        </output>
        <span>time</span>
      </p>
    </div>
  );
}

function Chance() {
  const { seed, iterations, score } = settings.value;
  const [seedId, iterationsId, scoreId] = [useId(), useId(), useId()];
  const whole = (text: string, least: number) => {
    const value = Number(text);
    return text.trim() !== "" && Number.isSafeInteger(value) && value >= least ? value : null;
  };
  return (
    <div class="chance">
      <div class="field">
        <label for={scoreId}>Score</label>
        <select
          id={scoreId}
          value={score}
          title="Eq. (4) scales time and energy by η = Emax/Tmax, Eq. (3) does not"
          onChange={(event) => change({ score: event.currentTarget.value === "eq3" ? "eq3" : "eq4" })}
        >
          <option value="eq4">Eq. (4)</option>
          <option value="eq3">Eq. (3)</option>
        </select>
      </div>
      <div class="field">
        <label for={seedId}>Seed</label>
        <span class="entry">
          <input
            id={seedId}
            type="text"
            inputMode="numeric"
            value={seed}
            onChange={(event) => {
              const value = whole(event.currentTarget.value, 0);
              if (value === null) event.currentTarget.value = String(seed);
              else change({ seed: value });
            }}
          />
          <button type="button" onClick={() => change({ seed: seed + 1 })}>
            Next
          </button>
        </span>
      </div>
      <div class="field">
        <label for={iterationsId}>Iterations</label>
        <input
          id={iterationsId}
          type="text"
          inputMode="numeric"
          value={iterations}
          onChange={(event) => {
            const value = whole(event.currentTarget.value, 1);
            if (value === null || value > 10_000) event.currentTarget.value = String(iterations);
            else change({ iterations: value });
          }}
        />
      </div>
    </div>
  );
}

export function Setup() {
  const fault = worldFault.value;
  return (
    <section class="setup" aria-label="Set up">
      <World />
      {fault !== null && (
        <p class="fault" role="alert" id="world-fault">
          {fault.message}
        </p>
      )}
      {stopped.value && (
        <p class="notice">
          Stopped.{" "}
          <button type="button" class="quiet" onClick={runAgain}>
            Run again
          </button>
        </p>
      )}
      <Weight />
      <Chance />
      <NetworkForm />
    </section>
  );
}
