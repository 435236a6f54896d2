import { Money } from '@app/money';
import { PACKS_FOLDER, PackLibrary, assess, calendarOf, dueAt } from '@app/programs';
import type { AssessmentFacts, LineFacts, Pack } from '@app/programs';

import type { LetterData } from '../../libs/review/src/domain/letter/letter-data';

const PACKS = PackLibrary.read(PACKS_FOLDER);
const DECIDED_AT = new Date('2026-11-26T02:30:00Z');
const DIGEST = 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c';

export interface LetterWish {
  readonly packId?: string;
  /** One payment each, claimed in full. */
  readonly amounts?: readonly bigint[];
  /** What each line is awarded; what the pack allows unless it says otherwise. */
  readonly awards?: readonly bigint[];
  readonly facts?: Partial<AssessmentFacts>;
  readonly line?: Partial<LineFacts>;
  /** As the pack has it, with another currency: for amounts of other exponents. */
  readonly currency?: string;
  readonly data?: Partial<LetterData>;
  readonly decision?: Partial<LetterData['decision']>;
}

/** The pack of a name, in another currency where one is wished for. */
function packOf({ packId = 'cn-wallet-theft-guarantee', currency }: LetterWish): Pack {
  const [pack] = PACKS.requireVersionsOf(packId);
  if (pack === undefined) throw new Error(`There is no ${packId}.`);
  return currency === undefined ? pack : { ...pack, currency };
}

/**
 * What a letter is made of: a claim of Zhang San's on payments of yesterday, assessed by a pack
 * that is built in and decided as it says, unless wished otherwise.
 */
export function letterData(wish: LetterWish = {}): LetterData {
  const pack = packOf(wish);
  const { currency } = pack;
  const amounts = wish.amounts ?? [19_900n];
  const facts = factsOf(pack, amounts, wish);
  const assessment = assess(pack, facts, DECIDED_AT);
  const allowed = assessment.lines.map(({ award }) => BigInt(award.amountMinor));
  const awards = wish.awards ?? allowed;
  const total = awards.reduce((sum, award) => sum + award, 0n);
  const claimed = amounts.reduce((sum, amount) => sum + amount, 0n);
  const outcome = total === 0n ? 'deny' : total < claimed ? 'partial' : 'approve';
  const calendar = calendarOf(pack.calendar);
  return {
    isDraft: false,
    reference: 'CLM-7K3M-92QD',
    addressee: '张三',
    guarantorName: '示例支付有限公司',
    supportPhone: '400-000-0000',
    decision: {
      id: 'dec_01kb2r8n2pe7v9w3k5x1t4q6ya',
      outcome,
      award: Money.of(total, currency),
      reason: '手机被盗后发生的付款，与报警回执一致。',
      isAutomatic: false,
      digest: DIGEST,
      decidedAt: DECIDED_AT,
      earlier: null,
      ...wish.decision,
    },
    lines: amounts.map((amount, index) => ({
      paidAt: new Date(Date.UTC(2026, 10, 25, 3, index)),
      payeeName: `商户 ${String(index + 1)}`,
      payment: Money.of(amount, currency),
      claimed: Money.of(amount, currency),
      award: Money.of(awards[index] ?? 0n, currency),
      reasonCode: assessment.lines[index]?.reasonCode ?? 'covered.full',
      text: null,
    })),
    payment: {
      way: { en: 'back to where each payment came from', 'zh-CN': '按原路退回' },
      dueAt: dueAt(DECIDED_AT, '1BD', calendar),
    },
    pack,
    calendar,
    assessment,
    grounds: {
      evidence: pack.evidence.slice(0, 2).map(({ id }, index) => ({
        item: id,
        fileName: `材料${String(index + 1)}.png`,
        receivedAt: new Date('2026-11-24T09:00:00Z'),
        sha256: `${String(index)}123456789abcdef`.padEnd(64, 'f'),
      })),
      reports: [],
      sources: ['test-bank'],
      waivedItems: [],
    },
    appeal: pack.appeal.map(({ by, label, within }) => ({
      by,
      label,
      dueAt: within === null ? null : dueAt(DECIDED_AT, within, calendar),
    })),
    ...wish.data,
  };
}

function factsOf(pack: Pack, amounts: readonly bigint[], wish: LetterWish): AssessmentFacts {
  const [rail = 'any'] = pack.eligible.rails;
  return {
    lossType: pack.lossTypes[0]?.id ?? '',
    discoveredAt: '2026-11-25T08:00:00Z',
    filedAt: '2026-11-25T09:00:00Z',
    claimant: { kind: pack.eligible.claimants[0] ?? '', awardedThisYearMinor: '0' },
    lines: amounts.map((amount, index) => ({
      lineId: `line-${String(index)}`,
      paymentId: `payment-${String(index)}`,
      amountMinor: amount.toString(),
      currency: pack.currency,
      paidAt: new Date(Date.UTC(2026, 10, 25, 3, index)).toISOString(),
      rail,
      refundedMinor: '0',
      paymentAmountMinor: amount.toString(),
      status: 'settled',
      crossBorder: false,
      ...wish.line,
    })),
    evidence: pack.evidence.map(({ id }) => id),
    signals: [],
    ...wish.facts,
  };
}
