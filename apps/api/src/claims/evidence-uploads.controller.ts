import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { AddEvidence, ClaimQueries } from '@app/claims';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { presentHandedIn } from './evidence-presenter';
import { HandedInFiles, TakesEvidence } from './handed-in-file';

/** Files on their way in, each as a whole. */
@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claims/:id/evidence')
export class EvidenceUploadsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly handedInFiles: HandedInFiles,
    private readonly addEvidence: AddEvidence,
  ) {}

  /** Hands in a file for one item of the evidence list: JPEG, PNG, WebP or PDF, up to 10 MB. */
  @Post()
  @Allow('evidence:add')
  @TakesEvidence()
  async add(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    await this.addEvidence.requireOpen(reads, actor, claim);
    const { handed, content } = await this.handedInFiles.receive(request, actor, (file) =>
      this.addEvidence.requireWelcome(reads, actor, claim, file),
    );
    const scope = { about: claim.id, keyRequired: false, status: 201, content };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const added = await this.addEvidence.run(tx, actor, { claimId: claim.id, ...handed });
      return presentHandedIn(added);
    });
  }
}
