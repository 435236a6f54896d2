import type { PostEvents } from '@app/accounting';
import {
  ClaimEntity,
  ClaimLineEntity,
  ClaimPayoutAccountEntity,
  ClaimPayoutMethodEntity,
} from '@app/claims';
import { newId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { Money } from '@app/money';
import type { Tx } from '@app/platform';

import type { Dice } from '../dice';
import type { MemoryTx } from '../memory/memory-tx';
import { CURRENCY } from './books';
import { COOLING_OFF_MS } from './terms';

export const LANES: readonly Lane[] = [1, 2];

/** What a claim says of the account at a place among those of it. */
export interface NamedAccount {
  readonly route: 'account';
  readonly position: number;
  readonly accountKey: string;
  readonly ending: string;
}

interface NewCase {
  readonly dice: Dice;
  readonly rails: readonly string[];
  readonly now: Date;
  readonly namesAccount: boolean;
}

/** A claim that was approved just now, with one or two awarded lines. Returns what was awarded. */
export async function approveClaim(
  tx: MemoryTx,
  { dice, rails, now, namesAccount }: NewCase,
  postEvents: PostEvents,
): Promise<bigint> {
  const lane = dice.pick(LANES);
  const id = newId('clm', lane);
  const amounts = dice.chance(0.3)
    ? [dice.between(1, 100_000), dice.between(1, 100_000)]
    : [dice.between(1, 100_000)];
  const awardedMinor = BigInt(amounts.reduce((sum, minor) => sum + minor, 0));
  const claim = claimRow({ lane, id, awardedMinor, now });
  if (namesAccount) {
    const namedAt = new Date(now.getTime() - dice.between(0, COOLING_OFF_MS * 1.2));
    const named = { lane, claimId: id, position: 0 };
    claim.payoutMethod = await keepAccount(tx, named, dice.pick(rails), namedAt);
  }
  await tx.insert(ClaimEntity, claim);
  for (const [position, minor] of amounts.entries()) {
    const paymentId = `${dice.pick(rails)}/${id}/${String(position)}`;
    const amountMinor = BigInt(minor);
    const awarded = { currency: CURRENCY, amountMinor, awardMinor: amountMinor, status: 'awarded' };
    const key = { lane, id: newId('cln', lane), claimId: id, position, paymentId };
    await tx.insert(ClaimLineEntity, { ...key, ...awarded });
  }
  const money = Money.of(awardedMinor, CURRENCY);
  const context = { lane, claimId: id, actor: 'system', occurredAt: now, causeId: id, pack: 'p@1' };
  const events = [
    { code: 'E05', money },
    { code: 'E09', money },
  ] as const;
  await postEvents.run(tx as unknown as Tx, events, context);
  return awardedMinor;
}

/** Writes an account down for a claim. Its number says which rail it belongs to. */
export async function keepAccount(
  tx: MemoryTx,
  key: { readonly lane: Lane; readonly claimId: string; readonly position: number },
  rail: string,
  namedAt: Date,
): Promise<NamedAccount> {
  const accountKey = `${rail}/${String(key.position)}`;
  const by = { actorId: 'u_1', actorRole: 'claimant', namedAt };
  await tx.insert(ClaimPayoutMethodEntity, { ...key, route: 'account', accountKey, ...by });
  const account = { kind: 'wallet', holderName: 'Li Na', number: accountKey, bank: null };
  await tx.insert(ClaimPayoutAccountEntity, { ...key, ...account });
  return { route: 'account', position: key.position, accountKey, ending: rail };
}

function claimRow(given: {
  readonly lane: Lane;
  readonly id: string;
  readonly awardedMinor: bigint;
  readonly now: Date;
}): Record<string, unknown> {
  const { lane, id, awardedMinor, now } = given;
  return {
    lane,
    id,
    reference: id,
    claimantPartyId: 'u_1',
    filedBy: 'u_1',
    lossType: 'theft',
    packId: 'p',
    packVersion: '1',
    narrative: '',
    discoveredAt: now,
    currency: CURRENCY,
    payoutMethod: { route: 'original' },
    claimedMinor: awardedMinor,
    reserveMinor: 0n,
    awardedMinor,
    decisionId: newId('dec', lane),
    decidedAt: now,
    status: 'approved',
    nextStep: 'open_payout',
    nextBy: 'system',
    hands: [],
    version: 1,
    filedAt: now,
    updatedAt: now,
  };
}
