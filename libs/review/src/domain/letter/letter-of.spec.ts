import fc from 'fast-check';

import { Money, amountText } from '@app/money';

import { letterData } from '../../../../../test/support/letter-data';
import type { LetterWish } from '../../../../../test/support/letter-data';
import { LOCALES, letterText } from './letter';
import type { LetterTable, Locale } from './letter';
import { letterOf } from './letter-of';

const written = (locale: Locale, wish: LetterWish = {}): string =>
  letterText(letterOf(letterData(wish), locale));

/** The text below a heading, as far as the next one. */
function section(text: string, heading: string): string {
  const parts = text.split('\n\n');
  return parts.slice(parts.indexOf(heading), parts.indexOf(heading) + 8).join('\n');
}

const tablesOf = (wish: LetterWish, locale: Locale = 'en'): LetterTable[] =>
  letterOf(letterData(wish), locale).blocks.filter((block) => block.kind === 'table');

describe('the outcome, in plain words', () => {
  it.each<[string, LetterWish, string, string]>([
    [
      'in full',
      { amounts: [19_900n, 1_280_000n] },
      '您的索赔已全额通过，我们赔付 12,999.00 元（人民币壹万贰仟玖佰玖拾玖元整）。',
      'Your claim is approved in full: we pay 12,999.00 CNY (twelve thousand nine hundred ninety-nine and 00/100 CNY).',
    ],
    [
      'in part',
      { amounts: [100_000n], awards: [60_050n] },
      '您索赔 1,000.00 元，我们赔付 600.50 元（人民币陆佰元零伍角）。其余 399.50 元未予赔付的理由，在下文逐笔说明。',
      'We pay 600.50 CNY (six hundred and 50/100 CNY) of the 1,000.00 CNY that you claimed. Why 399.50 CNY of it is not paid is told below, payment by payment.',
    ],
    [
      'as far as the cap of the guarantee goes',
      { packId: 'gb-app-reimbursement', amounts: [9_000_000n] },
      '您索赔 90,000.00 GBP，我们赔付 84,900.00 GBP（英镑捌万肆仟玖佰整）。',
      'We pay 84,900.00 GBP (eighty-four thousand nine hundred and 00/100 GBP) of the 90,000.00 GBP that you claimed.',
    ],
    [
      'not at all',
      { amounts: [19_900n], awards: [0n] },
      '很抱歉，您索赔的 199.00 元我们不能赔付，理由见下文。如果您不同意，可以申诉，方式和期限见下文。',
      'We are sorry: we cannot pay the 199.00 CNY that you claimed. The reasons are below. If you do not agree you can appeal; how, and until when, is below too.',
    ],
    [
      'in a currency without decimals',
      { currency: 'JPY', amounts: [12_000n] },
      '我们赔付 12,000 JPY（日元壹万贰仟整）。',
      'we pay 12,000 JPY (twelve thousand JPY).',
    ],
    [
      'in a currency with three decimals',
      { currency: 'KWD', amounts: [1_234_567n] },
      '我们赔付 1,234.567 KWD（科威特第纳尔壹仟贰佰叁拾肆点伍陆柒）。',
      'we pay 1,234.567 KWD (one thousand two hundred thirty-four and 567/1000 KWD).',
    ],
  ])('%s', (_, wish, zh, en) => {
    expect(written('zh-CN', wish)).toContain(zh);
    expect(written('en', wish)).toContain(en);
  });

  it.each(LOCALES)('comes before everything but the address, in %s', (locale) => {
    const { blocks } = letterOf(letterData(), locale);
    expect(blocks.map(({ kind }) => kind).slice(0, 3)).toEqual(['facts', 'paragraph', 'paragraph']);
    expect(blocks[2]).toMatchObject({ strong: true });
  });
});

describe('a letter after an appeal', () => {
  const after = (minor: bigint, awards: bigint[]): LetterWish => ({
    amounts: [100_000n],
    awards,
    decision: {
      earlier: { award: Money.of(minor, 'CNY'), decidedAt: new Date('2026-10-01T02:00:00Z') },
    },
  });

  it('tells what was awarded before from what is added, and pays the addition', () => {
    const text = written('en', after(60_000n, [100_000n]));
    expect(text).toContain('This decision takes the place of the one of 1 October 2026.');
    expect(text).toContain(
      'Of the amount above 600.00 CNY had been awarded before; 400.00 CNY is added now.',
    );
    expect(text).toContain('We pay 400.00 CNY (four hundred and 00/100 CNY) back');
    expect(written('zh-CN', after(60_000n, [100_000n]))).toContain(
      '上述金额中，600.00 元此前已经核定，本次增加 400.00 元。',
    );
  });

  it('says so when nothing is added, and promises no payment', () => {
    const text = written('en', after(60_000n, [60_000n]));
    expect(text).toContain('The amount stays as it was.');
    expect(text).not.toContain('How you are paid');
  });
});

describe('the table of payments', () => {
  it.each(LOCALES)('has a row for each payment, with its reason, in %s', (locale) => {
    const [table] = tablesOf({ amounts: [5_000n, 6_000n], awards: [5_000n, 1_000n] }, locale);
    const [first, second] = table!.rows;
    const day = locale === 'en' ? '25 November 2026' : '2026年11月25日';
    expect(first![1]).toContain(day);
    expect(first![1]).toContain('商户 1');
    expect(first!.slice(2, 4)).toEqual([
      amountText(Money.of(5_000n, 'CNY'), locale),
      amountText(Money.of(5_000n, 'CNY'), locale),
    ]);
    expect(second![3]).toBe(amountText(Money.of(1_000n, 'CNY'), locale));
    expect(table!.total?.slice(2, 4)).toEqual([
      amountText(Money.of(11_000n, 'CNY'), locale),
      amountText(Money.of(6_000n, 'CNY'), locale),
    ]);
  });

  it.each([
    ['covered.full', 'The amount claimed is covered in full.'],
    ['loss.not_proven', 'What is on file does not show the loss.'],
    ['exclusion.lent_account', 'the phone or the card was lent'],
    ['house.own_code', 'house.own_code'],
  ])('says in words what the code %s means', (reasonCode, words) => {
    const { lines } = letterData();
    const data = { lines: lines.map((line) => ({ ...line, reasonCode, text: 'Ask the shop.' })) };
    expect(tablesOf({ data })[0]!.rows[0]![4]).toContain(words);
    expect(tablesOf({ data })[0]!.rows[0]![4]).toMatch(/\nAsk the shop\.$/);
  });

  it('shows each amount of the decision, whatever it is', () => {
    const minor = fc.bigInt({ min: 1n, max: 10n ** 12n });
    const lines = fc.array(fc.tuple(minor, fc.nat({ max: 100 })), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(lines, fc.constantFrom(...LOCALES), (wished, locale) => {
        const amounts = wished.map(([amount]) => amount);
        const awards = wished.map(([amount, percent]) => (amount * BigInt(percent)) / 100n);
        const text = written(locale, { amounts, awards });
        for (const amount of [...amounts, ...awards]) {
          expect(text).toContain(amountText(Money.of(amount, 'CNY'), locale));
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('the rules that were applied', () => {
  it('are named with their version, each step that changed the money with before, after and why', () => {
    const wish = { packId: 'gb-app-reimbursement', amounts: [9_000_000n] };
    const text = section(written('en', wish), 'The rules that were applied');
    expect(text).toContain(
      'We decided by "UK reimbursement of authorised push payment fraud" (gb-app-reimbursement), version 2024.10.07.',
    );
    expect(text).toContain(
      'The most that is paid: 90,000.00 GBP → 85,000.00 GBP. The programme pays at most 85,000.00 GBP per claim.',
    );
    expect(text).toContain('Excess: 85,000.00 GBP → 84,900.00 GBP.');
    expect(section(written('zh-CN', wish), '适用的规则')).toContain(
      '免赔额：85,000.00 GBP → 84,900.00 GBP。本人承担免赔额 100.00 GBP。',
    );
  });

  it('explain cap and excess also where they took nothing', () => {
    const text = written('zh-CN');
    expect(text).toContain('没有规则减少您索赔的金额。');
    expect(text).toContain('赔付上限：本保障每人每年最高赔付 1,000,000.00 元');
    expect(text).toContain('免赔额：本保障没有免赔额。');
  });

  it('are not hidden when a reviewer awards less than they allow', () => {
    expect(written('en', { amounts: [100_000n], awards: [1n] })).toContain(
      'By these rules up to 1,000.00 CNY could be paid. We award less; the reason is given above.',
    );
    expect(written('en', { amounts: [100_000n] })).not.toContain('could be paid');
  });
});
