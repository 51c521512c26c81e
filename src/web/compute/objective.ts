// The objective of a question at one weight.
import { type Objective, objective } from "../../model/objective.ts";
import { weights } from "../../model/score.ts";
import type { Question } from "../worker/protocol.ts";
import { drawnFor } from "./world.ts";

export function objectiveOf(asked: Question, wt: number): Objective {
  const { problem, worst } = drawnFor(asked, "the closed form");
  return objective(problem, weights(wt, 0, "wt"), asked.score, worst);
}
