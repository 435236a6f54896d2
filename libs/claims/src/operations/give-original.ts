import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import type { Actor, Tx } from '@app/platform';

import type { ClaimEvidenceEntity } from '../persistence/claim-evidence.entity';

export interface GivenOriginal {
  readonly evidence: ClaimEvidenceEntity;
  readonly reason: string;
}

/**
 * Keeps that somebody was given the file as it came that is not theirs, and why: it tells place and
 * device of whoever handed it in.
 */
@Injectable()
export class GiveOriginal {
  constructor(private readonly audit: AuditTrail) {}

  async run(tx: Tx, actor: Actor, { evidence, reason }: GivenOriginal): Promise<void> {
    const { lane, id: evidenceId, claimId } = evidence;
    await this.audit.record(tx, {
      lane,
      actor,
      action: 'evidence.original_given',
      objectId: claimId,
      reason,
      facts: { evidenceId },
    });
  }
}
