import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { AuditTrail } from '@app/audit';
import { ClaimQueries } from '@app/claims';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { streamAnswer } from '../http/stream-answer';
import { ClaimBundle } from './claim-bundle';

const ZIP = {
  description: 'A ZIP file.',
  content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
};

@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claims')
export class BundleController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly claims: ClaimQueries,
    private readonly bundle: ClaimBundle,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Everything that the claimant may see of a claim in one file: the claim, its letters, what they
   * handed in, the rules with the calculation, payments, and the bookings with their proofs. Staff
   * get the same with pictures as they may see them. That it was taken is put on record.
   */
  @Get(':id/bundle')
  @Allow('bundles:read')
  @ApiOkResponse(ZIP)
  async download(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    const bundle = await this.bundle.of(reads, claim, actor);
    await this.unitOfWork.transaction((tx) =>
      this.audit.record(tx, {
        lane: claim.lane,
        actor,
        action: 'claim.bundle_taken',
        objectId: claim.id,
      }),
    );
    response.attachment(`${claim.reference}.zip`).type('zip');
    response.setHeader('Cache-Control', 'private, no-store');
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    await streamAnswer(response, bundle.stream());
  }
}
