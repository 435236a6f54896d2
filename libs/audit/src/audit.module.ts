import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AuditTrail } from './audit-trail';
import { ChangeCheck } from './change-check';
import { ChangeEffects } from './change-effects';
import { ChangeQueries } from './change.queries';
import { Limits } from './limits';
import { AcceptInvitation } from './operations/accept-invitation';
import { ApplyChange } from './operations/apply-change';
import { AppointUser } from './operations/appoint-user';
import { ApproveChange } from './operations/approve-change';
import { IssueInvitation } from './operations/issue-invitation';
import { ProposeChange } from './operations/propose-change';
import { ReplacePassword } from './operations/replace-password';
import { AppliedChangeEntity } from './persistence/applied-change.entity';
import { AuditRecordEntity } from './persistence/audit-record.entity';
import { ControlledChangeApprovalEntity } from './persistence/controlled-change-approval.entity';
import { ControlledChangeEntity } from './persistence/controlled-change.entity';
import { LimitValueEntity } from './persistence/limit-value.entity';
import { UserInvitationEntity } from './persistence/user-invitation.entity';

export const AUDIT_ENTITIES = [
  AuditRecordEntity,
  ControlledChangeEntity,
  ControlledChangeApprovalEntity,
  AppliedChangeEntity,
  LimitValueEntity,
  UserInvitationEntity,
];

const PROVIDERS = [
  AuditTrail,
  ChangeQueries,
  ChangeCheck,
  ChangeEffects,
  Limits,
  ProposeChange,
  ApproveChange,
  ApplyChange,
  IssueInvitation,
  AcceptInvitation,
  AppointUser,
  ReplacePassword,
];

@Module({
  imports: [TypeOrmModule.forFeature(AUDIT_ENTITIES)],
  providers: PROVIDERS,
  exports: PROVIDERS,
})
export class AuditModule {}
