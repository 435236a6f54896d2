import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';

import { isId, laneOfId } from '@app/kernel';
import { rowsByOwner } from '@app/platform';
import type { Reads, Tx } from '@app/platform';

import { ClaimEvidencePreparationEntity } from '../persistence/claim-evidence-preparation.entity';
import { ClaimEvidenceEntity } from '../persistence/claim-evidence.entity';
import { ClaimUploadPartEntity } from '../persistence/claim-upload-part.entity';
import { ClaimUploadEntity } from '../persistence/claim-upload.entity';
import type { ClaimEntity } from '../persistence/claim.entity';

type ClaimKey = Pick<ClaimEntity, 'lane' | 'id'>;

/** A file with what became of it. */
export interface PreparedEvidence {
  readonly evidence: ClaimEvidenceEntity;
  readonly preparation: ClaimEvidencePreparationEntity;
}

/** Reads of files that were handed in, quarantined ones included, and of those on their way. */
@Injectable()
export class EvidenceQueries {
  /** Every file of a claim, the oldest first. `ClaimQueries.evidence` has those that count. */
  async ofClaim(reads: Reads, claim: ClaimKey): Promise<PreparedEvidence[]> {
    return (await this.ofClaims(reads, [claim]))(claim.id);
  }

  /** The same of several claims, by two statements. */
  async ofClaims(
    reads: Reads,
    claims: readonly ClaimKey[],
  ): Promise<(claimId: string) => PreparedEvidence[]> {
    const files = await rowsByOwner(reads, ClaimEvidenceEntity, claims, {
      column: 'claimId',
      order: ['id'],
    });
    const held = claims.flatMap(({ id }) => files(id));
    const preparations = await rowsByOwner(reads, ClaimEvidencePreparationEntity, held, {
      column: 'evidenceId',
      order: ['evidenceId'],
    });
    return (claimId) =>
      files(claimId).flatMap((evidence) =>
        preparations(evidence.id).map((preparation) => ({ evidence, preparation })),
      );
  }

  /** One file of a claim; null when there is none of this id. */
  async ofClaimById(
    reads: Reads,
    claim: ClaimKey,
    evidenceId: string,
  ): Promise<PreparedEvidence | null> {
    const found = await this.byId(reads, evidenceId);
    return found?.evidence.claimId === claim.id ? found : null;
  }

  async byId(reads: Reads, evidenceId: string): Promise<PreparedEvidence | null> {
    if (!isId(evidenceId, 'evd')) return null;
    const evidence = await reads.findOneBy(ClaimEvidenceEntity, {
      lane: laneOfId(evidenceId),
      id: evidenceId,
    });
    if (evidence === null) return null;
    const preparation = await reads.findOneByOrFail(ClaimEvidencePreparationEntity, {
      lane: evidence.lane,
      evidenceId: evidence.id,
    });
    return { evidence, preparation };
  }

  /** The upload of this content by this person that is still open; null when there is none. */
  async openUpload(
    reads: Reads,
    claimId: string,
    { uploadedBy, sha256, now }: { uploadedBy: string; sha256: string; now: Date },
  ): Promise<ClaimUploadEntity | null> {
    return reads.findOneBy(ClaimUploadEntity, {
      lane: laneOfId(claimId),
      claimId,
      uploadedBy,
      sha256,
      closedAt: IsNull(),
      expiresAt: MoreThan(now),
    });
  }

  /**
   * The same, locked, and also one that has lapsed: it can go on as long as nobody has closed it,
   * because its parts are here.
   */
  async begunUpload(
    tx: Tx,
    claimId: string,
    { uploadedBy, sha256 }: { uploadedBy: string; sha256: string },
  ): Promise<ClaimUploadEntity | null> {
    return tx.findOne(ClaimUploadEntity, {
      where: { lane: laneOfId(claimId), claimId, uploadedBy, sha256, closedAt: IsNull() },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** All uploads of a claim that are open, whoever sends them. */
  async openUploads(reads: Reads, claimId: string, now: Date): Promise<ClaimUploadEntity[]> {
    return reads.findBy(ClaimUploadEntity, {
      lane: laneOfId(claimId),
      claimId,
      closedAt: IsNull(),
      expiresAt: MoreThan(now),
    });
  }

  /** The parts of an upload from its beginning on. */
  async parts(
    reads: Reads,
    { lane, id }: Pick<ClaimUploadEntity, 'lane' | 'id'>,
  ): Promise<ClaimUploadPartEntity[]> {
    return reads.find(ClaimUploadPartEntity, {
      where: { lane, uploadId: id },
      order: { startByte: 'ASC' },
    });
  }
}
