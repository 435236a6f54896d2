import { Injectable } from '@nestjs/common';

import {
  CORRESPONDENCE,
  ClaimQueries,
  EVIDENCE_CAUTIONS,
  EvidenceQueries,
  claimForEvidence,
  evidenceStage,
} from '@app/claims';
import type { ClaimEntity, ClaimEvidenceEntity, PreparedEvidence } from '@app/claims';
import type { Reads } from '@app/platform';
import { PackLibrary, evidenceChecklist } from '@app/programs';
import type { EvidenceState } from '@app/programs';
import { ReviewQueries, statusOf } from '@app/review';
import type { DecisionStatus } from '@app/review';

/** A decision that was given back or is void waives nothing any more. */
const STANDING: readonly DecisionStatus[] = ['awaiting_approval', 'final'];

/** Shows the evidence of a claim: the pack's whole list, and the files that are there for it. */
@Injectable()
export class EvidencePresenter {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly evidence: EvidenceQueries,
    private readonly review: ReviewQueries,
    private readonly packs: PackLibrary,
  ) {}

  /** A quarantined file is shown and does not count: its item may be missing all the same. */
  async checklist(reads: Reads, claim: ClaimEntity): Promise<object[]> {
    const pack = await this.packs.pinned(reads, claim);
    const files = await this.evidence.ofClaim(reads, claim);
    const newest = await this.review.newestTaken(reads, claim);
    const stands = newest !== null && STANDING.includes(statusOf(newest));
    const waived = stands ? newest.decision.evidenceWaivers.map(({ item }) => item) : [];
    const received = files
      .filter(({ preparation }) => preparation.scan !== 'infected')
      .map(({ evidence }) => evidence.item);
    const asked = claimForEvidence(claim, {
      milestones: await this.claims.milestones(reads, claim),
      circumstances: await this.claims.circumstances(reads, claim),
    });
    const list = evidenceChecklist(pack, asked, received, waived);
    return [...list, ...correspondence(files)].map((state) => ({
      ...state,
      files: files.filter(({ evidence }) => evidence.item === state.item).map(presentFile),
    }));
  }
}

/** What came with messages stands below the list, when there is any; nobody has to send it. */
function correspondence(files: readonly PreparedEvidence[]): EvidenceState[] {
  const { id: item, label, why } = CORRESPONDENCE;
  return files.some(({ evidence }) => evidence.item === item)
    ? [{ item, label, why, required: false, state: 'received' }]
    : [];
}

function presentFile({ evidence, preparation }: PreparedEvidence): object {
  const { scan, threat, cautions } = preparation;
  return {
    id: evidence.id,
    fileName: evidence.fileName,
    description: evidence.description,
    sha256: evidence.sha256,
    mediaType: evidence.mediaType,
    size: evidence.sizeBytes,
    uploadedAt: evidence.uploadedAt.toISOString(),
    state: evidenceStage(preparation),
    scan,
    ...(threat === null ? {} : { threat }),
    cautions: cautions.map((code) => ({ code, text: EVIDENCE_CAUTIONS[code] })),
  };
}

/** What the sender of a file is answered. */
export function presentHandedIn(evidence: ClaimEvidenceEntity): object {
  const { id, item, sha256, mediaType, sizeBytes } = evidence;
  return { id, item, sha256, mediaType, size: sizeBytes };
}
