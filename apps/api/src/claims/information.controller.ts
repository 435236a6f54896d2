import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { AnswerInformation, ClaimQueries } from '@app/claims';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';
import { RequestInformation } from '@app/review';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { AnswerInformationDto, RequestInformationDto } from './evidence.dto';
import { InformationPresenter } from './information-presenter';

/** What claimants are asked for besides the list that they saw at filing: each thing once. */
@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claims/:id/information-requests')
export class InformationController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly presenter: InformationPresenter,
    private readonly requestInformation: RequestInformation,
    private readonly answerInformation: AnswerInformation,
  ) {}

  /** Everything that was asked for on a claim, with what is left of it. */
  @Get()
  @Allow('claims:read')
  async list(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    return { data: await this.presenter.presentAll(reads, claim), hasMore: false, next: null };
  }

  /** Asks for items of the evidence list that are not on file. The claim waits for them. */
  @Post()
  @Allow('information:request')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: RequestInformationDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const claim = required(await this.claims.visible(tx, actor, id));
      const items = body.items.map(({ item }) => item);
      const wish = { claimId: claim.id, items, text: body.text };
      const asked = await this.requestInformation.run(tx, actor, wish);
      return required(await this.presenter.presentOne(tx, claim, asked.id));
    });
  }

  /** Says that something cannot be given, and why. A file counts by itself. */
  @Post(':requestId/answers')
  @Allow('information:answer')
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('requestId') requestId: string,
    @Body() body: AnswerInformationDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      const input = { claimId, requestId, answers: body.answers };
      const claim = await this.answerInformation.run(tx, actor, input);
      return required(await this.presenter.presentOne(tx, claim, requestId));
    });
  }
}
