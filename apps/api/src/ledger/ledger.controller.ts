import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { ClaimQueries } from '@app/claims';
import { LedgerQueries } from '@app/ledger';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { Id } from '../http/fields';
import { required } from '../http/not-found';
import { PageDto, pageRequest } from '../http/page.dto';
import { presentJournal } from './present-journal';

class JournalListDto extends PageDto {
  @Id('clm', { optional: true, description: 'Only the journals of this claim, oldest first.' })
  claimId?: string;
}

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('v1/ledger')
export class LedgerController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly claims: ClaimQueries,
    private readonly ledger: LedgerQueries,
  ) {}

  @Get('journals')
  @Allow('ledger:read')
  async journals(@CurrentActor() actor: Actor, @Query() query: JournalListDto): Promise<object> {
    const { reads } = this.unitOfWork;
    if (query.claimId !== undefined) {
      const { id } = required(await this.claims.visible(reads, actor, query.claimId));
      const found = await this.ledger.journalsOfClaim(reads, id);
      return { data: found.map(presentJournal), hasMore: false, next: null };
    }
    const page = pageRequest(query);
    const found = await this.ledger.newestJournals(reads, page.limit + 1, page.after);
    const rows = found.map((row) => ({ id: row.journal.id, row }));
    return pageOf(rows, page.limit, ({ row }) => presentJournal(row));
  }
}
