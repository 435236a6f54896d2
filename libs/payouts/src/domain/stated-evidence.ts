import { DomainError } from '@app/kernel';

import { payoutIdOfKey } from './payout-order';
import type { ResolutionOutcome } from './resolution';
import type { StatementLineKind } from './statement-line';

/** A line of a statement, as far as it may prove what became of a payout. */
export interface EvidenceLine {
  readonly rail: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly direction: 'in' | 'out';
  readonly kind: StatementLineKind;
  /** Our key, where the line carries it. */
  readonly key: string | null;
  /** What the booking that it is matched with is about; null while it is matched with none. */
  readonly matchedCause: string | null;
  /** The payout to which the rail gave the number of its transfer; null where it is none's. */
  readonly transferOf: string | null;
  /** Whether people have gone by it, or by another line of its transfer, for another payout. */
  readonly provesOther: boolean;
  /** Whether its money was put into suspense, because nobody knew whose it is. */
  readonly isInSuspense: boolean;
}

/** A payout as far as a line may be about it. */
export interface ProvablePayout {
  readonly id: string;
  readonly rail: string;
  readonly currency: string;
  readonly amountMinor: bigint;
}

/** What a line may prove: what became of a payout, or that its wallet gave it back. */
export type ProvenOutcome = ResolutionOutcome | 'taken_back';

/** What of a line keeps it from being the evidence. */
type Misfit =
  | 'unknown'
  | 'rail'
  | 'money'
  | 'direction'
  | 'kind'
  | 'other_payout'
  | 'proves_other'
  | 'suspense'
  | 'no_proof';

/**
 * Refuses (`resolution.evidence_unfit`) a line of a statement that is not there, or not about this
 * payout: of another rail, currency or amount, in the wrong direction, a fee or a top-up, another
 * payout's, or one by which another payout was ended.
 */
export function requireFittingLine(
  payout: ProvablePayout,
  outcome: ProvenOutcome,
  line: EvidenceLine | null,
): void {
  const misfit = misfitOf(payout, outcome, line);
  if (misfit === null) return;
  const { en, 'zh-CN': zh } = MISFITS[misfit];
  throw new DomainError(
    'unprocessable',
    'resolution.evidence_unfit',
    {
      en: `This line of a statement does not prove it: ${en}. Name the line by our id (stl_…), as the list of its statement shows it, or another kind of evidence.`,
      'zh-CN': `该对账单明细不能作为凭证：${zh}。请填写对账单明细列表中的编号（stl_…），或改用其他凭证类型。`,
    },
    { field: 'evidence.reference', misfit },
  );
}

function misfitOf(
  payout: ProvablePayout,
  outcome: ProvenOutcome,
  line: EvidenceLine | null,
): Misfit | null {
  // That a rail has not taken an order no line says.
  if (outcome === 'resend_same_key') return 'no_proof';
  if (line === null) return 'unknown';
  if (line.rail !== payout.rail) return 'rail';
  if (line.currency !== payout.currency || line.amountMinor !== payout.amountMinor) return 'money';
  if (line.direction !== DIRECTION[outcome]) return 'direction';
  if (line.kind === 'fee' || line.kind === 'top_up') return 'kind';
  return othersUseOf(payout, line);
}

/** What a line says of somebody else's money already. */
function othersUseOf({ id }: ProvablePayout, line: EvidenceLine): Misfit | null {
  if (![id, null].includes(aboutOf(line))) return 'other_payout';
  if (line.provesOther) return 'proves_other';
  return line.isInSuspense ? 'suspense' : null;
}

/** What a line is about by its match, by our key, or by the rail's number; null where none says. */
function aboutOf({ matchedCause, key, transferOf }: EvidenceLine): string | null {
  return matchedCause ?? (key === null ? null : payoutIdOfKey(key)) ?? transferOf;
}

/** What left proves that it was paid; what came back that it was not. */
const DIRECTION: Readonly<Record<Exclude<ProvenOutcome, 'resend_same_key'>, 'in' | 'out'>> = {
  settled: 'out',
  paid_to_state: 'out',
  failed: 'in',
  released: 'in',
  taken_back: 'in',
};

const MISFITS: Readonly<Record<Misfit, { readonly en: string; readonly 'zh-CN': string }>> = {
  unknown: { en: 'there is none of this id', 'zh-CN': '没有该编号的明细' },
  rail: { en: 'it is of another rail', 'zh-CN': '属于其他通道' },
  money: { en: 'its amount or currency is another one', 'zh-CN': '金额或币种不同' },
  direction: {
    en: 'money that left proves a payment, and money that came in that there was none, or that it was taken back',
    'zh-CN': '支出明细证明已付，收入明细证明未付或已收回，方向不符',
  },
  kind: { en: 'it is a fee or a top-up', 'zh-CN': '属于手续费或充值' },
  proves_other: {
    en: 'another payout was ended by it, or by another line of the same transfer',
    'zh-CN': '该明细或同一笔转账的另一明细已用于了结另一笔付款',
  },
  suspense: {
    en: 'its money was put into suspense, because nobody knew whose it is; take that back first',
    'zh-CN': '该款项已列待查，请先撤回',
  },
  other_payout: { en: 'it is about another payout', 'zh-CN': '属于另一笔付款' },
  no_proof: {
    en: 'no line says that a rail has not taken an order',
    'zh-CN': '对账单不能证明通道未受理',
  },
};
