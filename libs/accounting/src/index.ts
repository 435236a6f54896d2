export { earnContributionJob, tellFundEventJob, tendFundJob } from './accounting.jobs';
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
  FUND_GUARD,
  GUARDS,
  RAIL_GUARD,
  ZERO_WHEN_CLOSED,
} from './domain/chart-of-accounts';
export type { ChartAccount, Dimension, Guard } from './domain/chart-of-accounts';
export { FUND_ALARMS } from './domain/fund-alarms';
export type { FundAlarm, FundEventKind } from './domain/fund-alarms';
export type { FundFigures } from './domain/fund-figures';
export { journalOf } from './domain/posting-rules';
export { reversalOf } from './domain/reversal';
export type { Correction, ReversibleJournal } from './domain/reversal';
export { FundEventQueries } from './fund-event.queries';
export { FundReportQueries } from './fund-report.queries';
export type { Coverage, FundLimits, FundReport, FundWatched, Runway } from './fund-report.queries';
export { FundRuleQueries } from './fund-rule.queries';
export type { RuleInForce } from './fund-rule.queries';
export { CloseBooks } from './operations/close-books';
export type { BooksClosing } from './operations/close-books';
export { EarnContribution } from './operations/earn-contribution';
export { FillRail } from './operations/fill-rail';
export type { RailToFill } from './operations/fill-rail';
export { FundGuarantee, requireContributed } from './operations/fund-guarantee';
export type { Contribution } from './operations/fund-guarantee';
export { PostEvents } from './operations/post-events';
export { ReverseBookings } from './operations/reverse-bookings';
export type { WrongBookings } from './operations/reverse-bookings';
export { ReverseContribution } from './operations/reverse-contribution';
export type { ContributionReversal } from './operations/reverse-contribution';
export { TopUpRail } from './operations/top-up-rail';
export type { TopUp } from './operations/top-up-rail';
export { WatchFund } from './operations/watch-fund';
export { FUND_ENTITIES } from './persistence/fund-entities';
export { FundEventEntity } from './persistence/fund-event.entity';
export { FundNoticeEntity } from './persistence/fund-notice.entity';
