import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { SearchClaims } from '@app/claims';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor } from '@app/platform';
import { QueueQueries } from '@app/review';

import { CurrentActor } from '../http/current-actor.decorator';
import { SafeLine } from '../http/fields';
import { QueuePresenter } from '../review/queue-presenter';

class SearchDto {
  @SafeLine(100, {
    description:
      'A reference or id, a payment by its id here or at its source, or the name, telephone number or e-mail address of the claimant; a part of a name and the last digits of a number are enough.',
  })
  q!: string;
}

@ApiTags('search')
@ApiBearerAuth()
@Controller('v1/search')
export class SearchController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly searchClaims: SearchClaims,
    private readonly queue: QueueQueries,
    private readonly presenter: QueuePresenter,
  ) {}

  /** Finds claims, and says by what each was found. Who searched is kept in the audit trail. */
  @Get()
  @Allow('claims:search')
  async search(@CurrentActor() actor: Actor, @Query() query: SearchDto): Promise<object> {
    return this.unitOfWork.transaction(async (tx) => {
      const { hits, hasMore } = await this.searchClaims.run(tx, actor, query.q);
      const rows = await this.queue.rows(
        tx,
        hits.map(({ claimId }) => claimId),
      );
      const shown = await this.presenter.present(tx, rows);
      const claimOf = new Map(rows.map(({ id }, index) => [id, shown[index]]));
      return {
        data: hits.map(({ claimId, matched, claimantName }) => ({
          matched,
          claimantName,
          claim: claimOf.get(claimId),
        })),
        hasMore,
        next: null,
      };
    });
  }
}
