import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { ClaimQueries, foldClocks } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Reads } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { PayoutEntity } from '../persistence/payout.entity';
import { goodwillState } from './domain/goodwill';
import type { GoodwillState } from './domain/goodwill';
import { latePromises, notGranted } from './domain/late-promises';
import type { BrokenPromise, LatePromise } from './domain/late-promises';
import { GoodwillGrantEntity } from './persistence/goodwill-grant.entity';
import { GoodwillVerdictEntity } from './persistence/goodwill-verdict.entity';

type ClaimKey = Pick<ClaimEntity, 'lane' | 'id'>;

/** What one person wants to give, what another one said, and what that comes to. */
export interface JudgedGoodwill {
  readonly grant: GoodwillGrantEntity;
  readonly verdict: GoodwillVerdictEntity | null;
  readonly state: GoodwillState;
}

/** All reads of money that claimants get beside their awards. */
@Injectable()
export class GoodwillQueries {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly packs: PackLibrary,
  ) {}

  /** In the order in which they were proposed. */
  async ofClaim(reads: Reads, { lane, id: claimId }: ClaimKey): Promise<JudgedGoodwill[]> {
    const grants = await reads.find(GoodwillGrantEntity, {
      where: { lane, claimId },
      order: { id: 'ASC' },
    });
    if (grants.length === 0) return [];
    const grantId = In(grants.map(({ id }) => id));
    const verdicts = await reads.findBy(GoodwillVerdictEntity, { lane, grantId });
    return grants.map((grant) => {
      const verdict = verdicts.find((one) => one.grantId === grant.id) ?? null;
      return { grant, verdict, state: goodwillState({ grant, verdict }) };
    });
  }

  /**
   * What the pack of a claim pays for its broken promises and nobody has granted yet, or proposed.
   * Nothing in another currency than the pack's: no rate is part of the promise.
   */
  async late(
    reads: Reads,
    claim: ClaimEntity,
    { known, now }: { readonly known: readonly JudgedGoodwill[]; readonly now: Date },
  ): Promise<LatePromise[]> {
    const pack = await this.packs.pinned(reads, claim);
    const pays = pack.clocks.some(({ latePays }) => latePays !== undefined);
    if (!pays || pack.currency !== claim.currency) return [];
    const facts = await this.claims.clockFacts(reads, claim);
    const broken = foldClocks(facts, now).flatMap(({ id, brokenAt }): BrokenPromise[] => {
      if (brokenAt === null) return [];
      const isEnd = ({ clock, kind }: (typeof facts)[number]): boolean =>
        clock === id && (kind === 'met' || kind === 'stopped');
      return [{ clock: id, brokenAt, endedAt: facts.find(isEnd)?.at ?? null }];
    });
    return notGranted(latePromises(pack.clocks, broken, now), grantedByClock(known));
  }

  /** What one person alone may give on the claim in all, in minor units of its currency. */
  async aloneLimitMinor(reads: Reads, claim: ClaimEntity): Promise<bigint> {
    const { approval, currency } = await this.packs.pinned(reads, claim);
    return currency === claim.currency ? BigInt(approval.goodwillUpToMinor ?? '0') : 0n;
  }

  /** What of it has been paid on several claims, by the id of the claim; without those of none. */
  async paidOf(reads: Reads, claims: readonly ClaimKey[]): Promise<ReadonlyMap<string, bigint>> {
    if (claims.length === 0) return new Map();
    const payouts = await reads.find(PayoutEntity, {
      select: { claimId: true, amountMinor: true },
      where: {
        lane: In([...new Set(claims.map(({ lane }) => lane))]),
        claimId: In(claims.map(({ id }) => id)),
        ...{ kind: 'goodwill' as const, status: 'settled' as const },
      },
    });
    const paid = new Map<string, bigint>();
    for (const { claimId, amountMinor } of payouts) {
      paid.set(claimId, (paid.get(claimId) ?? 0n) + amountMinor);
    }
    return paid;
  }
}

function grantedByClock(known: readonly JudgedGoodwill[]): ReadonlyMap<string, bigint> {
  const granted = new Map<string, bigint>();
  for (const { grant, state } of known) {
    if (state === 'returned') continue;
    for (const { clock, amountMinor } of grant.promises) {
      granted.set(clock, (granted.get(clock) ?? 0n) + BigInt(amountMinor));
    }
  }
  return granted;
}
