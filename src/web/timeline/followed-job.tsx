// The job that is followed: its stages in time, and why it went where it did.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { STATION_KINDS, VISIT_ENDS, VISIT_STAGES } from "../../simulation/record/visits.ts";
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

/** The station of a visit, by name. */
function stationOf({ visits, serverIds, wireIds, deviceIds }: Picture, visit: number): string {
  const owner = visits.owner[visit];
  switch (STATION_KINDS[visits.kind[visit]]) {
    case "server":
      return serverIds[owner];
    case "wire":
      return `wire ${wireIds[owner >> 1]}`;
    case "processor":
      return deviceIds[owner];
    case "radio":
      return `the radio of ${deviceIds[owner]}`;
  }
}

const WORDS: Record<(typeof VISIT_STAGES)[number], string> = {
  upload: "upload over",
  "wire out": "out over",
  service: "service on",
  "wire back": "back over",
  download: "download over",
};

/** What became of a visit that was not served to its end. */
const ENDS: Partial<Record<(typeof VISIT_ENDS)[number], string>> = {
  preempted: "pushed out",
  broken: "lost by a fault",
  resumed: "held up",
  abandoned: "given up",
  cut: "cut by the end of the run",
};

/** A job's way through the network, visit by visit, with what it waits for and what lies between; no time, no stage. */
export function stagesOf(picture: Picture, job: number): Stage[] {
  const { visits } = picture;
  const stages: Stage[] = [];
  let now = picture.jobs.arrival[job];
  const add = (name: string, from: number, to: number, waits: boolean) => {
    if (to > from) stages.push({ name, from, to, waits });
  };
  for (let k = 0; k < visits.count; k++) {
    if (visits.job[k] !== job) continue;
    const station = stationOf(picture, k);
    add("on the way", now, visits.entered[k], true);
    const started = Number.isNaN(visits.started[k]) ? visits.left[k] : visits.started[k];
    add(`${visits.held[k] === 1 ? "held up at" : "waits for"} ${station}`, visits.entered[k], started, true);
    const end = ENDS[VISIT_ENDS[visits.end[k]]];
    const stage = `${WORDS[VISIT_STAGES[visits.stage[k]]]} ${station}`;
    add(end === undefined ? stage : `${stage}, ${end}`, started, visits.left[k], false);
    now = visits.left[k];
  }
  add("on the way", now, picture.jobs.completion[job], true);
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
