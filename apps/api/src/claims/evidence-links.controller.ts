import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries, EvidenceQueries, readLink } from '@app/claims';
import type { EvidenceLink, EvidenceVariant, PreparedEvidence } from '@app/claims';
import { Clock, DomainError } from '@app/kernel';
import { Accounts, INSTALLATION_SECRET, Public, UnitOfWork, isAllowed } from '@app/platform';

import { required } from '../http/not-found';
import { EvidenceContent } from './evidence-content';

/** Opens the links that were given out for files. The token is the credential. */
@ApiTags('claims')
@Controller('v1/files')
export class EvidenceLinksController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly claims: ClaimQueries,
    private readonly evidence: EvidenceQueries,
    private readonly content: EvidenceContent,
    private readonly clock: Clock,
    @Inject(INSTALLATION_SECRET) private readonly secret: Buffer,
  ) {}

  /** One that was changed, has expired, or is of somebody who may look no more is none at all. */
  @Get(':token')
  @Public()
  async open(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const link = required(readLink(token, this.secret, this.clock.now()));
    const { file, variant } = required(await this.find(link));
    await this.content.send(response, file, variant);
  }

  /** What the link opens, as far as the person who asked for it may still see it. */
  private async find({
    evidenceId,
    userId,
    variant: asked,
  }: EvidenceLink): Promise<{ file: PreparedEvidence; variant: EvidenceVariant } | null> {
    const { reads } = this.unitOfWork;
    try {
      const actor = await this.accounts.actor(userId);
      if (actor.role === 'system' || !isAllowed(actor.role, 'evidence:read')) return null;
      const file = await this.evidence.byId(reads, evidenceId);
      if (file === null) return null;
      const claim = await this.claims.visible(reads, actor, file.evidence.claimId);
      return claim === null ? null : { file, variant: this.content.variant(actor, file, asked) };
    } catch (error) {
      if (error instanceof DomainError) return null;
      throw error;
    }
  }
}
