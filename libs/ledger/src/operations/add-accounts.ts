import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { DomainError } from '@app/kernel';
import type { Tx } from '@app/platform';

import { LedgerAccountEntity } from '../persistence/ledger-account.entity';

/** An account as the chart of a program has it; it takes every currency. */
export type AccountDraft = Readonly<
  Omit<LedgerAccountEntity, 'currency' | 'dimensions'> & { dimensions: readonly string[] }
>;

const FIELDS = ['nameEn', 'nameZh', 'type', 'normalSide', 'dimensions', 'guard'] as const;

/** Adds accounts to the chart: added, never changed. */
@Injectable()
export class AddAccounts {
  /**
   * Adds those that are missing. Refuses an account that stands already and says otherwise
   * (`ledger.account_differs`): what is booked on it was booked by what it said then. Safe to run
   * in several processes at once.
   */
  async run(tx: Tx, accounts: readonly AccountDraft[]): Promise<void> {
    const drafts = accounts.map((account) => ({
      ...account,
      currency: null,
      dimensions: [...account.dimensions],
    }));
    await tx
      .createQueryBuilder()
      .insert()
      .into(LedgerAccountEntity)
      .values(drafts)
      .orIgnore()
      // Else what comes back for the added ones is written into the first of all.
      .updateEntity(false)
      .execute();
    const standing = await tx.findBy(LedgerAccountEntity, {
      code: In(drafts.map(({ code }) => code)),
    });
    for (const draft of drafts) {
      const found = standing.find(({ code }) => code === draft.code);
      const fields = [...FIELDS, 'currency' as const].filter(
        (field) => JSON.stringify(found?.[field]) !== JSON.stringify(draft[field]),
      );
      if (fields.length > 0) throw accountDiffers(draft.code, fields);
    }
  }
}

function accountDiffers(account: string, fields: readonly string[]): DomainError {
  const list = fields.join(', ');
  return new DomainError(
    'conflict',
    'ledger.account_differs',
    {
      en: `Account ${account} stands in the ledger with another ${list} than in the program. An account is never changed: run the version that made it, or give the new meaning a new code.`,
      'zh-CN': `科目 ${account} 在账本中的 ${list} 与程序不一致。科目一经建立不得变更：请使用建立该科目的版本，或为新的含义使用新的科目代码。`,
    },
    { account, fields },
  );
}
