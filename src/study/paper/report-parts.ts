// Parts that reports share: wide content, figures, and what the tables hold.
import type { Table } from "../../dataset/index.ts";
import type { DrawnFigure } from "../../figures/index.ts";
import { html, type Markup, raw } from "./html.ts";

/** A table that scrolls by itself where the page is narrow. */
export const scrolling = (label: string, content: Markup): Markup =>
  html`<div class="wide" role="region" aria-label="${label}" tabindex="0">${content}</div>`;

export function figureSection({ figure, svg }: DrawnFigure): Markup {
  const file = `figures/${figure.name}`;
  const labelled = svg.replace("<svg ", `<svg role="img" aria-labelledby="${figure.name}-caption" `);
  return html`<figure id="${figure.name}"><div class="wide" tabindex="0" role="region" aria-label="${figure.name}">${raw(labelled)}</div>
<figcaption id="${figure.name}-caption">${figure.caption} <span><a href="${file}.svg">SVG</a> · <a href="${file}.png">PNG</a> · <a href="${file}.vl.json">specification</a></span></figcaption></figure>`;
}

/** What the tables beside the report hold. */
export const dictionary = (tables: readonly Table[]): Markup[] =>
  tables.map(
    (
      table,
    ) => html`<details><summary><code>${table.name}</code>: ${table.meaning} (${table.data.numRows()} rows)</summary>
<p><a href="${table.name}.parquet">Parquet</a> · <a href="${table.name}.csv">CSV</a></p>
${scrolling(
  `Columns of ${table.name}`,
  html`<table><thead><tr><th>column</th><th>type</th><th>unit</th><th>meaning</th></tr></thead><tbody>${table.columns.map(
    (column) =>
      html`<tr><td><code>${column.name}</code></td><td>${column.type}</td><td>${column.unit}</td><td>${column.meaning}</td></tr>`,
  )}</tbody></table>`,
)}</details>\n`,
  );
