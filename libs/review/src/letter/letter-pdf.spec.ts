import { letterData } from '../../../../test/support/letter-data';
import type { LetterWish } from '../../../../test/support/letter-data';
import { readPdf, unspaced, wordsOf } from '../../../../test/support/read-pdf';
import type { ReadPdf } from '../../../../test/support/read-pdf';
import { LOCALES } from '../domain/letter/letter';
import type { Letter, LetterBlock, Locale } from '../domain/letter/letter';
import { letterOf } from '../domain/letter/letter-of';
import { letterPdf } from './letter-pdf';

const A4 = [595.28, 841.89];

const printed = async (letter: Letter): Promise<ReadPdf> =>
  readPdf((await letterPdf(letter)).bytes);

const letterFor = (wish: LetterWish, locale: Locale): Letter => letterOf(letterData(wish), locale);

/** Every text that a letter holds, in its order. */
function textsOf(block: LetterBlock): readonly string[] {
  switch (block.kind) {
    case 'list':
      return block.items;
    case 'facts':
      return block.rows.flat();
    case 'table':
      return [block.caption, ...block.columns.map(({ title }) => title), ...block.rows.flat()];
    case 'heading':
    case 'paragraph':
    case 'aside':
      return [block.text];
  }
}

describe.each(LOCALES)('a letter as PDF in %s', (locale) => {
  const wish: LetterWish = {
    packId: 'gb-app-reimbursement',
    amounts: [9_000_000n, 123_456n],
    data: { addressee: '张喆堃 䶮' },
  };
  let letter: Letter;
  let pdf: ReadPdf;

  beforeAll(async () => {
    letter = letterFor(wish, locale);
    pdf = await printed(letter);
  });

  it('holds every word of the letter: amounts, reasons, dates and names', () => {
    const words = unspaced(wordsOf(pdf));
    const texts = letter.blocks.flatMap(textsOf).filter((text) => text !== '');
    expect(texts.length).toBeGreaterThan(50);
    expect(texts.filter((text) => !words.includes(unspaced(text)))).toEqual([]);
  });

  it('is A4, numbered, with the reference on each page', () => {
    const { pages } = pdf;
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, { text, size }] of pages.entries()) {
      expect(size.map((points) => Math.round(points * 100) / 100)).toEqual(A4);
      expect(text).toContain('CLM-7K3M-92QD');
      expect(text).toContain(`${String(index + 1)}/${String(pages.length)}`);
      expect(text).not.toMatch(/DRAFT|草稿/);
    }
  });

  it('says what it is, in which language, and when it was issued', () => {
    expect(pdf.info).toMatchObject({
      Title: `${letter.title} CLM-7K3M-92QD`,
      Language: locale,
      CreationDate: 'D:20261126023000Z',
      ModDate: 'D:20261126023000Z',
    });
  });

  it('is tagged, so that it can be read out: headings, tables with head cells, lists', () => {
    expect(pdf.isTagged).toBe(true);
    const tags = pdf.pages.flatMap((page) => page.tags);
    expect(tags.filter((tag) => tag === 'H1')).toHaveLength(1);
    expect(tags.filter((tag) => tag === 'H2').length).toBeGreaterThan(5);
    expect(tags).toEqual(
      expect.arrayContaining(['Document', 'P', 'L', 'LI', 'LBody', 'Table', 'Caption', 'TH', 'TD']),
    );
  });
});

describe('a letter as PDF', () => {
  it('has the same bytes each time', async () => {
    const [one, other] = [
      await letterPdf(letterFor({}, 'zh-CN')),
      await letterPdf(letterFor({}, 'zh-CN')),
    ];
    expect(one.bytes.equals(other.bytes)).toBe(true);
    const later = letterFor({ decision: { decidedAt: new Date('2026-11-27T02:30:00Z') } }, 'zh-CN');
    expect((await letterPdf(later)).bytes.equals(one.bytes)).toBe(false);
  });

  it('that is a draft says so on each page', async () => {
    const { pages } = await printed(letterFor({ data: { isDraft: true } }, 'zh-CN'));
    expect(pages.length).toBeGreaterThan(1);
    for (const { text } of pages) expect(text).toContain('草稿 DRAFT');
  });

  it('shows 〓 for a character that no font of ours has, says which, and reports it', async () => {
    const letter = letterFor({ data: { addressee: '𠮷田 Łukasz 𬱖' } }, 'zh-CN');
    const { bytes, missingCharacters } = await letterPdf(letter);
    expect(missingCharacters).toEqual(['𠮷', 'Ł']);
    const words = wordsOf(await readPdf(bytes));
    expect(words).toContain('〓田 〓ukasz 𬱖，您好：');
    expect(unspaced(words)).toContain('依次为：U+20BB7、U+0141（Unicode编码）');
  });

  it('has nothing to report when all characters are there', async () => {
    expect((await letterPdf(letterFor({}, 'en'))).missingCharacters).toEqual([]);
  });

  it('of 50 payments repeats the head of its table and tears no row apart', async () => {
    const amounts = Array.from({ length: 50 }, (_, index) => BigInt(100_001 + index * 1_111));
    const letter = letterFor({ amounts }, 'zh-CN');
    const { pages } = await printed(letter);
    const table = letter.blocks.find((block) => block.kind === 'table');
    const whole = pages.map(({ text }) => unspaced(text));
    const torn = table!.rows.filter((cells) =>
      whole.every((text) => !text.includes(unspaced(cells.slice(0, 2).join('')))),
    );
    expect(torn).toEqual([]);
    const withRows = whole.filter((text) => /商户\d+，/.test(text));
    expect(withRows.length).toBeGreaterThan(2);
    for (const text of withRows) expect(text).toContain('序号付款索赔金额赔付金额理由');
    // What is repeated for the eye is not read out again.
    const heads = pages.map(({ tags }) => tags.filter((tag) => tag === 'TH').length);
    expect(heads.slice(1, 3)).toEqual([0, 0]);
  });

  it('lets other work go on between its parts', async () => {
    await letterPdf(letterFor({}, 'zh-CN'));
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const amounts = Array.from({ length: 50 }, () => 100n);
    await letterPdf(letterFor({ amounts }, 'zh-CN'));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });
});
