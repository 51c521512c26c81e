// All jobs of the run in words: for those who do not see the Gantt chart, and for looking one up.
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { VISIT_STAGES } from "../../simulation/record/visits.ts";
import { jobName } from "../draw/gantt.ts";
import { grouped, shown } from "../draw/ticks.ts";
import { followed } from "../state/results.ts";
import { WideTable } from "../wide-table.tsx";
import type { Picture } from "../worker/protocol.ts";

const PAGE = 25;

/** When each job was first served in each stage, by "stage row". */
function startsOf({ visits }: Picture): Map<string, number> {
  const found = new Map<string, number>();
  for (let k = 0; k < visits.count; k++) {
    const key = `${VISIT_STAGES[visits.stage[k]]} ${visits.job[k]}`;
    if (visits.started[k] >= 0 && !found.has(key)) found.set(key, visits.started[k]);
  }
  return found;
}

export function JobTable({ picture }: { picture: Picture }) {
  const open = useSignal(false);
  const page = useSignal(0);
  const of = picture.jobs;
  const n = of.device.length;
  const pages = Math.max(1, Math.ceil(n / PAGE));
  const first = Math.min(page.value, pages - 1) * PAGE;
  const starts = useMemo(
    () => (open.value ? startsOf(picture) : new Map<string, number>()),
    [picture, open.value],
  );
  const rows = Array.from({ length: Math.min(PAGE, n - first) }, (_, k) => first + k);
  return (
    <details
      class="jobs"
      open={open.value}
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>Jobs as a table</summary>
      {open.value && (
        <>
          <WideTable label="jobs of this run">
            <table>
              <caption class="unseen">Jobs in the order in which they ended, times in seconds</caption>
              <thead>
                <tr>
                  {["job", "place", "arrives", "upload", "service", "download", "done", "response"].map(
                    (name) => (
                      <th scope="col" key={name}>
                        {name}
                      </th>
                    ),
                  )}
                </tr>
              </thead>
              <tbody>
                {rows.map((j) => (
                  <tr key={j} data-chosen={followed.value === j}>
                    <th scope="row">
                      <button
                        type="button"
                        class="quiet"
                        onClick={() => {
                          followed.value = j;
                        }}
                      >
                        {jobName(picture, j)}
                      </button>
                    </th>
                    <td>{of.place[j] < 0 ? "local" : picture.serverIds[of.place[j]]}</td>
                    <td>{shown(of.arrival[j])}</td>
                    {["upload", "service", "download"].map((stage) => (
                      <td key={stage}>{shown(starts.get(`${stage} ${j}`))}</td>
                    ))}
                    <td>{shown(of.completion[j])}</td>
                    <td>{shown(of.completion[j] - of.arrival[j])}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </WideTable>
          {pages > 1 && (
            <p class="pages">
              <button type="button" disabled={first === 0} onClick={() => page.value--}>
                Earlier
              </button>
              {first + 1}–{first + rows.length} of {grouped(n)}
              <button type="button" disabled={first + PAGE >= n} onClick={() => page.value++}>
                Later
              </button>
            </p>
          )}
        </>
      )}
    </details>
  );
}
