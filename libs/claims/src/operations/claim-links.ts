import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { INSTALLATION_SECRET } from '@app/platform';
import type { Tx } from '@app/platform';

import { linkKey } from '../domain/link-key';
import type { LinkKind } from '../domain/link-key';
import type { ClaimEntity } from '../persistence/claim.entity';

/** What a claim is known by besides its own content. What is unknown is left out, or null. */
export interface ClaimTraits {
  /** The device that it was filed from, as the app or the browser names it. */
  readonly device?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  /** Where the award is to go, when that is not the way the payment came. */
  readonly payoutAccount?: string | null;
}

/** Keeps what may turn up in several claims, as keyed hashes: found again, and never readable. */
@Injectable()
export class ClaimLinks {
  constructor(
    @Inject(INSTALLATION_SECRET) private readonly secret: Buffer,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds what a claim is known by, at filing and whenever another payout account is named; what it
   * was known by before stays. The same again is nothing.
   */
  async keep(
    tx: Tx,
    claim: Pick<ClaimEntity, 'lane' | 'id' | 'claimantPartyId'>,
    traits: ClaimTraits,
  ): Promise<void> {
    const links = this.linksOf(traits);
    if (links.length === 0) return;
    await tx.query(
      `INSERT INTO claim_links (lane, claim_id, kind, key, party_id, linked_at)
       SELECT $1::smallint, $2::text, link.kind, link.key, $3::text, $4::timestamptz
         FROM unnest($5::text[], $6::text[]) AS link (kind, key)
       ON CONFLICT (lane, claim_id, kind, key) DO NOTHING`,
      [
        claim.lane,
        claim.id,
        claim.claimantPartyId,
        this.clock.now(),
        links.map(({ kind }) => kind),
        links.map(({ key }) => key),
      ],
    );
  }

  /** The key of a text, for whoever looks for equal ones; null when nothing is left of it. */
  keyOf(kind: LinkKind, text: string): string | null {
    return linkKey(kind, text, this.secret);
  }

  private linksOf(traits: ClaimTraits): { readonly kind: LinkKind; readonly key: string }[] {
    const named: readonly (readonly [LinkKind, string | null | undefined])[] = [
      ['device', traits.device],
      ['email', traits.email],
      ['phone', traits.phone],
      ['payout_account', traits.payoutAccount],
    ];
    return named.flatMap(([kind, text]) => {
      const key = this.keyOf(kind, text ?? '');
      return key === null ? [] : [{ kind, key }];
    });
  }
}
