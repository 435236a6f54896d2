import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { DomainError } from '@app/kernel';
import { LedgerModule } from '@app/ledger';
import { PlatformModule, jsonLogger } from '@app/platform';
import type { Config } from '@app/platform';

import { openDatabase } from './open-database';

/** Gives a command the ledger's own operations, beside a service that may be running. */
export async function withLedger<Result>(
  config: Config,
  work: (ledger: INestApplicationContext) => Promise<Result>,
): Promise<Result> {
  requireInstallation(config);
  const database = await openDatabase(config, () => undefined);
  try {
    const root = {
      module: LedgerModule,
      imports: [PlatformModule.forRoot(config, database.login)],
    };
    const ledger = await NestFactory.createApplicationContext(root, {
      logger: jsonLogger(['error', 'fatal']),
      abortOnError: false,
    });
    try {
      return await work(ledger);
    } finally {
      await ledger.close();
    }
  } finally {
    // A server that ran already belongs to the service that runs on it.
    if (database.startedHere) await database.close();
  }
}

/** A folder that was typed wrong must not become a new installation with an empty ledger. */
function requireInstallation({ databaseUrl, stateDir }: Config): void {
  if (databaseUrl !== null || existsSync(join(stateDir, 'postgres', 'data'))) return;
  throw new DomainError('not_found', 'cli.no_installation', {
    en: `There is no installation in ${stateDir}: name its folder with --state-dir, or start it first.`,
    'zh-CN': `${stateDir} 中没有安装实例，请用 --state-dir 指定目录，或先启动服务。`,
  });
}
