export { AccessGuard } from './auth/access.guard';
export { AccessTokens, TOKEN_LIFETIME_S } from './auth/access-tokens';
export { AccountStanding } from './auth/account-standing';
export { Accounts, usernameOf } from './auth/accounts';
export { DEMO_MODE } from './auth/auth.tokens';
export type { NewAccount } from './auth/accounts';
export { SYSTEM } from './auth/actor';
export type { Actor } from './auth/actor';
export { ALLOW, Allow, PUBLIC, Public } from './auth/allow.decorator';
export { INSTALLATION_SECRET } from './auth/auth.tokens';
export { PERMISSIONS, ROLES, isAllowed } from './auth/roles';
export type { Permission, Role } from './auth/roles';
export { UserEntity } from './auth/user.entity';
export { UserQueries } from './auth/user.queries';
export { ConfigError, loadConfig } from './config/config';
export type {
  Config,
  Environment,
  LedgerConfig,
  ProgramsConfig,
  SimulatedRailConfig,
  WebhookConfig,
} from './config/config';
export { CONFIG } from './config/config.token';
export type { FilesConfig, ScannerAddress } from './config/files-config';
export { asBigint } from './database/columns';
export { dataSourceOptions, sessionOptions } from './database/data-source-options';
export type { DatabaseLogin, EntityClass, MigrationClass } from './database/data-source-options';
export { prepareDatabase } from './database/prepare-database';
export { connectionOf } from './database/tx';
export type { Reads, Tx } from './database/tx';
export { UnitOfWork } from './database/unit-of-work';
export { withReads } from './database/with-reads';
export {
  EmbeddedPostgresError,
  isAlive,
  processStart,
  startEmbeddedPostgres,
} from './embedded-postgres';
export type { EmbeddedPostgres } from './embedded-postgres';
export { flushFolder, replaceFile } from './files/durable-files';
export { FileStore } from './files/file-store';
export type { DraftFile, StoredFile } from './files/file-store';
export { plainName, receiveUpload } from './files/multipart';
export type { Upload } from './files/multipart';
export { readOrMakePrivateKey, readPrivateKey } from './files/private-key-file';
export { inBothLanguages } from './http/bilingual-message';
export { answerConnectionErrors } from './http/connection-errors';
export { IdempotencyKeyEntity } from './http/idempotency-key.entity';
export { IdempotentWrites, idempotentRequest } from './http/idempotent-writes';
export type { Answer, IdempotentRequest } from './http/idempotent-writes';
export { JSON_BODY_BYTES_MAX, isByteStream, parseStrictly, readJsonBody } from './http/json-body';
export { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX, pageOf } from './http/page';
export type { Page, PageRequest } from './http/page';
export { PROBLEM_KINDS } from './http/problem-document';
export type { FieldProblem, ProblemDocument } from './http/problem-document';
export { ProblemFilter } from './http/problem.filter';
export { currentRequestId, withRequestId } from './http/request-context';
export type { RequestWithContext } from './http/request-context';
export { problemsIn, validationPipe } from './http/validation';
export { defineJob } from './jobs/define-job';
export type { JobData, JobDefinition } from './jobs/define-job';
export { enqueue } from './jobs/enqueue';
export type { EnqueueOptions } from './jobs/enqueue';
export { JobProcessor, ProcessesJob } from './jobs/job-processor';
export { JobsModule } from './jobs/jobs.module';
export { Sweep } from './jobs/sweep';
export { processorProblems } from './jobs/worker-check';
export { OperationProgress } from './long-operations/operation-progress';
export { OperationRejectionEntity } from './long-operations/operation-rejection.entity';
export { OperationEntity } from './long-operations/operation.entity';
export type { OperationStatus } from './long-operations/operation.entity';
export { logAccess } from './observability/access-log';
export { jsonLogger } from './observability/json-logger';
export { Metrics } from './observability/metrics';
export { PLATFORM_ENTITIES, PlatformModule } from './platform.module';
