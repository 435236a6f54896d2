import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccountQueries } from './account.queries';
import { ExportLedger } from './bundle/export-ledger';
import { LedgerQueries } from './ledger.queries';
import { LogQueries } from './log.queries';
import { LogKeyFiles } from './log/log-key-files';
import { AddAccounts } from './operations/add-accounts';
import { CloseAccount } from './operations/close-account';
import { ClosePeriod } from './operations/close-period';
import { HoldAllotment } from './operations/hold-allotment';
import { MoveAllotment } from './operations/move-allotment';
import { OpenGuard } from './operations/open-guard';
import { OpenLog } from './operations/open-log';
import { PostJournals } from './operations/post-journals';
import { PostStandAlone } from './operations/post-stand-alone';
import { RotateLogKey } from './operations/rotate-log-key';
import { SealJournals } from './operations/seal-journals';
import { LedgerAccountClosingEntity } from './persistence/ledger-account-closing.entity';
import { LedgerAccountEntity } from './persistence/ledger-account.entity';
import { LedgerGuardEntity } from './persistence/ledger-guard.entity';
import { LedgerJournalEntity } from './persistence/ledger-journal.entity';
import { LedgerPeriodClosingEntity } from './persistence/ledger-period-closing.entity';
import { LedgerTransferEntity } from './persistence/ledger-transfer.entity';
import { LedgerUnsealedEntity } from './persistence/ledger-unsealed.entity';
import {
  LedgerBalanceCheckpointEntity,
  LedgerCheckpointEntity,
  LedgerDailyTurnoverEntity,
  LedgerLeafEntity,
  LedgerLogEntity,
  LedgerLogKeyEntity,
  LedgerLogNodeEntity,
  LedgerPublicationEntity,
} from './persistence/transparency-log.entities';

export const LEDGER_ENTITIES = [
  LedgerAccountEntity,
  LedgerAccountClosingEntity,
  LedgerPeriodClosingEntity,
  LedgerGuardEntity,
  LedgerJournalEntity,
  LedgerTransferEntity,
  LedgerUnsealedEntity,
  LedgerLogEntity,
  LedgerLogKeyEntity,
  LedgerLeafEntity,
  LedgerLogNodeEntity,
  LedgerCheckpointEntity,
  LedgerBalanceCheckpointEntity,
  LedgerDailyTurnoverEntity,
  LedgerPublicationEntity,
];

const OPERATIONS = [
  PostJournals,
  PostStandAlone,
  SealJournals,
  AddAccounts,
  ClosePeriod,
  CloseAccount,
  OpenGuard,
  HoldAllotment,
  MoveAllotment,
  OpenLog,
  RotateLogKey,
  LogKeyFiles,
  ExportLedger,
  LedgerQueries,
  AccountQueries,
  LogQueries,
];

@Module({
  imports: [TypeOrmModule.forFeature(LEDGER_ENTITIES)],
  providers: OPERATIONS,
  exports: OPERATIONS,
})
export class LedgerModule {}
