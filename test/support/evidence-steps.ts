import { Readable } from 'node:stream';

import { AddEvidence, EvidenceFiles } from '@app/claims';
import type { ClaimEntity, ClaimEvidenceEntity } from '@app/claims';

import { claimantOf } from './cases';
import type { TestOperations } from './test-operations';

/** Hands in a real file below HTTP, as its claimant. */
export async function handedIn(
  ops: TestOperations,
  claim: ClaimEntity,
  content: Buffer,
  item = 'identity',
): Promise<ClaimEvidenceEntity> {
  const file = await ops.get(EvidenceFiles).keep(Readable.from([content]));
  const { mediaType } = file;
  const about = { claimId: claim.id, item, file, mediaType, fileName: 'f', description: null };
  return ops.transaction((tx) => ops.get(AddEvidence).run(tx, claimantOf(claim), about));
}
