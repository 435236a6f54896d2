import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { LedgerQueries } from './ledger.queries';
import { PostJournals } from './operations/post-journals';
import { LedgerAccountEntity } from './persistence/ledger-account.entity';
import { LedgerJournalEntity } from './persistence/ledger-journal.entity';
import { LedgerTransferEntity } from './persistence/ledger-transfer.entity';
import { LedgerUnsealedEntity } from './persistence/ledger-unsealed.entity';

export const LEDGER_ENTITIES = [
  LedgerAccountEntity,
  LedgerJournalEntity,
  LedgerTransferEntity,
  LedgerUnsealedEntity,
];

@Module({
  imports: [TypeOrmModule.forFeature(LEDGER_ENTITIES)],
  providers: [PostJournals, LedgerQueries],
  exports: [PostJournals, LedgerQueries],
})
export class LedgerModule {}
