// The table of a run beside its yardsticks.
import type { Measurement } from "../yardsticks/yardsticks.ts";
import { type Table, tableOf, tableSchema } from "./table.ts";

export const RUN_YARDSTICKS = tableSchema(
  "yardsticks",
  "A run, the best plan found for its jobs in hindsight, and bounds that no run of them beats.",
  [
    {
      name: "what",
      type: "text",
      unit: "",
      meaning: "run, hindsight, bound, or alone: each job alone at its best place.",
    },
    {
      name: "score",
      type: "float64",
      unit: "1",
      meaning: "Weighted time, energy and price per job that arrived.",
    },
    {
      name: "time_s",
      type: "float64",
      unit: "s",
      meaning: "Unfinished jobs over time, per job; empty for a bound.",
      nullable: true,
    },
    {
      name: "energy_J",
      type: "float64",
      unit: "J",
      meaning: "Energy per job; empty for a bound.",
      nullable: true,
    },
    {
      name: "price",
      type: "float64",
      unit: "money",
      meaning: "Price per job; empty for a bound.",
      nullable: true,
    },
    {
      name: "run_above",
      type: "float64",
      unit: "1",
      meaning: "Score of the run over this one, less 1; empty where this is 0.",
      nullable: true,
    },
  ],
);

export function yardsticksTable({ score, hindsight, lowerBound, alone }: Measurement): Table {
  const above = (yardstick: number) => (yardstick === 0 ? null : score.score / yardstick - 1);
  const scored = (what: string, of: Measurement["score"]) => ({
    what,
    score: of.score,
    time_s: of.time,
    energy_J: of.energy,
    price: of.money,
    run_above: above(of.score),
  });
  const bound = (what: string, value: number) => ({
    what,
    score: value,
    time_s: null,
    energy_J: null,
    price: null,
    run_above: above(value),
  });
  return tableOf(RUN_YARDSTICKS, [
    scored("run", score),
    scored("hindsight", hindsight),
    bound("bound", lowerBound),
    bound("alone", alone),
  ]);
}
