import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { isId } from '@app/kernel';
import { LedgerQueries, balanceOf } from '@app/ledger';
import { Allow, UnitOfWork, pageOf } from '@app/platform';

import { SafeLine } from '../http/fields';
import { required } from '../http/not-found';
import { PageDto, pageRequest } from '../http/page.dto';
import { AsOfDto, asOfDate } from '../reports/as-of.dto';
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

  @Get('accounts')
  @Allow('ledger:read')
  async accounts(): Promise<object> {
    const accounts = await this.ledger.accounts(this.unitOfWork.reads);
    const data = accounts.map(({ code, nameEn, nameZh, type, normalSide }) => ({
      code,
      name: { en: nameEn, 'zh-CN': nameZh },
      type,
      normalSide,
    }));
    return { data, hasMore: false, next: null };
  }

  /** The balance of an account in each currency, now or as it was booked at a time. */
  @Get('accounts/:code/balance')
  @Allow('ledger:read')
  async balance(@Param('code') code: string, @Query() query: AsOfDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const accounts = await this.ledger.accounts(reads);
    const account = required(accounts.find((candidate) => candidate.code === code) ?? null);
    const asOf = asOfDate(query);
    const turnover = (await this.ledger.turnover(reads, asOf)).filter((line) => line.code === code);
    return {
      code,
      normalSide: account.normalSide,
      ...(asOf === undefined ? {} : { asOf: asOf.toISOString() }),
      balances: turnover.map((line) => balanceOf(line, account.normalSide).toJson()),
    };
  }

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
