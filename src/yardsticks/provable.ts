// For which worlds the yardsticks of a run are proven.
import { isAllowed, LOCAL, type Problem } from "../model/problem.ts";
import { beyondInstance } from "../trial/beyond.ts";
import type { Subject } from "../trial/subject.ts";

/** May a job be lost at a full server, because it cannot go back to its device? */
function mayLoseJobs(problem: Problem): boolean {
  const { network, jobs } = problem;
  if (network.queueLimit.every((limit) => limit < 0)) return false;
  for (let j = 0; j < jobs.count; j++) if (!isAllowed(problem, j, LOCAL)) return true;
  return false;
}

/**
 * Why there is no bound for runs of a subject, in words; undefined where there is one.
 * @param problem its jobs: the instance itself, or the one drawn from the scenario; null: not drawn
 */
export function unprovable(subject: Subject, problem: Problem | null): string | undefined {
  const beyond = beyondInstance(subject);
  if (beyond !== undefined) return beyond;
  const jobs = problem ?? ("problem" in subject ? subject.problem : null);
  if (jobs === null) return undefined;
  if ((jobs.graphs ?? null) !== null) return "jobs of several tasks or parts";
  if (mayLoseJobs(jobs)) return "a queue limit and jobs that may not run at home, so that jobs can be lost";
  return undefined;
}
