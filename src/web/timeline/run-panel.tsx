// One run over time: all charts on one time axis with one cursor, and the job that is followed.
import { methodName } from "../setup/methods.ts";
import { faults, shownReport, stopped } from "../state/results.ts";
import { settings } from "../state/settings.ts";
import { FollowedJob } from "./followed-job.tsx";
import { GanttStrip } from "./gantt-strip.tsx";
import { JobTable } from "./job-table.tsx";
import { NetworkStrip } from "./network-strip.tsx";
import { PowerStrips } from "./strips.tsx";
import { Transport } from "./transport.tsx";

export function RunPanel() {
  const { methods, shown } = settings.value;
  const picture = shownReport.value?.picture ?? null;
  if (picture === null) {
    const wrong = faults.value[shown] !== null && faults.value[shown] !== undefined;
    const name = methodName(methods[shown]);
    if (wrong) return <p class="hint">This policy has no run to show.</p>;
    return <p class="hint">{stopped.value ? `Stopped before ${name} was done.` : `${name} is running …`}</p>;
  }
  return (
    <>
      <Transport />
      <FollowedJob picture={picture} />
      <NetworkStrip picture={picture} />
      <GanttStrip picture={picture} />
      <PowerStrips picture={picture} />
      <JobTable picture={picture} />
    </>
  );
}
