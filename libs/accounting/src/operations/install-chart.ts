import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';

import { UnitOfWork } from '@app/platform';

import { CHART_OF_ACCOUNTS } from '../domain/chart-of-accounts';

/** Sees to it at every start that the accounts of the chart exist: added, never changed. */
@Injectable()
export class InstallChart implements OnModuleInit {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async onModuleInit(): Promise<void> {
    await this.run();
  }

  async run(): Promise<void> {
    const column = (read: (account: (typeof CHART_OF_ACCOUNTS)[number]) => string): string[] =>
      CHART_OF_ACCOUNTS.map(read);
    await this.unitOfWork.transaction((tx) =>
      tx.query(
        `INSERT INTO ledger_accounts (code, name_en, name_zh, type, normal_side)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
         ON CONFLICT (code) DO NOTHING`,
        [
          column(({ code }) => code),
          column(({ nameEn }) => nameEn),
          column(({ nameZh }) => nameZh),
          column(({ type }) => type),
          column(({ normalSide }) => normalSide),
        ],
      ),
    );
  }
}
