import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccountingModule } from '@app/accounting';
import { AuditModule } from '@app/audit';
import { LedgerModule } from '@app/ledger';

import { PayoutsModule } from '../payouts.module';
import { AskAboutLine } from './operations/ask-about-line';
import { AssignBreak } from './operations/assign-break';
import { BookFees } from './operations/book-fees';
import { BringAllotment } from './operations/bring-allotment';
import { EndBreak } from './operations/end-break';
import { JudgeWithdrawal } from './operations/judge-withdrawal';
import { MatchByHand } from './operations/match-by-hand';
import { ProposeWithdrawal } from './operations/propose-withdrawal';
import { ReconcileBook } from './operations/reconcile-book';
import { ReverseEnding } from './operations/reverse-ending';
import { TakeStatement } from './operations/take-statement';
import { UndoBreakEnd } from './operations/undo-break-end';
import { UndoMatch } from './operations/undo-match';
import { WithdrawStatement } from './operations/withdraw-statement';
import { RECONCILIATION_ENTITIES } from './persistence/reconciliation-entities';
import { ReconciliationQueries } from './reconciliation.queries';
import { StatementFiles } from './statement-files';
import { WithdrawalQueries } from './withdrawal.queries';

/** Statements of rails and banks, and how they agree with the books. */
@Module({
  imports: [
    TypeOrmModule.forFeature(RECONCILIATION_ENTITIES),
    AccountingModule,
    AuditModule,
    LedgerModule,
    PayoutsModule,
  ],
  providers: [
    AskAboutLine,
    AssignBreak,
    BookFees,
    BringAllotment,
    EndBreak,
    JudgeWithdrawal,
    MatchByHand,
    ProposeWithdrawal,
    ReconcileBook,
    ReconciliationQueries,
    ReverseEnding,
    StatementFiles,
    TakeStatement,
    UndoBreakEnd,
    UndoMatch,
    WithdrawStatement,
    WithdrawalQueries,
  ],
  exports: [
    AssignBreak,
    EndBreak,
    JudgeWithdrawal,
    ProposeWithdrawal,
    ReconcileBook,
    ReconciliationQueries,
    StatementFiles,
    TakeStatement,
    UndoBreakEnd,
    UndoMatch,
    WithdrawalQueries,
  ],
})
export class ReconciliationModule {}
