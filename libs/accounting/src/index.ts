export { AccountingModule } from './accounting.module';
export { GUARANTEE_FUND } from './domain/accounting-event';
export type {
  AccountingEvent,
  CashSource,
  EventCode,
  EventContext,
  RecoveredPart,
} from './domain/accounting-event';
export {
  CHART_OF_ACCOUNTS,
  DIMENSIONS,
  GUARDS,
  RAIL_GUARD,
  ZERO_WHEN_CLOSED,
} from './domain/chart-of-accounts';
export type { ChartAccount, Dimension, Guard } from './domain/chart-of-accounts';
export type { FundFigures } from './domain/fund-figures';
export { journalOf } from './domain/posting-rules';
export { reversalOf } from './domain/reversal';
export type { Correction, ReversibleJournal } from './domain/reversal';
export { FundReportQueries } from './fund-report.queries';
export type { Coverage, FundReport, Runway } from './fund-report.queries';
export { CloseBooks } from './operations/close-books';
export type { BooksClosing } from './operations/close-books';
export { FundGuarantee } from './operations/fund-guarantee';
export type { Contribution } from './operations/fund-guarantee';
export { PostEvents } from './operations/post-events';
export { ReverseContribution } from './operations/reverse-contribution';
export type { ContributionReversal } from './operations/reverse-contribution';
export { TopUpRail } from './operations/top-up-rail';
export type { TopUp } from './operations/top-up-rail';
