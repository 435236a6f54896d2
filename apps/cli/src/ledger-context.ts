import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { LedgerModule } from '@app/ledger';
import { PlatformModule, jsonLogger } from '@app/platform';
import type { Config } from '@app/platform';

import { openInstallation } from './open-installation';

/** Gives a command the ledger's own operations, beside a service that may be running. */
export async function withLedger<Result>(
  config: Config,
  work: (ledger: INestApplicationContext) => Promise<Result>,
): Promise<Result> {
  const database = await openInstallation(config);
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
