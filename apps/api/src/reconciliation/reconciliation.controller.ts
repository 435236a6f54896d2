import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { Clock } from '@app/kernel';
import { AccountQueries, balanceMinorOf } from '@app/ledger';
import { ReconciliationQueries } from '@app/payouts';
import { Allow, UnitOfWork } from '@app/platform';

import { presentReport } from './present-reconciliation';
import { ReportDto } from './reconciliation.dto';

/** How our books agree with what rails and banks state. */
@ApiTags('reconciliation')
@ApiBearerAuth()
@Controller('v1/reconciliation')
export class ReconciliationController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: ReconciliationQueries,
    private readonly accounts: AccountQueries,
    private readonly clock: Clock,
  ) {}

  /** The daily report: each rail and currency that has had a statement. */
  @Get()
  @Allow('reconciliation:read')
  async report(@Query() { asOf, rail }: ReportDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const moment = asOf === undefined ? null : new Date(asOf);
    const books = await this.queries.report(reads, moment, rail);
    const wish = moment === null ? {} : { asOf: moment };
    const held = await this.accounts.turnover(reads, { code: '2050', ...wish });
    return {
      asOf: (moment ?? this.clock.now()).toISOString(),
      isClean: books.every(({ isClean }) => isClean),
      books: books.map(presentReport),
      // Returned, and held for claimants: no longer with a rail, and not with them either.
      heldForClaimants: held.map((line) => ({
        currency: line.currency,
        amountMinor: balanceMinorOf(line, 'credit').toString(),
      })),
    };
  }
}
