import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Clock } from '@app/kernel';
import { Allow, UnitOfWork } from '@app/platform';
import { CounterpartyQueries, statementCsv } from '@app/recoveries';
import type { CounterpartyStatement } from '@app/recoveries';

import { required } from '../http/not-found';
import { presentCounterparty, presentStatement } from './present-recovery';
import { StatementDto } from './recovery.dto';

/** What a counterparty owes us and we owe them, line by line out of the ledger. */
@ApiTags('recoveries')
@ApiBearerAuth()
@Controller('v1/counterparties/:id')
export class CounterpartyStatementsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly counterparties: CounterpartyQueries,
    private readonly clock: Clock,
  ) {}

  /** A statement of account per currency: opening, movements with their claims, closing. */
  @Get('statement')
  @Allow('recoveries:read')
  async statement(@Param('id') id: string, @Query() query: StatementDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const counterparty = required(await this.counterparties.byId(reads, id));
    const statements = await this.of(id, query);
    return {
      counterparty: presentCounterparty(counterparty),
      ...(query.from === undefined ? {} : { from: new Date(query.from).toISOString() }),
      asOf: (query.asOf === undefined ? this.clock.now() : new Date(query.asOf)).toISOString(),
      currencies: statements.map(presentStatement),
    };
  }

  /** The same as a file for a spreadsheet. */
  @Get('statement.csv')
  @Allow('recoveries:read')
  @ApiProduces('text/csv')
  async csv(
    @Param('id') id: string,
    @Query() query: StatementDto,
    @Res() response: Response,
  ): Promise<void> {
    const { id: known } = required(await this.counterparties.byId(this.unitOfWork.reads, id));
    const text = statementCsv(await this.of(known, query));
    response
      .status(200)
      .setHeader('Content-Type', 'text/csv; charset=utf-8')
      .setHeader('Content-Disposition', `attachment; filename="${known}-statement.csv"`)
      .end(text);
  }

  private of(id: string, { from, asOf }: StatementDto): Promise<CounterpartyStatement[]> {
    return this.counterparties.statement(this.unitOfWork.reads, id, {
      ...(from === undefined ? {} : { from: new Date(from) }),
      ...(asOf === undefined ? {} : { asOf: new Date(asOf) }),
    });
  }
}
