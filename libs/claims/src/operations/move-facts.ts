import { Injectable } from '@nestjs/common';

import type { Tx } from '@app/platform';

import { ClaimQueries } from '../claims.queries';
import { lacking, onLines } from '../domain/moved-facts';
import type { RecordedFacts } from '../domain/recorded-facts';
import { isSameDeclaration, standingDeclarations } from '../domain/vulnerability';
import { FilingQueries } from '../filing/filing.queries';
import { ClaimCircumstanceEntity } from '../persistence/claim-circumstance.entity';
import { ClaimFindingEntity } from '../persistence/claim-finding.entity';
import { ClaimMilestoneEntity } from '../persistence/claim-milestone.entity';
import { ClaimVulnerabilityEntity } from '../persistence/claim-vulnerability.entity';
import type { ClaimEntity } from '../persistence/claim.entity';

interface Merging {
  readonly duplicate: ClaimEntity;
  readonly other: ClaimEntity;
  /** On which line of the other claim each line of the duplicate goes on. */
  readonly lineIds: ReadonlyMap<string, string>;
}

/**
 * Brings what was recorded on a duplicate to the claim that it is merged into, under the names of
 * those who recorded it. What is on record there about the same stays as it is, and counts.
 */
@Injectable()
export class MoveFacts {
  constructor(
    private readonly queries: ClaimQueries,
    private readonly filings: FilingQueries,
  ) {}

  /** Both claims must be locked by this transaction. Returns that on which clocks depend. */
  async run(tx: Tx, merging: Merging): Promise<RecordedFacts> {
    await this.moveFindings(tx, merging);
    await this.moveDeclaration(tx, merging);
    const milestones = await this.moveMilestones(tx, merging);
    return { milestones, circumstances: await this.moveCircumstances(tx, merging) };
  }

  private async moveMilestones(
    tx: Tx,
    { duplicate, other }: Merging,
  ): Promise<ClaimMilestoneEntity[]> {
    const held = await this.queries.milestones(tx, other);
    const brought = await this.queries.milestones(tx, duplicate);
    const moved = lacking(other.id, held, brought, ({ milestone }) => milestone);
    await tx.insert(ClaimMilestoneEntity, moved);
    return moved;
  }

  private async moveCircumstances(
    tx: Tx,
    { duplicate, other, lineIds }: Merging,
  ): Promise<ClaimCircumstanceEntity[]> {
    const held = await this.queries.circumstances(tx, other);
    const brought = onLines(await this.queries.circumstances(tx, duplicate), lineIds);
    const moved = lacking(other.id, held, brought, ({ circumstance, lineId }) =>
      [circumstance, lineId].join(),
    );
    await tx.insert(ClaimCircumstanceEntity, moved);
    return moved;
  }

  private async moveFindings(tx: Tx, { duplicate, other, lineIds }: Merging): Promise<void> {
    const held = await this.queries.findings(tx, other);
    const brought = onLines(await this.queries.findings(tx, duplicate), lineIds);
    const moved = lacking(other.id, held, brought, ({ finding, lineId }) =>
      [finding, lineId].join(),
    );
    await tx.insert(ClaimFindingEntity, moved);
  }

  /** Whoever is said to be vulnerable on one of the two claims is so on both. */
  private async moveDeclaration(tx: Tx, { duplicate, other }: Merging): Promise<void> {
    const standing = standingDeclarations(await this.filings.vulnerabilities(tx, duplicate));
    const held = await this.filings.vulnerabilities(tx, other);
    const known = standingDeclarations(held);
    const moved = standing.filter((one) => !known.some((same) => isSameDeclaration(same, one)));
    for (const [index, record] of moved.entries()) {
      const position = held.length + index;
      await tx.insert(ClaimVulnerabilityEntity, { ...record, claimId: other.id, position });
    }
  }
}
