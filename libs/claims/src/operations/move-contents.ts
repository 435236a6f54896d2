import { Injectable } from '@nestjs/common';

import { newId } from '@app/kernel';
import type { Tx } from '@app/platform';

import { ClaimQueries } from '../claims.queries';
import { ClaimEvidenceEntity } from '../persistence/claim-evidence.entity';
import { ClaimLineEntity } from '../persistence/claim-line.entity';
import type { ClaimEntity } from '../persistence/claim.entity';

/** Brings the lines and the evidence of a duplicate to the claim that it is merged into. */
@Injectable()
export class MoveContents {
  constructor(private readonly queries: ClaimQueries) {}

  /**
   * Both claims must be locked by this transaction. What the duplicate held of a payment the other
   * claim holds from now on, so that the payments do not notice. Says on which line of the other
   * claim each line goes on.
   */
  async run(
    tx: Tx,
    duplicate: ClaimEntity,
    other: ClaimEntity,
  ): Promise<ReadonlyMap<string, string>> {
    await this.copyEvidence(tx, duplicate, other);
    return this.moveLines(tx, duplicate, other);
  }

  /** A payment that both dispute gets one line for the sum. */
  private async moveLines(
    tx: Tx,
    duplicate: ClaimEntity,
    other: ClaimEntity,
  ): Promise<Map<string, string>> {
    const { lane, id: claimId } = other;
    const lineIds = new Map<string, string>();
    const there = await this.queries.lines(tx, other);
    const moved = await this.queries.lines(tx, duplicate);
    let position = Math.max(...there.map((line) => line.position));
    for (const line of moved.filter(({ status }) => status === 'claimed')) {
      const same = there.find(({ paymentId }) => paymentId === line.paymentId);
      const id = same?.id ?? newId('cln', lane);
      lineIds.set(line.id, id);
      if (same === undefined) {
        position += 1;
        await tx.insert(ClaimLineEntity, { ...line, id, claimId, position });
      } else {
        // One that holds nothing, because the duplicate held it all, is open again with that.
        const heldMinor = same.status === 'claimed' ? same.amountMinor : 0n;
        const amountMinor = heldMinor + line.amountMinor;
        const changed = { status: 'claimed' as const, amountMinor, awardMinor: null };
        await tx.update(ClaimLineEntity, { lane, id }, changed);
      }
      await tx.update(ClaimLineEntity, { lane, id: line.id }, { status: 'merged' });
    }
    return lineIds;
  }

  /** The same file, on record for both. What the other claim has already stays as it is. */
  private async copyEvidence(tx: Tx, duplicate: ClaimEntity, other: ClaimEntity): Promise<void> {
    const { lane, id: claimId } = other;
    const there = await this.queries.evidence(tx, other);
    const added = (await this.queries.evidence(tx, duplicate)).filter(
      ({ item, sha256 }) => !there.some((one) => one.item === item && one.sha256 === sha256),
    );
    for (const evidence of added) {
      await tx.insert(ClaimEvidenceEntity, { ...evidence, id: newId('evd', lane), claimId });
    }
  }
}
