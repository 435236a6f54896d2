import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { AccountQueries, LedgerQueries, balanceMinorOf } from '@app/ledger';
import type { LedgerAccountEntity } from '@app/ledger';
import { Allow, UnitOfWork } from '@app/platform';

import { required } from '../http/not-found';
import { AsOfDto, asOfWish } from '../reports/as-of.dto';
import { presentEntry, readPlace } from './present-entry';
import { RegisterDto } from './register.dto';

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('v1/ledger/accounts')
export class AccountsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: LedgerQueries,
    private readonly accounts: AccountQueries,
  ) {}

  @Get()
  @Allow('ledger:read')
  async list(): Promise<object> {
    const accounts = await this.ledger.accounts(this.unitOfWork.reads);
    const data = accounts.map(
      ({ code, nameEn, nameZh, type, normalSide, currency, dimensions }) => ({
        code,
        name: { en: nameEn, 'zh-CN': nameZh },
        type,
        normalSide,
        ...(currency === null ? {} : { currency }),
        dimensions,
      }),
    );
    return { data, hasMore: false, next: null };
  }

  /** The balance of an account in each currency: now, or as of a time of booking or of effect. */
  @Get(':code/balance')
  @Allow('ledger:read')
  async balance(@Param('code') code: string, @Query() query: AsOfDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const { normalSide } = await this.account(code);
    const wish = asOfWish(query);
    const turnover = await this.accounts.turnover(reads, { ...wish, code });
    return {
      code,
      normalSide,
      ...(wish.asOf === undefined ? {} : { asOf: wish.asOf.toISOString(), basis: wish.basis }),
      balances: turnover.map((line) => ({
        currency: line.currency,
        amountMinor: balanceMinorOf(line, normalSide).toString(),
      })),
    };
  }

  /** The lines of an account in one currency, newest first, with the balance after each. */
  @Get(':code/register')
  @Allow('ledger:read')
  async register(@Param('code') code: string, @Query() query: RegisterDto): Promise<object> {
    const { normalSide } = await this.account(code);
    const { currency } = query;
    const limit = Number(query.limit ?? RegisterDto.LIMIT_DEFAULT);
    const after = query.after === undefined ? {} : { after: readPlace(query.after) };
    const wish = { code, currency, limit: limit + 1, ...after };
    const found = await this.accounts.register(this.unitOfWork.reads, wish);
    const shown = found.slice(0, limit).map((entry) => presentEntry(entry, normalSide, currency));
    const hasMore = found.length > limit;
    return { code, normalSide, data: shown, hasMore, next: hasMore ? shown.at(-1)?.id : null };
  }

  private async account(code: string): Promise<LedgerAccountEntity> {
    const accounts = await this.ledger.accounts(this.unitOfWork.reads);
    return required(accounts.find((candidate) => candidate.code === code) ?? null);
  }
}
