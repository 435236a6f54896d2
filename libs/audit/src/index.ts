export { AuditTrail } from './audit-trail';
export { applyChangeJob } from './audit.jobs';
export { AUDIT_ENTITIES, AuditModule } from './audit.module';
export { ChangeEffects } from './change-effects';
export type { ChangeEffect, ChangeInForce } from './change-effects';
export { ChangeQueries, changeStatus } from './change.queries';
export type { ProposedChange } from './change.queries';
export { CHANGE_KINDS } from './domain/controlled-change';
export type {
  ChangeContent,
  ChangeKind,
  FundChange,
  NewUser,
  WrittenMoney,
} from './domain/controlled-change';
export { LIMITS, isPerCurrency } from './domain/limits';
export type { LimitName, LimitValues } from './domain/limits';
export { Limits } from './limits';
export type { LimitInForce } from './limits';
export { AcceptInvitation } from './operations/accept-invitation';
export { ApplyChange } from './operations/apply-change';
export { AppointUser } from './operations/appoint-user';
export { ApproveChange } from './operations/approve-change';
export { IssueInvitation } from './operations/issue-invitation';
export type { Invitation } from './operations/issue-invitation';
export { ProposeChange } from './operations/propose-change';
export type { NewChange } from './operations/propose-change';
export { ReplacePassword } from './operations/replace-password';
export { AuditRecordEntity } from './persistence/audit-record.entity';
