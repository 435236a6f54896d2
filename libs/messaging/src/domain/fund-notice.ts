import type { FundEventKind } from '@app/accounting';
import type { Bilingual } from '@app/kernel';
import { Money, amountText } from '@app/money';

import { NEVER_ASKED } from './never-asked';

/** What an operator is told of the fund of a currency. */
export interface FundNews {
  readonly kind: FundEventKind;
  readonly currency: string;
  readonly facts: Readonly<Record<string, string | null>>;
  readonly at: Date;
  readonly publicUrl: string;
  readonly phone: string;
  readonly guarantor: string;
}

type Words = (news: FundNews) => Bilingual;

const OVER: Bilingual = {
  en: 'What we wrote to you about is over. There is nothing to do.',
  'zh-CN': '此前告警的情况已经解除，无需操作。',
};

const WHAT: Readonly<Record<FundEventKind, Words>> = {
  'fund.low': (news) => {
    const short = minor(news, 'shortMinor');
    const lacks = short.isPositive();
    return {
      en: `The guarantee fund is low: it has ${said(news, 'fundMinor').en}, and ${said(news, 'floorMinor').en} stays in it.${lacks ? ` Rails lack ${amountText(short, 'en')} that the floor keeps, so payouts wait or will soon.` : ''} Please contribute: POST /v1/funds/contributions.`,
      'zh-CN': `保障基金余额偏低：现有 ${said(news, 'fundMinor')['zh-CN']}，须保留 ${said(news, 'floorMinor')['zh-CN']}。${lacks ? `付款通道尚缺 ${amountText(short, 'zh-CN')}，因保留额不能动用，赔付正在或即将等待。` : ''}请缴入资金：POST /v1/funds/contributions。`,
    };
  },
  'fund.low_over': () => OVER,
  'fund.uncovered': ({ facts }) => ({
    en: `Only ${percent(facts.coverageBp)} of what the guarantee owes or expects is covered by money, under the limit of ${percent(facts.coverageMinBp)}. Please contribute what is missing.`,
    'zh-CN': `保障资金仅覆盖应付及预计赔付的 ${percent(facts.coverageBp)}，低于限值 ${percent(facts.coverageMinBp)}，请补足资金。`,
  }),
  'fund.uncovered_over': () => OVER,
  'fund.runway_short': ({ facts }) => ({
    en: `At the rate of late the money lasts for ${facts.runwayDays ?? '?'} days, under the limit of ${facts.runwayDaysMin ?? '?'}. Please plan a contribution.`,
    'zh-CN': `按近期赔付速度，资金可支撑 ${facts.runwayDays ?? '?'} 天，低于限值 ${facts.runwayDaysMin ?? '?'} 天，请安排缴入资金。`,
  }),
  'fund.runway_short_over': () => OVER,
  'fund.top_up_ordered': (news) => ({
    en: `The rail "${news.facts.rail ?? '?'}" is to be topped up from ${sourceOf(news).en}: please send ${said(news, 'amountMinor').en} to it at the bank now. It is booked as ${news.facts.topUpId ?? '?'} already; if it cannot be sent, take it back: POST /v1/funds/contributions/${news.facts.topUpId ?? '?'}/reversal.`,
    'zh-CN': `应以${sourceOf(news)['zh-CN']}补充付款通道“${news.facts.rail ?? '?'}”：请立即在银行向其转入 ${said(news, 'amountMinor')['zh-CN']}。该笔已入账（${news.facts.topUpId ?? '?'}）；如无法转账请冲销：POST /v1/funds/contributions/${news.facts.topUpId ?? '?'}/reversal。`,
  }),
};

/** Whose cash it is: that of the fund where nobody says otherwise. */
function sourceOf({ facts }: FundNews): Bilingual {
  return facts.source === 'operating_cash'
    ? { en: 'operating cash', 'zh-CN': '自有资金' }
    : { en: 'the fund', 'zh-CN': '保障基金' };
}

const SUBJECT: Readonly<Record<FundEventKind, Bilingual>> = {
  'fund.low': { en: 'Guarantee fund low', 'zh-CN': '保障基金余额偏低' },
  'fund.low_over': { en: 'Guarantee fund no longer low', 'zh-CN': '保障基金余额已恢复' },
  'fund.uncovered': { en: 'Guarantee not covered', 'zh-CN': '保障资金覆盖不足' },
  'fund.uncovered_over': { en: 'Guarantee covered again', 'zh-CN': '保障资金覆盖已恢复' },
  'fund.runway_short': { en: 'Guarantee fund runs out soon', 'zh-CN': '保障资金可支撑天数不足' },
  'fund.runway_short_over': {
    en: 'Guarantee fund lasts again',
    'zh-CN': '保障资金可支撑天数已恢复',
  },
  'fund.top_up_ordered': { en: 'Please top up a rail', 'zh-CN': '请补充付款通道资金' },
};

/** The mail, in both languages: an account says in none which one its people read. */
export function fundMail(news: FundNews): { readonly subject: string; readonly text: string } {
  const { kind, currency, publicUrl, phone, guarantor } = news;
  const { en, 'zh-CN': zh } = WHAT[kind](news);
  const page = `${publicUrl}/v1/funds?currency=${currency}`;
  const at = news.at.toISOString();
  return {
    subject: `${SUBJECT[kind]['zh-CN']} / ${SUBJECT[kind].en}: ${currency}`,
    text: [
      `${zh}（${currency}，${at}）`,
      `详情：${page}`,
      `可直接回复本邮件，由运行人员阅读。电话：${phone}`,
      NEVER_ASKED['zh-CN'],
      '',
      `${en} (${currency}, ${at})`,
      `Details: ${page}`,
      `You can reply to this mail: those who run this service read it. Telephone: ${phone}`,
      NEVER_ASKED.en,
      '',
      guarantor,
      '',
    ].join('\n'),
  };
}

function minor({ currency, facts }: FundNews, name: string): Money {
  return Money.of(BigInt(facts[name] ?? '0'), currency);
}

function said(news: FundNews, name: string): Bilingual {
  const money = minor(news, name);
  return { en: amountText(money, 'en'), 'zh-CN': amountText(money, 'zh-CN') };
}

/** Basis points as a percentage with two digits. */
function percent(bp: string | null | undefined): string {
  const points = BigInt(bp ?? '0');
  return `${String(points / 100n)}.${String(points % 100n).padStart(2, '0')} %`;
}
