import { BreakUndoWordEntity } from './break-undo-word.entity';
import { BreakWordEntity } from './break-word.entity';
import { MatchWordEntity } from './match-word.entity';
import { ReconciledBookEntity } from './reconciled-book.entity';
import { ReconciliationBreakEntity } from './reconciliation-break.entity';
import { StatementLineEntity } from './statement-line.entity';
import { StatementMatchEntity } from './statement-match.entity';
import { StatementWithdrawalWordEntity } from './statement-withdrawal-word.entity';
import { StatementEntity } from './statement.entity';
import { UndoneBreakEntity } from './undone-break.entity';
import { WithdrawnStatementEntity } from './withdrawn-statement.entity';

/** Statements, and how they agree with the books. */
export const RECONCILIATION_ENTITIES = [
  StatementEntity,
  StatementLineEntity,
  StatementMatchEntity,
  MatchWordEntity,
  ReconciliationBreakEntity,
  BreakWordEntity,
  BreakUndoWordEntity,
  UndoneBreakEntity,
  StatementWithdrawalWordEntity,
  WithdrawnStatementEntity,
  ReconciledBookEntity,
];
