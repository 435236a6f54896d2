import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccountingModule } from '@app/accounting';
import { AuditModule } from '@app/audit';
import { ClaimsModule } from '@app/claims';
import { PayoutsModule } from '@app/payouts';
import { ProgramsModule } from '@app/programs';

import { CounterpartyQueries } from './counterparties.queries';
import { MatchCheck } from './match-check';
import { ObjectionQueries } from './objections.queries';
import { AgeRecovery } from './operations/age-recovery';
import { AgreeRecovery } from './operations/agree-recovery';
import { AnswerObjection } from './operations/answer-objection';
import { BookMatch } from './operations/book-match';
import { BookProposal } from './operations/book-proposal';
import { ChangeCounterparty } from './operations/change-counterparty';
import { ChangeRecovery } from './operations/change-recovery';
import { CountReceived } from './operations/count-received';
import { JudgeMatch } from './operations/judge-match';
import { JudgeReceipt } from './operations/judge-receipt';
import { JudgeRecovery } from './operations/judge-recovery';
import { KeepMatchVerdict } from './operations/keep-match-verdict';
import { KeepProposal } from './operations/keep-proposal';
import { MatchReceipt } from './operations/match-receipt';
import { MoveContributionClock } from './operations/move-contribution-clock';
import { ObjectToClawback } from './operations/object-to-clawback';
import { OpenRecoveries } from './operations/open-recoveries';
import { OpenRecovery } from './operations/open-recovery';
import { PassOnRecovery } from './operations/pass-on-recovery';
import { ProposeReceipt } from './operations/propose-receipt';
import { ProposeWriteOff } from './operations/propose-write-off';
import { RaiseClawback } from './operations/raise-clawback';
import { ReceiveRecovery } from './operations/receive-recovery';
import { RecordCounterparty } from './operations/record-counterparty';
import { RecoverCredit } from './operations/recover-credit';
import { RecordContribution } from './operations/record-contribution';
import { RecordReceipt } from './operations/record-receipt';
import { RefuseRecovery } from './operations/refuse-recovery';
import { RequestRecovery } from './operations/request-recovery';
import { ShowObjection } from './operations/show-objection';
import { TakeBackReceipt } from './operations/take-back-receipt';
import { TakeBankReference } from './operations/take-bank-reference';
import { BankReferenceEntity } from './persistence/bank-reference.entity';
import { ClawbackObjectionAnswerEntity } from './persistence/clawback-objection-answer.entity';
import { ClawbackObjectionEntity } from './persistence/clawback-objection.entity';
import { CounterpartyPaymentEntity } from './persistence/counterparty-payment.entity';
import { CounterpartyEntity } from './persistence/counterparty.entity';
import { ReceiptMatchProposalEntity } from './persistence/receipt-match-proposal.entity';
import { ReceiptMatchVerdictEntity } from './persistence/receipt-match-verdict.entity';
import { ReceiptMatchEntity } from './persistence/receipt-match.entity';
import { ReceiptProposalEntity } from './persistence/receipt-proposal.entity';
import { ReceiptVerdictEntity } from './persistence/receipt-verdict.entity';
import { ReceiptEntity } from './persistence/receipt.entity';
import { RecoveryProposalEntity } from './persistence/recovery-proposal.entity';
import { RecoveryStepEntity } from './persistence/recovery-step.entity';
import { RecoveryVerdictEntity } from './persistence/recovery-verdict.entity';
import { RecoveryEntity } from './persistence/recovery.entity';
import { UnsplitClaimEntity } from './persistence/unsplit-claim.entity';
import { ReceiptProposalQueries } from './receipt-proposals.queries';
import { ReceiptQueries } from './receipts.queries';
import { RecoveryQueries } from './recoveries.queries';
import { StakesQueries } from './stakes.queries';

export const RECOVERY_ENTITIES = [
  CounterpartyEntity,
  RecoveryEntity,
  RecoveryStepEntity,
  RecoveryProposalEntity,
  RecoveryVerdictEntity,
  ClawbackObjectionEntity,
  ClawbackObjectionAnswerEntity,
  BankReferenceEntity,
  ReceiptProposalEntity,
  ReceiptVerdictEntity,
  ReceiptEntity,
  ReceiptMatchEntity,
  ReceiptMatchProposalEntity,
  ReceiptMatchVerdictEntity,
  CounterpartyPaymentEntity,
  UnsplitClaimEntity,
];

/** What others may use; the rest of the providers works behind it. */
const PUBLIC = [
  RecoveryQueries,
  ReceiptQueries,
  ReceiptProposalQueries,
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
  ObjectionQueries,
  ObjectToClawback,
  AnswerObjection,
  ShowObjection,
  AgeRecovery,
  RecoverCredit,
  RecordReceipt,
  ProposeReceipt,
  JudgeReceipt,
  TakeBackReceipt,
  MatchReceipt,
  JudgeMatch,
  PassOnRecovery,
  RecordContribution,
  RecordCounterparty,
  ChangeCounterparty,
];

@Module({
  imports: [
    TypeOrmModule.forFeature(RECOVERY_ENTITIES),
    ClaimsModule,
    PayoutsModule,
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
    TakeBankReference,
    BookProposal,
    BookMatch,
    KeepMatchVerdict,
  ],
  exports: PUBLIC,
})
export class RecoveriesModule {}
