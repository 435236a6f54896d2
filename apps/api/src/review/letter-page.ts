import { createHash } from 'node:crypto';

import { withUnbrokenAmounts } from '@app/money';
import type { Letter, LetterBlock, LetterTable } from '@app/review';

/**
 * Dark on light with a contrast above 7 to 1, sizes that grow with the reader's own, lines of a
 * length that can be followed, and a table that scrolls by itself on a narrow screen. On paper: A4.
 */
const STYLE = `
:root{color-scheme:light}
body{margin:0;background:#fff;color:#1a1a1a;font:1.125rem/1.6 "Noto Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.75rem;line-height:1.3;margin:0 0 1rem}
h2{font-size:1.25rem;margin:2rem 0 .5rem}
p,ul,dl{margin:0 0 1rem}
p{white-space:pre-line;overflow-wrap:anywhere}
.strong{font-weight:700}
.draft{border:3px solid #9b1c1c;color:#9b1c1c;font-weight:700;padding:.5rem 1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem}
dt{color:#4a4a4a}
dd{margin:0;overflow-wrap:anywhere}
.table{overflow-x:auto;margin:0 0 1rem}
table{border-collapse:collapse;width:100%;font-size:1rem}
caption{text-align:left;color:#4a4a4a;padding-bottom:.25rem}
th,td{border-bottom:1px solid #767676;padding:.4rem .5rem;text-align:left;vertical-align:top;white-space:pre-line}
thead th{background:#eef1f4;white-space:nowrap}
.amount{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
tfoot td{font-weight:700}
:focus-visible{outline:3px solid #1a1a1a;outline-offset:2px}
@page{size:A4;margin:20mm 18mm}
@media print{body{font-size:11pt}main{max-width:none;padding:0}h2{break-after:avoid}tr{break-inside:avoid}.table{overflow:visible}thead{display:table-header-group}}
`;

/** The style by its digest, and nothing else: no script, frame or form, nothing from outside. */
export const LETTER_PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  'sandbox',
].join('; ');

/** A letter as a page that stands by itself: it can be read out, printed and kept. */
export function letterPage(letter: Letter): string {
  const { locale, title, reference, draftMark, blocks } = letter;
  const draft = draftMark === null ? '' : `<p class="draft">${escaped(draftMark)}</p>`;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(draftMark === null ? `${title} ${reference}` : `${draftMark} ${title} ${reference}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${draft}
<h1>${escaped(title)}</h1>
${blocks.map(blockOf).join('\n')}
${draft}
</main>
</body>
</html>
`;
}

function blockOf(block: LetterBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${escaped(block.text)}</h2>`;
    case 'paragraph':
      return `<p${block.strong === true ? ' class="strong"' : ''}>${escaped(block.text)}</p>`;
    case 'aside':
      return `<p lang="${block.locale}">${escaped(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
    case 'facts': {
      const rows = block.rows.map(
        ([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`,
      );
      return `<dl>${rows.join('')}</dl>`;
    }
    case 'table':
      return tableOf(block);
  }
}

/** It scrolls by itself, so that it has to be reached by the keyboard, too. */
function tableOf({ caption, columns, rows, total }: LetterTable): string {
  const classOf = (index: number): string =>
    columns[index]?.isAmount === true ? ' class="amount"' : '';
  const cells = (texts: readonly string[]): string =>
    texts.map((text, index) => `<td${classOf(index)}>${escaped(text)}</td>`).join('');
  const head = columns.map(
    ({ title }, index) => `<th scope="col"${classOf(index)}>${escaped(title)}</th>`,
  );
  const body = rows.map((texts) => `<tr>${cells(texts)}</tr>`).join('');
  const foot = total === undefined ? '' : `<tfoot><tr>${cells(total)}</tr></tfoot>`;
  return (
    `<div class="table" role="region" tabindex="0" aria-label="${escaped(caption)}">` +
    `<table><caption>${escaped(caption)}</caption><thead><tr>${head.join('')}</tr></thead>` +
    `<tbody>${body}</tbody>${foot}</table></div>`
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return withUnbrokenAmounts(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
