import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { ClaimQueries } from '@app/claims';
import { Allow, PAGE_LIMIT_MAX, UnitOfWork } from '@app/platform';
import type { Actor } from '@app/platform';
import { ReviewQueries } from '@app/review';

import { ClaimPresenter } from '../claims/claim-presenter';
import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { PageLimit } from '../http/fields';
import { pageRequest } from '../http/page.dto';

/** Always the head of the queue: whoever works on it sees it change. */
class QueueDto {
  @PageLimit(PAGE_LIMIT_MAX)
  limit?: string;
}

@ApiTags('review')
@ApiBearerAuth()
@Controller('v1')
export class ReviewController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly claims: ClaimQueries,
    private readonly review: ReviewQueries,
    private readonly claimPresenter: ClaimPresenter,
  ) {}

  /** Claims that wait for a reviewer or an approver, the one that is due first on top. */
  @Get('review/queue')
  @Allow('review:queue')
  async queue(@Query() query: QueueDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const { limit } = pageRequest(query);
    const claims = await this.claims.queue(reads, limit);
    const shown = claims.slice(0, limit);
    return {
      data: await Promise.all(shown.map((claim) => this.claimPresenter.present(reads, claim))),
      hasMore: claims.length > limit,
      next: null,
    };
  }

  /** What the pinned policy pack says about a claim, with every rule that was applied. */
  @Get('claims/:id/assessment')
  @Allow('assessment:read')
  async assessment(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    return required(await this.review.newestAssessment(reads, claim)).result;
  }
}
