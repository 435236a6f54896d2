import { randomBytes } from 'node:crypto';

import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries, EvidenceQueries, LINK_LIFETIME_S, signLink } from '@app/claims';
import { Clock } from '@app/kernel';
import { Allow, INSTALLATION_SECRET, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { EvidenceContent } from './evidence-content';
import { EvidenceContentDto, EvidenceLinkDto } from './evidence.dto';

const NONCE_BYTES = 16;

@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claims/:id/evidence')
export class EvidenceController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly evidence: EvidenceQueries,
    private readonly content: EvidenceContent,
    private readonly clock: Clock,
    @Inject(INSTALLATION_SECRET) private readonly secret: Buffer,
  ) {}

  /** A file, only ever as a download: a browser must not run what a stranger sent. */
  @Get(':evidenceId/content')
  @Allow('evidence:read')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('evidenceId') evidenceId: string,
    @Query() query: EvidenceContentDto,
    @Res() response: Response,
  ): Promise<void> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    const file = required(await this.evidence.ofClaimById(reads, claim, evidenceId));
    const variant = this.content.variant(actor, file, query.variant ?? null);
    this.content.requireNoReason(actor, file, { variant, field: 'variant' });
    await this.content.send(response, file, variant);
  }

  /** A link that opens a file for five minutes, without a token, for whoever asked for it. */
  @Post(':evidenceId/links')
  @Allow('evidence:read')
  async link(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('evidenceId') evidenceId: string,
    @Body() body: EvidenceLinkDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 201, isKept: false };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const claim = required(await this.claims.visible(tx, actor, id));
      const file = required(await this.evidence.ofClaimById(tx, claim, evidenceId));
      const variant = this.content.variant(actor, file, body.variant ?? null);
      await this.content.account(tx, actor, file, { variant, reason: body.reason ?? null });
      const expiresAt = new Date(this.clock.now().getTime() + LINK_LIFETIME_S * 1_000);
      const link = { evidenceId: file.evidence.id, variant, userId: actor.id, expiresAt };
      const token = signLink(link, randomBytes(NONCE_BYTES), this.secret);
      return { url: `/v1/files/${token}`, variant, expiresAt: expiresAt.toISOString() };
    });
  }
}
