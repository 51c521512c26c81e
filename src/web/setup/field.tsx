// One field of the network: what the user types goes into the data as it is, and what the library says of it stands beside.
import { useId } from "preact/hooks";
import { world, worldFault } from "../state/results.ts";
import { change, settings } from "../state/settings.ts";
import { concerns, type Path, valueAt, withValue } from "./path.ts";

/** The data that the form shows: what the user edits, or the file of the case. */
export function formData(): unknown {
  const chosen = settings.value.world;
  return chosen.kind === "data" ? chosen.data : world.value?.data;
}

/** Changes one field; a case of the paper becomes a network of one's own. */
export function edit(path: Path, value: unknown): void {
  const { world: chosen } = settings.peek();
  const edited = withValue(formData(), path, value);
  if (chosen.kind === "data") change({ world: { ...chosen, data: edited } });
  else {
    const name = `own ${chosen.name}`;
    change({ world: { kind: "data", name, data: withValue(edited, ["name"], name) } });
  }
}

/** What was typed: a number where it is one, else the words themselves for the library to judge. */
export function typed(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const value = Number(trimmed);
  return Number.isNaN(value) ? trimmed : value;
}

const asText = (value: unknown): string => {
  if (value === undefined) return "";
  if (typeof value === "number") {
    return Math.abs(value) >= 1e6 ? value.toExponential().replace("e+", "e") : String(value);
  }
  return String(value);
};

export function FaultOf({ path, id }: { path: Path; id: string }) {
  const fault = worldFault.value;
  if (fault === null || !concerns(fault.where, path)) return null;
  const said = fault.message.slice((fault.where ?? "").length).replace(/^: /, "");
  return (
    <span class="fault" id={id} role="alert">
      {said}
    </span>
  );
}

export interface FieldProps {
  readonly label: string;
  readonly path: Path;
  readonly unit?: string;
  readonly placeholder?: string;
}

export function NumberField({ label, path, unit, placeholder }: FieldProps) {
  const id = useId();
  const wrong = concerns(worldFault.value?.where ?? null, path);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="entry">
        <input
          id={id}
          type="text"
          inputMode="decimal"
          autocomplete="off"
          spellcheck={false}
          value={asText(valueAt(formData(), path))}
          placeholder={placeholder ?? ""}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-fault` : undefined}
          onChange={(event) => edit(path, typed(event.currentTarget.value))}
        />
        {unit !== undefined && <span class="unit">{unit}</span>}
      </span>
      <FaultOf path={path} id={`${id}-fault`} />
    </div>
  );
}

export interface ChoiceProps extends FieldProps {
  /** What the library takes when the field is left out. */
  readonly otherwise: string;
  readonly choices: readonly string[];
}

export function ChoiceField({ label, path, otherwise, choices }: ChoiceProps) {
  const id = useId();
  const value = valueAt(formData(), path);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="entry">
        <select
          id={id}
          value={typeof value === "string" ? value : otherwise}
          onChange={(event) => edit(path, event.currentTarget.value)}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      </span>
      <FaultOf path={path} id={`${id}-fault`} />
    </div>
  );
}
