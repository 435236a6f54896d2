export { AuditTrail } from './audit-trail';
export type { AuditedAct } from './audit-trail';
export { AUDIT_ENTITIES, AuditModule } from './audit.module';
export { AuditRecordEntity } from './persistence/audit-record.entity';
