import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

import { Clock, SystemClock } from '@app/kernel';

import { AccessTokens } from './auth/access-tokens';
import { AccountStanding } from './auth/account-standing';
import { Accounts } from './auth/accounts';
import { DEMO_MODE, INSTALLATION_SECRET, METRICS_TOKEN, SIGNING_KEY } from './auth/auth.tokens';
import { loadInstallationSecret } from './auth/installation-secret';
import { SignInThrottle } from './auth/sign-in-throttle';
import { loadSigningKey } from './auth/signing-key';
import { UserEntity } from './auth/user.entity';
import { UserQueries } from './auth/user.queries';
import type { Config } from './config/config';
import { CONFIG } from './config/config.token';
import { dataSourceOptions } from './database/data-source-options';
import type { DatabaseLogin } from './database/data-source-options';
import { UnitOfWork } from './database/unit-of-work';
import { FileStore } from './files/file-store';
import { openFileStore } from './files/open-file-store';
import { ForgetAnswers } from './http/forget-answers';
import { IdempotencyKeyEntity } from './http/idempotency-key.entity';
import { IdempotentWrites } from './http/idempotent-writes';
import { JobCanaryEntity } from './jobs/canary/job-canary.entity';
import { JobCanaryQueries } from './jobs/canary/job-canary.queries';
import { REDIS_QUEUES } from './jobs/jobs.tokens';
import { openRedisQueues } from './jobs/redis/open-redis-queues';
import { SweepFailureEntity } from './jobs/sweep-failure.entity';
import { SweepFailures } from './jobs/sweep-failures';
import { OperationProgress } from './long-operations/operation-progress';
import { OperationRejectionEntity } from './long-operations/operation-rejection.entity';
import { OperationEntity } from './long-operations/operation.entity';
import { ForgetRefusals } from './refusals/forget-refusals';
import { RefusalLog } from './refusals/refusal-log';
import { RefusedRequestEntity } from './refusals/refused-request.entity';
import { RefusedRequestQueries } from './refusals/refused-requests.queries';

/** The rows of this lib, for the schema-drift test. */
export const PLATFORM_ENTITIES = [
  UserEntity,
  IdempotencyKeyEntity,
  OperationEntity,
  OperationRejectionEntity,
  RefusedRequestEntity,
  JobCanaryEntity,
  SweepFailureEntity,
];

/** What every lib stands on: the database, the clock, accounts, files, idempotent writes. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(
    config: Config,
    login: DatabaseLogin,
    clock: Clock = new SystemClock(),
  ): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: Clock, useValue: clock },
      { provide: DEMO_MODE, useValue: config.demo },
      { provide: METRICS_TOKEN, useValue: config.metricsToken },
      { provide: SIGNING_KEY, useFactory: () => loadSigningKey(config.stateDir) },
      {
        provide: INSTALLATION_SECRET,
        useFactory: () => loadInstallationSecret(config.stateDir),
      },
      { provide: FileStore, useFactory: () => openFileStore(config, clock.now()) },
      {
        provide: REDIS_QUEUES,
        inject: [DataSource],
        useFactory: (dataSource: DataSource) => openRedisQueues(config.queue, dataSource),
      },
      UnitOfWork,
      AccessTokens,
      Accounts,
      AccountStanding,
      SignInThrottle,
      UserQueries,
      IdempotentWrites,
      ForgetAnswers,
      OperationProgress,
      RefusalLog,
      RefusedRequestQueries,
      ForgetRefusals,
      JobCanaryQueries,
      SweepFailures,
    ];
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(login),
          autoLoadEntities: true,
          retryAttempts: 1,
          retryDelay: 0,
        }),
        TypeOrmModule.forFeature(PLATFORM_ENTITIES),
      ],
      providers,
      exports: providers.map((provider) => ('provide' in provider ? provider.provide : provider)),
    };
  }
}
