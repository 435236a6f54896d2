import type { PostEvents } from '@app/accounting';
import { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { newId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { Money } from '@app/money';
import type { Tx } from '@app/platform';

import type { Dice } from '../dice';
import type { MemoryTx } from '../memory/memory-tx';

const CURRENCY = 'CNY';
const LANES_MAX = 2;

/** A claim that was approved just now, with one or two awarded lines. */
export async function approveClaim(
  tx: MemoryTx,
  given: { readonly dice: Dice; readonly rails: readonly string[]; readonly now: Date },
  postEvents: PostEvents,
): Promise<void> {
  const { dice, rails, now } = given;
  const lane = dice.between(1, LANES_MAX);
  const id = newId('clm', lane);
  const amounts = Array.from({ length: dice.chance(0.3) ? 2 : 1 }, () =>
    BigInt(dice.between(1, 100_000)),
  );
  const awardedMinor = amounts.reduce((sum, minor) => sum + minor, 0n);
  await tx.insert(ClaimEntity, claimRow({ lane, id, awardedMinor, now }));
  for (const [position, amountMinor] of amounts.entries()) {
    const paymentId = `${dice.pick(rails)}/${id}/${String(position)}`;
    const awarded = { currency: CURRENCY, amountMinor, awardMinor: amountMinor, status: 'awarded' };
    const key = { lane, id: newId('cln', lane), claimId: id, position, paymentId };
    await tx.insert(ClaimLineEntity, { ...key, ...awarded });
  }
  const money = Money.of(awardedMinor, CURRENCY);
  const context = { lane, claimId: id, actor: 'system', occurredAt: now, causeId: id, pack: 'p@1' };
  await postEvents.run(
    tx as unknown as Tx,
    [
      { code: 'E05', money },
      { code: 'E09', money },
    ],
    context,
  );
}

function claimRow(given: {
  readonly lane: Lane;
  readonly id: string;
  readonly awardedMinor: bigint;
  readonly now: Date;
}): Record<string, unknown> {
  const { lane, id, awardedMinor, now } = given;
  return {
    ...{ lane, id, reference: id, claimantPartyId: 'u_1', filedBy: 'u_1', lossType: 'theft' },
    ...{ packId: 'p', packVersion: '1', narrative: '', discoveredAt: now, currency: CURRENCY },
    ...{ payoutMethod: { route: 'original' }, claimedMinor: awardedMinor, reserveMinor: 0n },
    ...{ awardedMinor, decisionId: newId('dec', lane), decidedAt: now, status: 'approved' },
    ...{ nextStep: 'open_payout', nextBy: 'system', version: 1, filedAt: now, updatedAt: now },
  };
}
