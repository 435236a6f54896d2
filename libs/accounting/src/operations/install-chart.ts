import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';

import { AddAccounts } from '@app/ledger';
import { UnitOfWork } from '@app/platform';

import { CHART_OF_ACCOUNTS, GUARDS } from '../domain/chart-of-accounts';

/**
 * Sees to it at every start that the ledger has the accounts of the chart, as the chart has them:
 * who books by another chart than the one that stands does not start (`ledger.account_differs`).
 */
@Injectable()
export class InstallChart implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly addAccounts: AddAccounts,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.run();
  }

  async run(): Promise<void> {
    const accounts = CHART_OF_ACCOUNTS.map((account) => ({
      ...account,
      guard: guardOf(account.code),
    }));
    await this.unitOfWork.transaction((tx) => this.addAccounts.run(tx, accounts));
  }
}

function guardOf(code: string): string | null {
  return GUARDS.find(({ accounts }) => accounts.includes(code))?.name ?? null;
}
