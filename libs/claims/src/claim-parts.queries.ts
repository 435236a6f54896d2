import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { UserEntity, rowsByOwner } from '@app/platform';
import type { Reads } from '@app/platform';
import { PackLibrary } from '@app/programs';
import type { Pack } from '@app/programs';

import { EvidenceQueries } from './evidence/evidence.queries';
import type { PreparedEvidence } from './evidence/evidence.queries';
import { ClaimCircumstanceEntity } from './persistence/claim-circumstance.entity';
import { ClaimClockEventEntity } from './persistence/claim-clock-event.entity';
import { ClaimLineEntity } from './persistence/claim-line.entity';
import { ClaimMilestoneEntity } from './persistence/claim-milestone.entity';
import { ClaimProxyEntity } from './persistence/claim-proxy.entity';
import { ClaimRepresentationEntity } from './persistence/claim-representation.entity';
import { ClaimEntity } from './persistence/claim.entity';

/** A claim with what belongs to it and is shown with it. */
export interface ClaimParts {
  readonly claim: ClaimEntity;
  readonly pack: Pack;
  readonly ownerName: string | null;
  readonly lines: readonly ClaimLineEntity[];
  readonly clockFacts: readonly ClaimClockEventEntity[];
  readonly milestones: readonly ClaimMilestoneEntity[];
  readonly circumstances: readonly ClaimCircumstanceEntity[];
  /** Every file, quarantined ones included. */
  readonly files: readonly PreparedEvidence[];
  /** On what basis an agent filed it; null when the claimant did. */
  readonly representation: ClaimRepresentationEntity | null;
  readonly proxy: ClaimProxyEntity | null;
  readonly mergedInto: ClaimEntity | null;
}

const BY_POSITION = { column: 'claimId' as const, order: ['position' as const] };
const ONE_EACH = { column: 'claimId' as const, order: ['claimId' as const] };

/** Reads all that is shown with claims: of a page of them by as many statements as of one. */
@Injectable()
export class ClaimPartsQueries {
  constructor(
    private readonly packs: PackLibrary,
    private readonly evidence: EvidenceQueries,
  ) {}

  /** In the order of the claims. */
  async of(reads: Reads, claims: readonly ClaimEntity[]): Promise<ClaimParts[]> {
    const lines = await rowsByOwner(reads, ClaimLineEntity, claims, BY_POSITION);
    const clockFacts = await rowsByOwner(reads, ClaimClockEventEntity, claims, BY_POSITION);
    const milestones = await rowsByOwner(reads, ClaimMilestoneEntity, claims, BY_POSITION);
    const circumstances = await rowsByOwner(reads, ClaimCircumstanceEntity, claims, BY_POSITION);
    const files = await this.evidence.ofClaims(reads, claims);
    const representations = await rowsByOwner(reads, ClaimRepresentationEntity, claims, ONE_EACH);
    const proxies = await rowsByOwner(reads, ClaimProxyEntity, claims, ONE_EACH);
    const mergers = await mergersOf(reads, claims);
    const names = await ownerNames(reads, claims);
    const parts: ClaimParts[] = [];
    for (const claim of claims) {
      const { id, ownerId, mergedIntoId } = claim;
      parts.push({
        claim,
        pack: await this.packs.pinned(reads, claim),
        ownerName: names.get(ownerId ?? '') ?? null,
        lines: lines(id),
        clockFacts: clockFacts(id),
        milestones: milestones(id),
        circumstances: circumstances(id),
        files: files(id),
        representation: representations(id)[0] ?? null,
        proxy: proxies(id)[0] ?? null,
        mergedInto: mergers(mergedIntoId ?? '')[0] ?? null,
      });
    }
    return parts;
  }
}

function mergersOf(
  reads: Reads,
  claims: readonly ClaimEntity[],
): Promise<(id: string) => ClaimEntity[]> {
  const others = claims.flatMap(({ lane, mergedIntoId: id }) =>
    id === null ? [] : [{ lane, id }],
  );
  return rowsByOwner(reads, ClaimEntity, others, { column: 'id', order: ['id'] });
}

async function ownerNames(
  reads: Reads,
  claims: readonly ClaimEntity[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(claims.flatMap(({ ownerId }) => (ownerId === null ? [] : [ownerId])));
  if (ids.size === 0) return new Map();
  const owners = await reads.findBy(UserEntity, { id: In([...ids]) });
  return new Map(owners.map(({ id, name }) => [id, name]));
}
