export { checkBooks } from './check-books';
export type { BookCheck } from './check-books';
export { INVARIANTS } from './invariants';
export type { Invariant, Violation } from './invariants';
export { payoutsAwaitingFunds } from './payouts-awaiting-funds';
export type { PayoutsAwaitingFunds } from './payouts-awaiting-funds';
export { ReportsModule } from './reports.module';
export { ReportQueries } from './reports.queries';
export type { CurrencyTrialBalance, TrialBalanceLine } from './reports.queries';
