import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { ClaimQueries } from '@app/claims';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, Reads } from '@app/platform';
import { PackLibrary, withoutCircumstances } from '@app/programs';
import { ReviewQueries } from '@app/review';
import type { AssessmentEntity } from '@app/review';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { knowsCircumstances } from './knows-circumstances';
import { RiskPresenter } from './risk-presenter';

/** What the machine says about a claim: by its policy pack, and by its signals. */
@ApiTags('review')
@ApiBearerAuth()
@Controller('v1/claims/:id')
export class AssessmentsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly claims: ClaimQueries,
    private readonly review: ReviewQueries,
    private readonly packs: PackLibrary,
    private readonly riskPresenter: RiskPresenter,
  ) {}

  /**
   * What the pinned policy pack says about a claim, with every rule that was applied. Who may not
   * know a claimant's circumstances gets it without the words that could tell of them.
   */
  @Get('assessment')
  @Allow('assessment:read')
  async assessment(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const { result, qaSample, ...kept } = await this.newest(reads, actor, id);
    const pack = knowsCircumstances(actor) ? null : await this.packs.pinned(reads, kept);
    const shown = pack === null ? result : withoutCircumstances(pack, result);
    return { ...shown, qaSample };
  }

  /** The signals about a claim, each with its limit, what it says, and where it comes from. */
  @Get('risk')
  @Allow('risk:read')
  async risk(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    return this.riskPresenter.present(reads, await this.newest(reads, actor, id));
  }

  private async newest(reads: Reads, actor: Actor, id: string): Promise<AssessmentEntity> {
    const claim = required(await this.claims.visible(reads, actor, id));
    return required(await this.review.newestAssessment(reads, claim));
  }
}
