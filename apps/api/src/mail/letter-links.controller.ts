import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { Clock } from '@app/kernel';
import { readLetterLink } from '@app/messaging';
import { FileStore, INSTALLATION_SECRET, Public, SYSTEM, UnitOfWork } from '@app/platform';
import { IssueLetter, ReviewQueries } from '@app/review';

import { SafeLine } from '../http/fields';
import { required } from '../http/not-found';
import { streamAnswer } from '../http/stream-answer';

const PDF = {
  description: 'The letter.',
  content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
};

class LetterLinkDto {
  @SafeLine(200, { description: 'As the mail has it. In the query, because paths are logged.' })
  token!: string;
}

/** Opens the letter of a decision from the mail that tells it. The token is the credential. */
@ApiTags('mail')
@Public()
@Controller('v1/letters')
export class LetterLinksController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly claims: ClaimQueries,
    private readonly review: ReviewQueries,
    private readonly issueLetter: IssueLetter,
    private readonly files: FileStore,
    private readonly clock: Clock,
    @Inject(INSTALLATION_SECRET) private readonly secret: Buffer,
  ) {}

  /** One that was changed or has expired is none at all: sign in, and the letter is there still. */
  @Get()
  @ApiOkResponse(PDF)
  async open(@Query() query: LetterLinkDto, @Res() response: Response): Promise<void> {
    const link = required(readLetterLink(query.token, this.secret, this.clock.now()));
    const { reads } = this.unitOfWork;
    const decision = required(await this.review.decision(reads, link.decisionId));
    const claim = required(await this.claims.visible(reads, SYSTEM, decision.claimId));
    const { sha256, sizeBytes } = await this.issueLetter.run(decision, link.locale);
    response
      .setHeader('Cache-Control', 'private, no-store')
      .setHeader('Content-Language', link.locale)
      .setHeader('Content-Security-Policy', "sandbox; default-src 'none'")
      .setHeader('Content-Length', sizeBytes)
      .attachment(`${claim.reference}.${link.locale}.pdf`)
      .type('pdf');
    await streamAnswer(response, this.files.read(sha256));
  }
}
