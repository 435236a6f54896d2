import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { Allow, FileStore, UnitOfWork, isAllowed } from '@app/platform';
import type { Actor } from '@app/platform';
import { DecisionLetters, IssueLetter, LetterPress, ReviewQueries } from '@app/review';
import type { DecisionEntity, Locale } from '@app/review';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { streamAnswer } from '../http/stream-answer';
import { LETTER_PAGE_POLICY, letterPage } from './letter-page';
import { LetterDto } from './letter.dto';

const FILE_POLICY = "sandbox; default-src 'none'";
const LETTER = {
  description: 'The letter.',
  content: {
    'text/html': { schema: { type: 'string' } },
    'application/pdf': { schema: { type: 'string', format: 'binary' } },
  },
};

@ApiTags('review')
@ApiBearerAuth()
@Controller('v1/decisions')
export class LettersController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly claims: ClaimQueries,
    private readonly review: ReviewQueries,
    private readonly letters: DecisionLetters,
    private readonly press: LetterPress,
    private readonly issueLetter: IssueLetter,
    private readonly files: FileStore,
  ) {}

  /**
   * The letter that tells a decision to the claimant. While the decision is not final there is
   * none; those who decide see a draft of it, marked as such on every page.
   */
  @Get(':id/letter')
  @Allow('letters:read')
  @ApiOkResponse(LETTER)
  async letter(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: LetterDto,
    @Res() response: Response,
  ): Promise<void> {
    const { reads } = this.unitOfWork;
    const decision = required(await this.review.decision(reads, id));
    const claim = required(await this.claims.visible(reads, actor, decision.claimId));
    const isFinal = (await this.letters.finalAt(reads, decision)) !== null;
    required(isFinal || mayPreview(actor) ? decision : null);
    const locale = query.locale ?? (await this.claims.contact(reads, claim))?.locale ?? 'zh-CN';
    if (query.format === 'pdf') {
      const name = `${claim.reference}.${locale}.pdf`;
      await (isFinal
        ? this.sendIssued(response, decision, { locale, name })
        : this.sendDraft(response, decision, { locale, name }));
      return;
    }
    const page = letterPage(await this.letters.of(reads, decision, locale));
    headers(response, locale, LETTER_PAGE_POLICY).type('html').send(page);
  }

  /** The same bytes for whoever asks, with the digest that is on record. */
  private async sendIssued(
    response: Response,
    decision: DecisionEntity,
    { locale, name }: LetterFile,
  ): Promise<void> {
    const { sha256, sizeBytes } = await this.issueLetter.run(decision, locale);
    headers(response, locale, FILE_POLICY).attachment(name).type('pdf');
    response.setHeader('Content-Length', sizeBytes);
    response.setHeader('ETag', `"${sha256}"`);
    await streamAnswer(response, this.files.read(sha256));
  }

  private async sendDraft(
    response: Response,
    decision: DecisionEntity,
    { locale, name }: LetterFile,
  ): Promise<void> {
    const draft = await this.letters.of(this.unitOfWork.reads, decision, locale);
    const { bytes } = await this.press.print(draft);
    headers(response, locale, FILE_POLICY).attachment(`draft.${name}`).type('pdf').send(bytes);
  }
}

interface LetterFile {
  readonly locale: Locale;
  readonly name: string;
}

function headers(response: Response, locale: Locale, policy: string): Response {
  return response
    .setHeader('Cache-Control', 'private, no-store')
    .setHeader('Content-Language', locale)
    .setHeader('Content-Security-Policy', policy);
}

/** Whoever decides. Agents talk to claimants, and must not run ahead. */
function mayPreview({ role }: Actor): boolean {
  return role !== 'system' && isAllowed(role, 'claims:decide');
}
