import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccountingModule } from '@app/accounting';
import { AuditModule } from '@app/audit';
import { PaymentsModule } from '@app/payments';
import { ProgramsModule } from '@app/programs';

import { ClaimQueries } from './claims.queries';
import { AddEvidence } from './operations/add-evidence';
import { AssignOwner } from './operations/assign-owner';
import { BreakClocks } from './operations/break-clocks';
import { ChangeClaim } from './operations/change-claim';
import { CloseClaim } from './operations/close-claim';
import { FileClaim } from './operations/file-claim';
import { PauseClock } from './operations/pause-clock';
import { RecordCircumstance } from './operations/record-circumstance';
import { RecordMilestone } from './operations/record-milestone';
import { ReleaseClaim } from './operations/release-claim';
import { ResumeClock } from './operations/resume-clock';
import { WithdrawClaim } from './operations/withdraw-claim';
import { ClaimCircumstanceEntity } from './persistence/claim-circumstance.entity';
import { ClaimClockEventEntity } from './persistence/claim-clock-event.entity';
import { ClaimContactEntity } from './persistence/claim-contact.entity';
import { ClaimEventEntity } from './persistence/claim-event.entity';
import { ClaimEvidenceEntity } from './persistence/claim-evidence.entity';
import { ClaimLineEntity } from './persistence/claim-line.entity';
import { ClaimMilestoneEntity } from './persistence/claim-milestone.entity';
import { ClaimEntity } from './persistence/claim.entity';

export const CLAIM_ENTITIES = [
  ClaimEntity,
  ClaimContactEntity,
  ClaimLineEntity,
  ClaimEvidenceEntity,
  ClaimClockEventEntity,
  ClaimEventEntity,
  ClaimMilestoneEntity,
  ClaimCircumstanceEntity,
];

const OPERATIONS = [
  ClaimQueries,
  ChangeClaim,
  FileClaim,
  AddEvidence,
  ReleaseClaim,
  WithdrawClaim,
  CloseClaim,
  AssignOwner,
  BreakClocks,
  PauseClock,
  ResumeClock,
  RecordMilestone,
  RecordCircumstance,
];

@Module({
  imports: [
    TypeOrmModule.forFeature(CLAIM_ENTITIES),
    AccountingModule,
    AuditModule,
    PaymentsModule,
    ProgramsModule,
  ],
  providers: OPERATIONS,
  exports: [...OPERATIONS, PaymentsModule, ProgramsModule, AccountingModule],
})
export class ClaimsModule {}
