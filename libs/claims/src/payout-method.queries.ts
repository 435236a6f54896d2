import { Injectable } from '@nestjs/common';

import { PaymentQueries } from '@app/payments';
import type { Reads } from '@app/platform';

import { ClaimQueries } from './claims.queries';
import { ClaimPayoutAccountEntity } from './persistence/claim-payout-account.entity';
import { ClaimPayoutMethodEntity } from './persistence/claim-payout-method.entity';
import type { ClaimEntity } from './persistence/claim.entity';

type ClaimKey = Pick<ClaimEntity, 'lane' | 'id'>;

/** All reads of where awards go. The account itself is for the payout and for nobody else. */
@Injectable()
export class PayoutMethodQueries {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly payments: PaymentQueries,
  ) {}

  /** Everything that was said about it, the first one first. */
  async all(reads: Reads, claim: ClaimKey): Promise<ClaimPayoutMethodEntity[]> {
    return reads.find(ClaimPayoutMethodEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { position: 'ASC' },
    });
  }

  /** The account of a method; null for one that was erased. */
  async account(
    reads: Reads,
    claim: ClaimKey,
    position: number,
  ): Promise<ClaimPayoutAccountEntity | null> {
    const { lane, id: claimId } = claim;
    return reads.findOneBy(ClaimPayoutAccountEntity, { lane, claimId, position });
  }

  /** The account that a payment came from, with its holder; null where nobody told us of one. */
  async payerAccount(
    reads: Reads,
    { lane }: Pick<ClaimEntity, 'lane'>,
    payment: { readonly source: string; readonly sourceId: string },
  ): Promise<{ readonly account: string; readonly name: string | null } | null> {
    const found = await this.payments.byKey(reads, lane, payment);
    const { payerAccount: account = null, payerName: name = null } = found ?? {};
    return account === null ? null : { account, name };
  }

  /** Who paid, for each line of a claim; null where nobody knows. */
  async payerNames(reads: Reads, claim: ClaimKey): Promise<(string | null)[]> {
    const payers: (string | null)[] = [];
    // One after the other: within a transaction there is one connection.
    for (const { paymentId } of await this.claims.lines(reads, claim)) {
      payers.push((await this.payments.byId(reads, paymentId))?.payerName ?? null);
    }
    return payers;
  }
}
