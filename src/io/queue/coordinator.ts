// The coordinator's side of a distributed study: keeps the queue filled with chunks of units, and takes the results.
import { InputError } from "../../model/input-error.ts";
import type { Plan } from "../../study/plan.ts";
import { runningCode } from "../code.ts";
import type { Executor } from "../study/run.ts";
import { isInside } from "../study/task.ts";
import type { QueueAddress } from "./address.ts";
import { lastingConnection } from "./connection.ts";
import { queueName } from "./job.ts";
import { bePresent } from "./presence.ts";
import { studyJobs } from "./study-jobs.ts";

/** Chunks in the queue at once: enough for many workers, little to redo when a coordinator is killed. */
const OUTSTANDING = 64;
/** Nobody took work for so long, ms: worth a remark. */
const LONELY = 3000;

export interface QueueOptions {
  /** Told once when nobody takes work, and about lost connections. */
  readonly onNote?: (text: string) => void;
  /** After it a Redis that is away is not waited for. */
  readonly signal?: AbortSignal;
}

/** @throws InputError for a policy file that no worker would take */
function requireShareable({ resolved, source }: Plan): void {
  const outside = resolved.policies.findIndex(({ name, sha256 }) => sha256 !== null && !isInside(name));
  if (outside >= 0) {
    throw new InputError(
      `${source}: policies[${outside}]`,
      "a policy file below the folder of the study, as workers of a queue take no other",
      resolved.policies[outside].name,
    );
  }
}

/** Executes on the workers of a queue. */
export const queueExecutor =
  (plan: Plan, address: QueueAddress, { onNote = () => {}, signal }: QueueOptions = {}): Executor =>
  async (chunks, onDone, onLost) => {
    requireShareable(plan);
    const code = runningCode();
    const connection = await lastingConnection(address, {
      onNote,
      signal,
      meanwhile: ", what is finished stays",
    });
    const jobs = studyJobs(plan, connection, queueName(code), { onDone, onLost });
    const presence = await bePresent(connection.redis, code);
    const lonely = setTimeout(() => {
      jobs
        .workers()
        .then((count) => {
          if (count > 0) return;
          const ours = `version ${code.version} (code ${code.sha256.slice(0, 12)})`;
          onNote(`queue: no worker of ${ours} yet; start mec-offload worker --queue …`);
        })
        .catch(() => {});
    }, LONELY);

    signal?.addEventListener("abort", jobs.withdraw, { once: true });
    if (signal?.aborted === true) jobs.withdraw();

    async function work(): Promise<void> {
      await jobs.inherit();
      for await (const units of chunks) {
        await jobs.send(units);
        while (jobs.outstanding >= OUTSTANDING) await jobs.news();
      }
      while (jobs.outstanding > 0 && !(connection.isAway() && signal?.aborted === true)) await jobs.news();
    }

    const working = work();
    // Once abandoned, how it ends does not matter.
    working.catch(() => {});
    try {
      await Promise.race([working, connection.abandoned]);
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    } finally {
      clearTimeout(lonely);
      signal?.removeEventListener("abort", jobs.withdraw);
      await Promise.race([presence.end().then(jobs.close), connection.abandoned]);
      connection.close();
    }
  };
