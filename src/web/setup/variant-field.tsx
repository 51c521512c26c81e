// A field that takes one of several forms, each with its numbers: a distribution, or a way in which jobs arrive.
import { useId } from "preact/hooks";
import { worldFault } from "../state/results.ts";
import { edit, FaultOf, formData, typed } from "./field.tsx";
import { concerns, type Path, valueAt } from "./path.ts";

/** The numbers of a form: name in the file, name in the page, and a value to begin with. */
export interface Form {
  readonly name: string;
  readonly title: string;
  readonly parts: readonly { readonly key: string; readonly label: string; readonly start: number }[];
}

export const DISTRIBUTIONS: readonly Form[] = [
  {
    name: "uniform",
    title: "uniform",
    parts: [
      { key: "min", label: "from", start: 1 },
      { key: "max", label: "to", start: 7 },
    ],
  },
  {
    name: "uniformInteger",
    title: "uniform integer",
    parts: [
      { key: "min", label: "from", start: 1 },
      { key: "max", label: "to", start: 7 },
    ],
  },
  { name: "exponential", title: "exponential", parts: [{ key: "mean", label: "mean", start: 4 }] },
];

export const ARRIVALS: readonly Form[] = [
  { name: "batch", title: "all at once", parts: [{ key: "count", label: "jobs", start: 20 }] },
  {
    name: "poisson",
    title: "Poisson",
    parts: [
      { key: "ratePerS", label: "per second", start: 0.2 },
      { key: "count", label: "jobs", start: 100 },
    ],
  },
  {
    name: "deterministic",
    title: "regular",
    parts: [
      { key: "everyS", label: "every, s", start: 5 },
      { key: "count", label: "jobs", start: 100 },
    ],
  },
];

const CONSTANT = "constant";
const OTHER = "other";

export interface VariantProps {
  readonly label: string;
  readonly path: Path;
  readonly unit: string;
  readonly forms: readonly Form[];
  /** May a plain number stand there? */
  readonly constant: boolean;
}

/** A form that the page has no entries for is shown, and edited, as it stands in the file. */
function OtherForm({ path, id, value }: { path: Path; id: string; value: unknown }) {
  const take = (text: string) => {
    let data: unknown = text;
    try {
      data = JSON.parse(text);
    } catch {
      // Not JSON: the library says what it expected.
    }
    edit(path, data);
  };
  return (
    <textarea
      id={`${id}-other`}
      aria-label="as in the file, in JSON"
      rows={3}
      spellcheck={false}
      onChange={(event) => take(event.currentTarget.value)}
    >
      {JSON.stringify(value)}
    </textarea>
  );
}

export function VariantField({ label, path, unit, forms, constant }: VariantProps) {
  const id = useId();
  const value = valueAt(formData(), path);
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const form = forms.find(({ name }) => keys.length === 1 && keys[0] === name);
  const now = form?.name ?? (constant && typeof value !== "object" ? CONSTANT : OTHER);
  const wrong = concerns(worldFault.value?.where ?? null, path);
  const choose = (name: string) => {
    if (name === CONSTANT) edit(path, 4);
    const next = forms.find((candidate) => candidate.name === name);
    if (next !== undefined) {
      edit(path, { [name]: Object.fromEntries(next.parts.map(({ key, start }) => [key, start])) });
    }
  };
  const entry = (key: string, at: Path, name: string) => (
    <span class="part" key={key}>
      <label for={`${id}-${key}`}>{name}</label>
      <input
        id={`${id}-${key}`}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        value={String(valueAt(formData(), at) ?? "")}
        aria-invalid={wrong}
        onChange={(event) => edit(at, typed(event.currentTarget.value))}
      />
    </span>
  );
  return (
    <div class="field variant">
      <label for={`${id}-form`}>{label}</label>
      <span class="entry">
        <select id={`${id}-form`} value={now} onChange={(event) => choose(event.currentTarget.value)}>
          {constant && <option value={CONSTANT}>constant</option>}
          {forms.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
          {now === OTHER && <option value={OTHER}>{keys[0] ?? "other"}</option>}
        </select>
        <span class="unit">{unit}</span>
      </span>
      <span class="parts">
        {form?.parts.map((part) => entry(part.key, [...path, form.name, part.key], part.label))}
        {now === CONSTANT && entry("value", path, "value")}
        {now === OTHER && <OtherForm path={path} id={id} value={value} />}
      </span>
      <FaultOf path={path} id={`${id}-fault`} />
    </div>
  );
}
