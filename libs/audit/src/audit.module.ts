import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AuditTrail } from './audit-trail';
import { AuditRecordEntity } from './persistence/audit-record.entity';

export const AUDIT_ENTITIES = [AuditRecordEntity];

@Module({
  imports: [TypeOrmModule.forFeature(AUDIT_ENTITIES)],
  providers: [AuditTrail],
  exports: [AuditTrail],
})
export class AuditModule {}
