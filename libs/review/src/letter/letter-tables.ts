import { setImmediate as nextTurn } from 'node:timers/promises';

import type { LetterTable } from '../domain/letter/letter';
import { COLOURS, TYPE } from './letter-sheet';
import type { Element, LetterSheet, Place, Setting } from './letter-sheet';

const PADDING = 5;
/** After so many rows other work gets its turn. */
const ROWS_PER_TURN = 8;

interface Cell {
  readonly text: string;
  readonly place: Omit<Place, 'y'>;
  readonly setting: Setting;
}

/** Names with their values, as a table whose first column heads each row. */
export function drawFacts(
  sheet: LetterSheet,
  rows: readonly (readonly [name: string, value: string])[],
): void {
  const table = sheet.element('Table');
  const nameWidth = sheet.width * 0.28;
  for (const [name, value] of rows) {
    const cells: Cell[] = [
      {
        text: name,
        place: { x: sheet.left, width: nameWidth },
        setting: { size: TYPE.body, colour: COLOURS.soft },
      },
      {
        text: value,
        place: { x: sheet.left + nameWidth, width: sheet.width - nameWidth },
        setting: { size: TYPE.body },
      },
    ];
    const height = heightOf(sheet, cells);
    sheet.room(height);
    const row = sheet.element('TR', table);
    putCells(sheet, cells, (index) => cellElement(sheet, row, index === 0 ? 'Row' : null));
    sheet.space(2);
  }
  sheet.space(8);
}

/** A table whose head is repeated on each page and whose rows are never torn apart. */
export async function drawTable(sheet: LetterSheet, table: LetterTable): Promise<void> {
  const element = sheet.element('Table');
  sheet.room(90);
  const caption = { size: TYPE.cell, colour: COLOURS.soft };
  sheet.flow(sheet.element('Caption', element), table.caption, caption);
  sheet.space(3);
  const head = cellsOf(
    sheet,
    table,
    table.columns.map(({ title }) => title),
    true,
  );
  const headRow = sheet.element('TR', element);
  drawRow(sheet, head, true, () => cellElement(sheet, headRow, 'Column'));
  for (const [index, texts] of table.rows.entries()) {
    drawBodyRow(sheet, { element, head, cells: cellsOf(sheet, table, texts, false) });
    if (index % ROWS_PER_TURN === ROWS_PER_TURN - 1) await nextTurn();
  }
  if (table.total !== undefined) {
    drawBodyRow(sheet, { element, head, cells: cellsOf(sheet, table, table.total, true) });
  }
  sheet.space(12);
}

function drawBodyRow(
  sheet: LetterSheet,
  row: {
    readonly element: Element;
    readonly head: readonly Cell[];
    readonly cells: readonly Cell[];
  },
): void {
  // Said once for all pages: the repeated head is for the eye only.
  if (sheet.room(heightOf(sheet, row.cells))) {
    sheet.ornament(() => drawRow(sheet, row.head, true, null));
  }
  const element = sheet.element('TR', row.element);
  drawRow(sheet, row.cells, false, () => cellElement(sheet, element, null));
}

function cellsOf(
  sheet: LetterSheet,
  { columns }: LetterTable,
  texts: readonly string[],
  bold: boolean,
): Cell[] {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  let x = sheet.left;
  return columns.map(({ width: share, isAmount = false }, index) => {
    const width = (sheet.width * share) / whole;
    const place = { x: x + PADDING, width: width - 2 * PADDING };
    x += width;
    return {
      text: texts[index] ?? '',
      place,
      setting: { size: TYPE.cell, bold, align: isAmount ? 'right' : 'left' },
    };
  });
}

function heightOf(sheet: LetterSheet, cells: readonly Cell[]): number {
  const heights = cells.map(({ text, place, setting }) =>
    sheet.heightOf(text, place.width, setting),
  );
  return Math.max(...heights) + 2 * PADDING;
}

/** One row with the line below it; without `tag` it is part of an ornament. */
function drawRow(
  sheet: LetterSheet,
  cells: readonly Cell[],
  isHead: boolean,
  tag: ((index: number) => Element) | null,
): void {
  const top = sheet.y;
  const height = heightOf(sheet, cells);
  const drawLines = (): void => lines(sheet, { top, height, isHead });
  if (tag === null) drawLines();
  else sheet.ornament(drawLines);
  sheet.moveTo(top + PADDING);
  putCells(sheet, cells, tag);
  sheet.moveTo(top + height);
}

function lines(
  sheet: LetterSheet,
  row: { readonly top: number; readonly height: number; readonly isHead: boolean },
): void {
  sheet.draw((document) => {
    if (row.isHead) {
      document.rect(sheet.left, row.top, sheet.width, row.height).fill(COLOURS.shade);
    }
    document
      .moveTo(sheet.left, row.top + row.height)
      .lineTo(sheet.left + sheet.width, row.top + row.height)
      .lineWidth(0.5)
      .strokeColor(COLOURS.rule)
      .stroke();
  });
}

/** Puts cells beside each other, and goes on below the tallest of them. */
function putCells(
  sheet: LetterSheet,
  cells: readonly Cell[],
  tag: ((index: number) => Element) | null,
): void {
  const { y } = sheet;
  let lowest = y;
  cells.forEach(({ text, place, setting }, index) => {
    const put = (): void => sheet.put(text, { ...place, y }, setting);
    if (tag === null) put();
    else tag(index).add(put);
    lowest = Math.max(lowest, sheet.y);
  });
  sheet.moveTo(lowest);
}

function cellElement(sheet: LetterSheet, row: Element, scope: 'Row' | 'Column' | null): Element {
  return scope === null ? sheet.element('TD', row) : sheet.element('TH', row, { scope });
}
