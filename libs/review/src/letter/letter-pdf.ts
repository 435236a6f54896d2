import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Letter, LetterBlock, Locale } from '../domain/letter/letter';
import { drawFacts, drawTable } from './letter-tables';
import { LetterSheet, TYPE } from './letter-sheet';

export interface LetterPdf {
  readonly bytes: Buffer;
  /** Characters that no font of ours has; the letter shows 〓 for them and says so. */
  readonly missingCharacters: readonly string[];
}

/**
 * A letter as PDF for A4, tagged for screen readers, with its fonts inside. The same letter gives
 * the same bytes. Between two parts other work gets its turn: a long letter holds nobody up.
 */
export async function letterPdf(letter: Letter): Promise<LetterPdf> {
  const sheet = new LetterSheet(letter);
  sheet.flow(sheet.element('H1'), letter.title, { size: TYPE.title, bold: true });
  sheet.space(10);
  for (const block of letter.blocks) {
    await draw(sheet, block);
    await nextTurn();
  }
  const missingCharacters = sheet.missing;
  if (missingCharacters.length > 0) drawNote(sheet, letter, missingCharacters);
  return { bytes: await sheet.finish(), missingCharacters };
}

async function draw(sheet: LetterSheet, block: LetterBlock): Promise<void> {
  switch (block.kind) {
    case 'heading':
      drawHeading(sheet, block.text);
      return;
    case 'paragraph':
      drawParagraph(sheet, block.text, block.strong === true);
      return;
    case 'aside':
      drawParagraph(sheet, block.text, false, block.locale);
      return;
    case 'list':
      drawList(sheet, block.items);
      return;
    case 'facts':
      drawFacts(sheet, block.rows);
      return;
    case 'table':
      await drawTable(sheet, block);
  }
}

/** A heading is never the last line of a page. */
function drawHeading(sheet: LetterSheet, text: string): void {
  sheet.space(8);
  sheet.room(70);
  sheet.flow(sheet.element('H2'), text, { size: TYPE.heading, bold: true });
  sheet.space(4);
}

function drawParagraph(sheet: LetterSheet, text: string, bold: boolean, lang?: Locale): void {
  sheet.room(TYPE.body * 2);
  const element = sheet.element('P', undefined, lang === undefined ? {} : { lang });
  sheet.flow(element, text, { size: TYPE.body, bold });
  sheet.space(7);
}

function drawList(sheet: LetterSheet, items: readonly string[]): void {
  const list = sheet.element('L');
  for (const item of items) {
    sheet.room(TYPE.body * 2);
    const entry = sheet.element('LI', list);
    const { y, left } = sheet;
    sheet
      .element('Lbl', entry)
      .add(() => sheet.put('•', { x: left, y, width: 12 }, { size: TYPE.body }));
    sheet.moveTo(y);
    sheet.flow(sheet.element('LBody', entry), item, { size: TYPE.body }, 14);
    sheet.space(3);
  }
  sheet.space(4);
}

function drawNote(sheet: LetterSheet, { locale }: Letter, characters: readonly string[]): void {
  const codes = characters.map((character) => codePointOf(character));
  drawParagraph(
    sheet,
    locale === 'zh-CN'
      ? `〓 代表我们的字体中没有的字，依次为：${codes.join('、')}（Unicode 编码）。`
      : `〓 stands for characters that our fonts do not have, in this order: ${codes.join(', ')} (Unicode).`,
    false,
  );
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
