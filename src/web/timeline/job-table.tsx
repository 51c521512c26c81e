// All jobs of the run in words: for those who do not see the Gantt chart, and for looking one up.
import { useSignal } from "@preact/signals";
import { jobName } from "../draw/gantt.ts";
import { grouped, shown } from "../draw/ticks.ts";
import { followed } from "../state/results.ts";
import { WideTable } from "../wide-table.tsx";
import type { Picture } from "../worker/protocol.ts";

const PAGE = 25;

export function JobTable({ picture }: { picture: Picture }) {
  const open = useSignal(false);
  const page = useSignal(0);
  const of = picture.jobs;
  const n = of.device.length;
  const pages = Math.max(1, Math.ceil(n / PAGE));
  const first = Math.min(page.value, pages - 1) * PAGE;
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
                    <td>{shown(of.uploadStart[j])}</td>
                    <td>{shown(of.serviceStart[j])}</td>
                    <td>{shown(of.downloadStart[j])}</td>
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
