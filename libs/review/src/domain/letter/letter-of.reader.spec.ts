import { Money } from '@app/money';

import { letterData } from '../../../../../test/support/letter-data';
import type { LetterWish } from '../../../../../test/support/letter-data';
import { LOCALES, letterText } from './letter';
import type { LetterTable, Locale } from './letter';
import { letterOf } from './letter-of';

const written = (locale: Locale, wish: LetterWish = {}): string =>
  letterText(letterOf(letterData(wish), locale));

/** The text below a heading. */
function section(text: string, heading: string): string {
  const parts = text.split('\n\n');
  return parts.slice(parts.indexOf(heading), parts.indexOf(heading) + 8).join('\n');
}

const tablesOf = (wish: LetterWish, locale: Locale = 'en'): LetterTable[] =>
  letterOf(letterData(wish), locale).blocks.filter((block) => block.kind === 'table');

describe('discretion', () => {
  const vulnerable: LetterWish = {
    packId: 'gb-app-reimbursement',
    amounts: [9_000_000n],
    facts: { circumstances: ['vulnerable'] },
  };

  it.each(LOCALES)('never names vulnerability, although it decided the excess, in %s', (locale) => {
    const data = letterData(vulnerable);
    expect(JSON.stringify(data.assessment.steps)).toMatch(/vulnerable/);
    expect(data.decision.award).toEqual(Money.of(8_500_000n, 'GBP'));
    expect(written(locale, vulnerable)).not.toMatch(/vulnerab|弱势/i);
  });

  it('says the same where the excess was left out for another reason', () => {
    const chosen = { ...vulnerable, facts: { circumstances: ['excess_waived_by_choice'] } };
    expect(letterData(chosen).decision.award).toEqual(Money.of(8_500_000n, 'GBP'));
    expect(written('en', chosen)).toBe(written('en', vulnerable));
  });

  it.each([
    [[], 'Excess: 100.00 EUR → 50.00 EUR. The claimant bears the excess of 50.00 EUR.'],
    [['no_sca'], 'Excess: The excess of 50.00 EUR is not taken: '],
  ])('still tells which other circumstances (%j) it hung on', (circumstances, words) => {
    const wish = { packId: 'eu-psd2-73-74', amounts: [10_000n], facts: { circumstances } };
    expect(section(written('en', wish), 'The rules that were applied')).toContain(words);
  });

  it('names no person of ours: the team signs', () => {
    const text = written('zh-CN');
    expect(text).toContain('索赔审核组，示例支付有限公司');
    expect(Object.keys(letterData().decision)).not.toContain('decidedBy');
  });

  it.each([
    ['a line break', '张\n三', '张 三，您好：'],
    ['an override of direction', '张\u202e三', '张 三，您好：'],
    ['a zero-width joiner', '张\u200d三 ', '张 三，您好：'],
  ])('takes %s out of a name', (_, addressee, greeting) => {
    expect(written('zh-CN', { data: { addressee } })).toContain(greeting);
  });
});

describe('what the decision relied on', () => {
  it('lists the files with date and fingerprint, and what institutions reported', () => {
    const { grounds } = letterData();
    const at = new Date('2026-11-24T16:30:00Z');
    const reports = [{ what: { en: 'delivery', 'zh-CN': '交付' }, at }];
    const data = { grounds: { ...grounds, reports } };
    const [, files] = tablesOf({ data }, 'zh-CN');
    expect(files!.rows[0]).toEqual(['身份证明', '材料1.png', '2026年11月24日', '0123456789abcdef']);
    const text = written('zh-CN', { data });
    expect(text).toContain('付款记录，来源：test-bank。');
    // Half past midnight in China: the next day.
    expect(text).toContain('机构报告：交付，2026年11月25日。');
  });

  it('says when there was no file', () => {
    const { grounds } = letterData();
    const data = { grounds: { ...grounds, evidence: [] } };
    expect(written('en', { data })).toContain('No file had been handed in when we decided.');
  });

  it('tells what was let go of from what was missing', () => {
    const { grounds } = letterData();
    const wish = {
      facts: { evidence: ['identity'] },
      data: { grounds: { ...grounds, waivedItems: ['declaration'] } },
    };
    const text = written('en', wish);
    expect(text).toContain(
      "We decided without this, and do not ask you for it: Claimant's declaration.",
    );
    expect(text).toContain('This was missing when we decided: Police report receipt.');
    expect(written('zh-CN', wish)).toContain('以下材料已免交，我们不再要求提供：索赔声明。');
  });
});

describe('if the claimant does not agree', () => {
  it('the letter says until which day by which clock, to whom, and what to send', () => {
    const text = section(written('zh-CN'), '如果您不同意');
    expect(text).toContain('截止：2026年12月11日当天结束前（中国标准时间，UTC+8）');
    expect(text).toContain('受理方：我们。');
    expect(text).toContain('向我们申诉不需要固定表格');
    expect(section(written('en'), 'If you do not agree')).toContain(
      'Until: the end of 11 December 2026 (China Standard Time, UTC+8).',
    );
  });

  it('the letter names those outside, by the list of the pack', () => {
    const text = written('en', { packId: 'gb-app-reimbursement' });
    expect(text).toContain('You can go to the Financial Ombudsman Service');
    expect(text).toContain('To whom: the ombudsman, who is independent of us.');
    expect(text).toContain('Until: the end of 26 May 2027 (British Summer Time, UTC+1).');
    expect(text).toContain('No time limit is set.');
  });

  it('a term that ends within a day is told to the minute', () => {
    const { appeal } = letterData();
    const dueAt = new Date('2026-12-01T04:30:00Z');
    const data = { appeal: appeal.map((step) => ({ ...step, dueAt })) };
    expect(written('en', { data })).toContain('Until: 12:30 on 1 December 2026 (China Standard');
    expect(written('zh-CN', { data })).toContain('截止：2026年12月1日 12:30 前（中国标准时间');
  });

  it('and no step is left, the letter says so and names the court', () => {
    const text = written('en', { data: { appeal: [] } });
    expect(text).toContain('The guarantee has no further step against this decision.');
    expect(text).not.toContain('To appeal to us no form is needed');
  });
});

describe('every letter', () => {
  it.each(LOCALES)(
    'gives the telephone, takes replies, and warns of impostors, in %s',
    (locale) => {
      for (const awards of [[19_900n], [1n], [0n]]) {
        const text = written(locale, { awards });
        expect(text).toContain('400-000-0000');
        expect(text).toMatch(/直接回复本函|simply reply to this letter/);
        expect(text).toMatch(
          /绝不会要求您付款.*密码或验证码|never ask you for a payment.*a password/,
        );
        expect(text).toMatch(/没有义务对本函或索赔事项保密|do not have to keep this letter/);
        expect(text).not.toMatch(/no-?reply|do not reply|请勿回复/i);
      }
    },
  );

  it('says how the money comes and by when', () => {
    expect(written('zh-CN')).toContain(
      '我们将 199.00 元（人民币壹佰玖拾玖元整）按原路退回，最迟于 2026年11月27日当天结束前（中国标准时间，UTC+8）汇出。',
    );
    const { payment } = letterData();
    const data = { payment: { ...payment, dueAt: null } };
    expect(written('en', { data })).toContain('The payment leaves us without delay.');
  });

  it('gives the machine’s reason in the reader’s language only', () => {
    const decision = { isAutomatic: true, reason: '系统自动批准。 Approved automatically.' };
    expect(written('en', { decision })).toContain('Approved automatically: the award is within');
    expect(written('en', { decision })).not.toContain('系统自动批准');
  });

  it('passes on rights of recovery only for what was paid', () => {
    expect(written('en')).toContain('it passes only for what we have paid');
    expect(written('en', { awards: [0n] })).not.toContain('right of recovery');
  });

  it('ends with what it takes to check it, and a line in the other language', () => {
    const text = written('zh-CN');
    expect(text).toContain('dec_01kb2r8n2pe7v9w3k5x1t4q6ya');
    expect(text).toContain(letterData().decision.digest);
    expect(text).toMatch(/This letter is also available in English\.$/);
  });

  it('that is not final is marked', () => {
    const draft = letterOf(letterData({ data: { isDraft: true } }), 'zh-CN');
    expect(draft.draftMark).toBe('草稿 DRAFT：尚未生效，不得发出');
    expect(letterOf(letterData(), 'zh-CN').draftMark).toBeNull();
  });

  it('is the same for the same decision', () => {
    expect(letterOf(letterData(), 'en')).toEqual(letterOf(letterData(), 'en'));
  });
});
