import { Injectable } from '@nestjs/common';

import type { Actor, Tx } from '@app/platform';

import { noSuchUpload } from '../domain/upload-rules';
import { EvidenceQueries } from '../evidence/evidence.queries';
import { CloseUpload } from './close-upload';

/** Takes an upload back that somebody began and has not finished; what came of it goes. */
@Injectable()
export class CancelUpload {
  constructor(
    private readonly evidence: EvidenceQueries,
    private readonly closeUpload: CloseUpload,
  ) {}

  /** `upload.not_found` when this person has no upload of this content there. */
  async run(
    tx: Tx,
    { id: uploadedBy }: Actor,
    { claimId, sha256 }: { readonly claimId: string; readonly sha256: string },
  ): Promise<void> {
    const begun = await this.evidence.begunUpload(tx, claimId, { uploadedBy, sha256 });
    if (begun === null) throw noSuchUpload();
    await this.closeUpload.run(tx, begun);
  }
}
