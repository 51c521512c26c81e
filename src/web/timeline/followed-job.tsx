// The job that is followed: its stages in time, and why it went where it did.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { jobName } from "../draw/gantt.ts";
import { percent, shown } from "../draw/ticks.ts";
import { askIn, foreground, toFault } from "../state/lines.ts";
import { question } from "../state/question.ts";
import { followed, shownReport, worldFault } from "../state/results.ts";
import { settings } from "../state/settings.ts";
import { Turn } from "../state/turns.ts";
import { WideTable } from "../wide-table.tsx";
import type { Alternative, Picture, Reason } from "../worker/protocol.ts";
import { look, moveCursor } from "./clock.ts";

interface Stage {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly waits: boolean;
}

/** A job's way through the network, waiting included; stages without time are left out. */
export function stagesOf(picture: Picture, job: number): Stage[] {
  const of = picture.jobs;
  const stages: Stage[] = [];
  let now = of.arrival[job];
  const add = (name: string, from: number, to: number, wait: string) => {
    if (!(to >= from)) return;
    if (from > now) stages.push({ name: wait, from: now, to: from, waits: true });
    stages.push({ name, from, to, waits: false });
    now = to;
  };
  const place = of.place[job];
  const device = picture.deviceIds[of.device[job]];
  const server = place < 0 ? "" : picture.serverIds[place];
  add(`upload to ${server}`, of.uploadStart[job], of.uploadEnd[job], `waits for the radio of ${device}`);
  if (place < 0)
    add(`processing on ${device}`, of.serviceStart[job], of.serviceEnd[job], `waits for ${device}`);
  else add(`service on ${server}`, of.serviceStart[job], of.serviceEnd[job], `waits at ${server}`);
  add("download", of.downloadStart[job], of.downloadEnd[job], `waits for the radio of ${device}`);
  return stages;
}

function Stages({ picture, job }: { picture: Picture; job: number }) {
  const stages = stagesOf(picture, job);
  const start = picture.jobs.arrival[job];
  const done = picture.jobs.completion[job];
  const whole = Math.max(1e-12, (stages.at(-1)?.to ?? start) - start);
  return (
    <ol class="stages">
      {stages.map((stage) => (
        <li key={stage.from} data-waits={stage.waits}>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              const room = (stage.to - stage.from) * 0.6;
              look(stage.from - room, stage.to + room);
              moveCursor(stage.to);
            }}
          >
            {stage.name}
          </button>
          <span>{shown(stage.to - stage.from)} s</span>
          <i style={{ width: `${(100 * (stage.to - stage.from)) / whole}%` }} />
        </li>
      ))}
      <li class="sum">
        <span>{done >= 0 ? "response" : "not completed"}</span>
        <b>{shown(done >= 0 ? done - start : null)} s</b>
      </li>
    </ol>
  );
}

function Why({ reason }: { reason: Reason }) {
  const live = reason.alternatives.some((one) => one.backlog !== null);
  return (
    <>
      <p>{reason.sentence}</p>
      <WideTable label="places of this job">
        <table>
          <caption class="unseen">What each place would have meant for this job, without queueing</caption>
          <thead>
            <tr>
              <th scope="col">place</th>
              <th scope="col">link, Mbps</th>
              <th scope="col">{live ? "expected, s" : "time, s"}</th>
              <th scope="col">energy, J</th>
              <th scope="col">{live ? "backlog, s" : "score if moved"}</th>
            </tr>
          </thead>
          <tbody>
            {reason.alternatives.map((one) => (
              <tr key={one.place} data-chosen={one.chosen}>
                <th scope="row">
                  {one.place}
                  {one.chosen ? " ●" : ""}
                </th>
                <td>{one.linkMbps === null ? "–" : shown(one.linkMbps)}</td>
                <td>{shown(one.time)}</td>
                <td>{shown(one.energy)}</td>
                <td>{lastCell(one)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </>
  );
}

function lastCell(one: Alternative): string {
  if (!one.allowed) return "not allowed";
  if (one.backlog !== null) return shown(one.backlog);
  return one.chosen || one.scoreChange === null ? "–" : signed(one.scoreChange);
}

const signed = (share: number) => (share > 0 ? `+${percent(share)}` : percent(share));

export function FollowedJob({ picture }: { picture: Picture }) {
  const job = followed.value;
  const reason = useSignal<Reason | null>(null);
  const fault = useSignal<string | null>(null);
  const report = shownReport.value;
  useEffect(() => {
    // While the network as set up has an error there is nothing to ask about.
    if (job < 0 || report === null || worldFault.peek() !== null) return undefined;
    const controller = new AbortController();
    const turn = new Turn(controller.signal);
    fault.value = null;
    const ask = {
      kind: "reason",
      ...question.peek(),
      method: report.method,
      wt: settings.peek().wt,
      job: picture.number[job],
    } as const;
    askIn(turn, foreground, ask).then(
      (answer) => {
        reason.value = answer;
      },
      (error: unknown) =>
        turn.apply(() => {
          fault.value = toFault(error).message;
        }),
    );
    return () => controller.abort();
  }, [job, report]);
  if (job < 0 || job >= picture.jobs.device.length) return null;
  const about = reason.value;
  return (
    <section class="followed" aria-label="the job that is followed" aria-live="polite">
      <header>
        <h3>{jobName(picture, job)}</h3>
        {about !== null && (
          <small>
            {shown(about.sizeMB)} MB · {shown(about.ginstr)} Ginstr
          </small>
        )}
        <button
          type="button"
          class="quiet"
          onClick={() => {
            followed.value = -1;
          }}
        >
          Close
        </button>
      </header>
      <div class="columns">
        <Stages picture={picture} job={job} />
        <div class="why">
          {fault.value !== null && <p class="fault">{fault.value}</p>}
          {about !== null && about.job === jobName(picture, job) && <Why reason={about} />}
        </div>
      </div>
    </section>
  );
}
