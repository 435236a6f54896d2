import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import { Money } from '@app/money';
import type { PaymentEntity } from '@app/payments';

import { isUndecided } from './claim-lifecycle';
import type { ClaimStatus } from './claim-lifecycle';

/** A line of an earlier claim of the same claimant on a payment. */
export interface EarlierLine {
  readonly paymentId: string;
  readonly claimId: string;
  readonly reference: string;
  readonly status: ClaimStatus;
  readonly lossType: string;
  readonly packId: string;
  readonly lineStatus: string;
  readonly amountMinor: bigint;
  readonly awardMinor: bigint | null;
}

/** What a new claim asks for on one payment, and under which promise. */
export interface AskedOnPayment {
  /** The place of its line in the claim. */
  readonly index: number;
  readonly money: Money;
  readonly lossType: string;
  readonly packId: string;
}

/**
 * Refuses to claim again what a claim is about already, as the Brazilian directory of payment keys
 * (DICT) tells them apart: `claim.already_open` while that claim waits for its decision,
 * `claim.already_decided` when it has one and the way is an appeal. Both name it. A payment can be
 * claimed in parts: only what goes beyond the part that nobody has claimed is refused. What was
 * refused under the same promise counts as claimed, because filing it anew would go around the
 * appeal. A refund is no claim: beyond it `ChangeClaimed.reserve` refuses.
 */
export function requireUnclaimed(
  payment: Pick<PaymentEntity, 'id' | 'amountMinor' | 'refundedMinor' | 'claimedMinor'>,
  asked: AskedOnPayment,
  earlier: readonly EarlierLine[],
): void {
  const unrefundedMinor = payment.amountMinor - payment.refundedMinor;
  const leftMinor = unrefundedMinor - payment.claimedMinor;
  const askedMinor = asked.money.amountMinor;
  if (askedMinor > unrefundedMinor) return;
  const onPayment = earlier.filter(({ paymentId }) => paymentId === payment.id);
  const decided = onPayment.filter(isDecided);
  if (askedMinor > leftMinor) {
    const open = onPayment.findLast(({ status }) => isUndecided(status));
    if (open !== undefined) throw alreadyOpen(open, asked, leftMinor);
    const awarded = decided.findLast(({ awardMinor }) => (awardMinor ?? 0n) > 0n);
    if (awarded !== undefined) throw alreadyDecided(awarded, asked, leftMinor);
    return;
  }
  const refused = decided.filter(
    ({ lossType, packId }) => lossType === asked.lossType && packId === asked.packId,
  );
  const refusedMinor = refused.reduce(
    (sum, { amountMinor, awardMinor }) => sum + amountMinor - (awardMinor ?? 0n),
    0n,
  );
  const newest = refused.at(-1);
  if (newest !== undefined && askedMinor > leftMinor - refusedMinor) {
    throw alreadyDecided(newest, asked, leftMinor - refusedMinor);
  }
}

/** A decision on the line stands; one that was withdrawn, or is looked at again, has none. */
function isDecided({ status, lineStatus }: EarlierLine): boolean {
  return !isUndecided(status) && ['awarded', 'denied'].includes(lineStatus);
}

function alreadyOpen(open: EarlierLine, asked: AskedOnPayment, leftMinor: bigint): DomainError {
  const { reference } = open;
  return refusal('claim.already_open', { line: open, asked, leftMinor }, (left) => ({
    en: `Your claim ${reference} is about this payment already, and is being looked at. Add to it what is missing; beyond it, ${left} of the payment can be claimed.`,
    'zh-CN': `您的索赔 ${reference} 已包含该笔付款，正在处理，可在其中补充；除此之外该笔付款还可索赔 ${left}。`,
  }));
}

function alreadyDecided(line: EarlierLine, asked: AskedOnPayment, leftMinor: bigint): DomainError {
  const { reference } = line;
  return refusal('claim.already_decided', { line, asked, leftMinor }, (left) => ({
    en: `Your claim ${reference} about this payment has been decided. If you do not agree, appeal: POST /v1/claims/${reference}/appeals. Beyond it, ${left} of the payment can be claimed.`,
    'zh-CN': `您关于该笔付款的索赔 ${reference} 已作出决定。如不同意，请提出申诉（POST /v1/claims/${reference}/appeals）；除此之外该笔付款还可索赔 ${left}。`,
  }));
}

function refusal(
  code: string,
  given: { readonly line: EarlierLine; readonly asked: AskedOnPayment; readonly leftMinor: bigint },
  words: (left: string) => Bilingual,
): DomainError {
  const { line, asked } = given;
  const leftMinor = given.leftMinor < 0n ? 0n : given.leftMinor;
  const left = Money.of(leftMinor, asked.money.currency);
  return new DomainError('conflict', code, words(left.toString()), {
    field: `lines[${String(asked.index)}].money`,
    saw: asked.money.toString(),
    reference: line.reference,
    claimId: line.claimId,
    leftMinor: leftMinor.toString(),
  });
}
