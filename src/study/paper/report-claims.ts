// The claims in the report: first all verdicts at a glance, then what was measured for each.
import { html, type Markup } from "./html.ts";
import { alternativeNamed } from "./setting.ts";
import { shownHolds, shownMeasure, shownNuance, shownSpread, VERDICT_MARKS } from "./shown.ts";
import type { Judgement, Verdict } from "./verdict.ts";

const CLASSES: Readonly<Record<Verdict, string>> = {
  reproduced: "reproduced",
  "not reproduced": "not",
  "reproduced only with an option": "option",
};

/** How many claims came out how. */
export const tally = (judged: readonly Judgement[]): Markup =>
  html`<ul class="tally">${(Object.keys(CLASSES) as Verdict[]).map((verdict) => {
    const count = judged.filter((one) => one.verdict === verdict).length;
    return count === 0
      ? ""
      : html`<li class="${CLASSES[verdict]}">${VERDICT_MARKS[verdict]} ${count} ${verdict}</li>`;
  })}</ul>`;

const badge = (verdict: Verdict): Markup =>
  html`<span class="badge ${CLASSES[verdict]}">${VERDICT_MARKS[verdict]} ${verdict}</span>`;

const labels = (ids: readonly string[]): string => ids.map((id) => alternativeNamed(id).label).join("; ");

/** One row for each claim. */
export const verdictTable = (judged: readonly Judgement[]): Markup =>
  html`<table class="verdicts"><thead><tr><th>claim</th><th>the paper says</th><th>holds in</th><th>verdict</th></tr></thead><tbody>
${judged.map((one) => {
  const { claim, verdict, findings, onlyWith } = one;
  const nuance = shownNuance(one);
  return html`<tr><th scope="row"><a href="#${claim.id}">${claim.id}</a></th><td>${claim.statement}</td><td class="holds">${findings.map(
    (found) =>
      html`<span>${shownHolds(found)}${findings.length > 1 ? ` (case ${found.case.at(-1)})` : ""}</span> `,
  )}</td><td>${badge(verdict)}${nuance === null ? "" : html`<small>${nuance}</small>`}${onlyWith.length > 0 ? html`<small>${labels(onlyWith)}</small>` : ""}</td></tr>\n`;
})}</tbody></table>`;

function measures({ findings }: Judgement): Markup {
  const [first] = findings;
  const several = findings.length > 1;
  return html`<table><thead><tr><th>median (range)</th><th class="number">paper</th>${findings.map(
    (found) => html`<th class="number">${several ? `case ${found.case.at(-1)}` : "here"}</th>`,
  )}</tr></thead><tbody>${first.spreads.map(
    ({ measure }, row) =>
      html`<tr><td>${measure.label}</td><td class="number">${
        measure.paper === null ? "–" : shownMeasure(measure.paper, measure.unit)
      }</td>${findings.map((found) => html`<td class="number">${shownSpread(found.spreads[row])}</td>`)}</tr>`,
  )}<tr><td>instances in which the claim holds</td><td class="number">–</td>${findings.map(
    (found) => html`<td class="number">${shownHolds(found)}</td>`,
  )}</tr></tbody></table>`;
}

/** What was measured for each claim. */
export const evidence = (judged: readonly Judgement[]): Markup[] =>
  judged.map((one) => {
    const { claim, verdict, onlyWith, tried } = one;
    return html`<section class="${one.findings.length > 1 ? "claim broad" : "claim"}" id="${claim.id}"><h3>${claim.id} ${badge(verdict)}</h3>
<p>${claim.statement}</p>
<div class="wide" role="region" aria-label="Measures of ${claim.id}" tabindex="0">${measures(one)}</div>
<p class="note">Holds in an instance when: ${claim.rule}${
      claim.figure === null ? "" : html` See <a href="#${claim.figure}">the figure</a>.`
    }</p>${claim.remark === undefined ? "" : html`<p class="note">${claim.remark}</p>`}${
      onlyWith.length > 0
        ? html`<p class="note">Of ${tried.length} alternatives, it is reproduced with: ${labels(onlyWith)}.</p>`
        : tried.length > 0
          ? html`<p class="note">${tried.length} alternatives were tried, each alone; none reproduces it.</p>`
          : ""
    }</section>\n`;
  });
