import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';

import { UnitOfWork } from '@app/platform';

import { CHART_OF_ACCOUNTS, GUARDS } from '../domain/chart-of-accounts';
import type { ChartAccount } from '../domain/chart-of-accounts';

/** Sees to it at every start that the accounts of the chart exist: added, never changed. */
@Injectable()
export class InstallChart implements OnModuleInit {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async onModuleInit(): Promise<void> {
    await this.run();
  }

  async run(): Promise<void> {
    const column = (read: (account: ChartAccount) => string | null): (string | null)[] =>
      CHART_OF_ACCOUNTS.map(read);
    await this.unitOfWork.transaction((tx) =>
      tx.query(
        `INSERT INTO ledger_accounts (code, name_en, name_zh, type, normal_side, currency, dimensions, guard)
         SELECT a.code, a.name_en, a.name_zh, a.type, a.normal_side, a.currency, a.dimensions::text[], a.guard
           FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
             AS a (code, name_en, name_zh, type, normal_side, currency, dimensions, guard)
         ON CONFLICT (code) DO NOTHING`,
        [
          column(({ code }) => code),
          column(({ nameEn }) => nameEn),
          column(({ nameZh }) => nameZh),
          column(({ type }) => type),
          column(({ normalSide }) => normalSide),
          column(({ currency }) => currency ?? null),
          column(({ dimensions }) => `{${dimensions.join(',')}}`),
          column(({ code }) => guardOf(code)),
        ],
      ),
    );
  }
}

function guardOf(code: string): string | null {
  return GUARDS.find(({ accounts }) => accounts.includes(code))?.name ?? null;
}
