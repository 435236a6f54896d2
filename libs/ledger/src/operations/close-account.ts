import { Injectable } from '@nestjs/common';

import { DomainError } from '@app/kernel';
import type { Tx } from '@app/platform';

import { LedgerAccountClosingEntity } from '../persistence/ledger-account-closing.entity';
import { LedgerAccountEntity } from '../persistence/ledger-account.entity';

export interface AccountClosing {
  readonly code: string;
  readonly actor: string;
  readonly reason: string;
}

/** Closes an account for ever: it keeps its history and takes no more lines. */
@Injectable()
export class CloseAccount {
  /** Refuses an account that is not in the chart; closing it again changes nothing. */
  async run(tx: Tx, { code, actor, reason }: AccountClosing): Promise<void> {
    if (!(await tx.existsBy(LedgerAccountEntity, { code }))) {
      throw new DomainError('not_found', 'ledger.account_unknown', {
        en: `There is no account ${code} in the chart.`,
        'zh-CN': `科目表中没有科目 ${code}。`,
      });
    }
    await tx
      .createQueryBuilder()
      .insert()
      .into(LedgerAccountClosingEntity)
      .values({ code, closedBy: actor, reason })
      .orIgnore()
      .execute();
  }
}
