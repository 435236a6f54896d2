import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { isId } from '@app/kernel';
import { LedgerQueries } from '@app/ledger';
import { Allow, UnitOfWork, pageOf } from '@app/platform';

import { SafeLine } from '../http/fields';
import { PageDto, pageRequest } from '../http/page.dto';
import { presentJournal } from './present-journal';

class JournalListDto extends PageDto {
  @SafeLine(40, { optional: true, description: 'Only the journals of this claim, oldest first.' })
  claimId?: string;
}

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('v1/ledger')
export class LedgerController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: LedgerQueries,
  ) {}

  @Get('journals')
  @Allow('ledger:read')
  async journals(@Query() query: JournalListDto): Promise<object> {
    const { reads } = this.unitOfWork;
    if (query.claimId !== undefined) {
      const { claimId } = query;
      const found = isId(claimId, 'clm') ? await this.ledger.journalsOfClaim(reads, claimId) : [];
      return { data: found.map(presentJournal), hasMore: false, next: null };
    }
    const page = pageRequest(query);
    const found = await this.ledger.newestJournals(reads, page.limit + 1, page.after);
    const rows = found.map((row) => ({ id: row.journal.id, row }));
    return pageOf(rows, page.limit, ({ row }) => presentJournal(row));
  }
}
