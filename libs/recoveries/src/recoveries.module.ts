import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccountingModule } from '@app/accounting';
import { AuditModule } from '@app/audit';
import { ClaimsModule } from '@app/claims';
import { ProgramsModule } from '@app/programs';

import { CounterpartyQueries } from './counterparties.queries';
import { MatchCheck } from './match-check';
import { AgeRecovery } from './operations/age-recovery';
import { AgreeRecovery } from './operations/agree-recovery';
import { ChangeCounterparty } from './operations/change-counterparty';
import { ChangeRecovery } from './operations/change-recovery';
import { CountReceived } from './operations/count-received';
import { JudgeRecovery } from './operations/judge-recovery';
import { KeepProposal } from './operations/keep-proposal';
import { MatchReceipt } from './operations/match-receipt';
import { MoveContributionClock } from './operations/move-contribution-clock';
import { OpenRecoveries } from './operations/open-recoveries';
import { OpenRecovery } from './operations/open-recovery';
import { PassOnRecovery } from './operations/pass-on-recovery';
import { ProposeWriteOff } from './operations/propose-write-off';
import { RaiseClawback } from './operations/raise-clawback';
import { ReceiveRecovery } from './operations/receive-recovery';
import { RecordCounterparty } from './operations/record-counterparty';
import { RecordReceipt } from './operations/record-receipt';
import { RefuseRecovery } from './operations/refuse-recovery';
import { RequestRecovery } from './operations/request-recovery';
import { CounterpartyPaymentEntity } from './persistence/counterparty-payment.entity';
import { CounterpartyEntity } from './persistence/counterparty.entity';
import { ReceiptMatchEntity } from './persistence/receipt-match.entity';
import { ReceiptEntity } from './persistence/receipt.entity';
import { RecoveryProposalEntity } from './persistence/recovery-proposal.entity';
import { RecoveryStepEntity } from './persistence/recovery-step.entity';
import { RecoveryVerdictEntity } from './persistence/recovery-verdict.entity';
import { RecoveryEntity } from './persistence/recovery.entity';
import { UnsplitClaimEntity } from './persistence/unsplit-claim.entity';
import { ReceiptQueries } from './receipts.queries';
import { RecoveryQueries } from './recoveries.queries';
import { StakesQueries } from './stakes.queries';

export const RECOVERY_ENTITIES = [
  CounterpartyEntity,
  RecoveryEntity,
  RecoveryStepEntity,
  RecoveryProposalEntity,
  RecoveryVerdictEntity,
  ReceiptEntity,
  ReceiptMatchEntity,
  CounterpartyPaymentEntity,
  UnsplitClaimEntity,
];

/** What others may use; the rest of the providers works behind it. */
const PUBLIC = [
  RecoveryQueries,
  ReceiptQueries,
  CounterpartyQueries,
  OpenRecoveries,
  OpenRecovery,
  RequestRecovery,
  AgreeRecovery,
  ReceiveRecovery,
  RefuseRecovery,
  ProposeWriteOff,
  RaiseClawback,
  JudgeRecovery,
  AgeRecovery,
  RecordReceipt,
  MatchReceipt,
  PassOnRecovery,
  RecordCounterparty,
  ChangeCounterparty,
];

@Module({
  imports: [
    TypeOrmModule.forFeature(RECOVERY_ENTITIES),
    ClaimsModule,
    AccountingModule,
    ProgramsModule,
    AuditModule,
  ],
  providers: [
    ...PUBLIC,
    StakesQueries,
    MatchCheck,
    ChangeRecovery,
    KeepProposal,
    MoveContributionClock,
    CountReceived,
  ],
  exports: PUBLIC,
})
export class RecoveriesModule {}
