export { AccountingModule } from './accounting.module';
export type { AccountingEvent, EventContext } from './domain/accounting-event';
export { CHART_OF_ACCOUNTS, ZERO_WHEN_CLOSED } from './domain/chart-of-accounts';
export type { ChartAccount } from './domain/chart-of-accounts';
export { journalOf } from './domain/posting-rules';
export { FundGuarantee } from './operations/fund-guarantee';
export type { Contribution } from './operations/fund-guarantee';
export { PostEvents } from './operations/post-events';
