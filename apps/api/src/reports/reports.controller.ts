import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { Clock } from '@app/kernel';
import { Allow, UnitOfWork } from '@app/platform';
import { ReportQueries } from '@app/reports';

import { AsOfDto, asOfWish } from './as-of.dto';

@ApiTags('reports')
@ApiBearerAuth()
@Controller('v1/reports')
export class ReportsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reports: ReportQueries,
    private readonly clock: Clock,
  ) {}

  /** Every account's turnover and balance per currency; the two totals of a currency are equal. */
  @Get('trial-balance')
  @Allow('reports:read')
  async trialBalance(@Query() query: AsOfDto): Promise<object> {
    const wish = asOfWish(query);
    const currencies = await this.reports.trialBalance(this.unitOfWork.reads, wish);
    return {
      asOf: (wish.asOf ?? this.clock.now()).toISOString(),
      currencies: currencies.map((one) => ({
        currency: one.currency,
        accounts: one.accounts.map((account) => ({
          code: account.code,
          name: account.name,
          debitMinor: account.debitMinor.toString(),
          creditMinor: account.creditMinor.toString(),
          balanceMinor: account.balanceMinor.toString(),
        })),
        totalDebitMinor: one.totalDebitMinor.toString(),
        totalCreditMinor: one.totalCreditMinor.toString(),
      })),
    };
  }
}
