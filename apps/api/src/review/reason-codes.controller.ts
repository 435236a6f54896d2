import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { ClaimQueries } from '@app/claims';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor } from '@app/platform';
import { PackLibrary } from '@app/programs';
import { reasonCodes } from '@app/review';

import { CurrentActor } from '../http/current-actor.decorator';
import { Id } from '../http/fields';
import { required } from '../http/not-found';

class ReasonCodesDto {
  @Id('clm', { optional: true, description: 'Adds what the programme of this claim knows.' })
  claimId?: string;
}

@ApiTags('review')
@ApiBearerAuth()
@Controller('v1/review/reason-codes')
export class ReasonCodesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly claims: ClaimQueries,
    private readonly packs: PackLibrary,
  ) {}

  /** The reason codes that have a text, with the outcomes of a line that they fit. */
  @Get()
  @Allow('assessment:read')
  async list(@CurrentActor() actor: Actor, @Query() query: ReasonCodesDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const { claimId } = query;
    const claim =
      claimId === undefined ? null : required(await this.claims.visible(reads, actor, claimId));
    const pack = claim === null ? null : await this.packs.pinned(reads, claim);
    return { data: reasonCodes(pack), hasMore: false, next: null };
  }
}
