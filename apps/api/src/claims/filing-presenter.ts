import { Injectable } from '@nestjs/common';

import { FilingQueries, describeRepresentation } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Actor, Reads } from '@app/platform';
import { PackLibrary, calendarOf } from '@app/programs';

/** Those who speak with the claimant, and so with whoever speaks for them. */
const WHO_CALLS: readonly Actor['role'][] = ['agent', 'reviewer', 'approver'];

/** Shows how a claim was filed: by whom for the claimant, who speaks for them, what they are. */
@Injectable()
export class FilingPresenter {
  constructor(
    private readonly filings: FilingQueries,
    private readonly packs: PackLibrary,
  ) {}

  /** As the claimant sees it; `viewer` sees more when they are of the staff. */
  async present(reads: Reads, claim: ClaimEntity, viewer: Actor | null): Promise<object> {
    const isStaff = viewer !== null && viewer.role !== 'claimant';
    const showsProxy = !isStaff || WHO_CALLS.includes(viewer.role);
    return {
      claimantKind: claim.claimantKind,
      representation: await this.representation(reads, claim, isStaff),
      ...(showsProxy ? { proxy: await this.proxy(reads, claim) } : {}),
      ...(isStaff ? { incidentId: claim.incidentId } : {}),
    };
  }

  private async representation(
    reads: Reads,
    claim: ClaimEntity,
    isStaff: boolean,
  ): Promise<object | null> {
    const said = await this.filings.representation(reads, claim);
    if (said === null) return null;
    const { calendar } = await this.packs.pinned(reads, claim);
    const { basis, note, agentId, recordedAt } = said;
    return {
      basis,
      text: describeRepresentation(basis, calendarOf(calendar).dateOf(recordedAt)),
      filedAt: recordedAt.toISOString(),
      ...(isStaff ? { agentId, note } : {}),
    };
  }

  private async proxy(reads: Reads, claim: ClaimEntity): Promise<object | null> {
    const named = await this.filings.proxy(reads, claim);
    if (named === null) return null;
    const { name, email, phone, relation } = named;
    return { name, email, phone, relation };
  }
}
