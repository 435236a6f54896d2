import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { PlatformModule, jsonLogger } from '@app/platform';
import type { Config, DatabaseLogin } from '@app/platform';

import { openInstallation } from './open-installation';

export interface ModuleWish {
  readonly module: Type;
  /** With whose rights; those of the application when nothing is said. */
  readonly role?: DatabaseLogin['role'];
}

/** Gives a command the operations of a lib, beside a service that may be running. */
export async function withModule<Result>(
  config: Config,
  { module, role = 'ganpei_app' }: ModuleWish,
  work: (context: INestApplicationContext) => Promise<Result>,
): Promise<Result> {
  const database = await openInstallation(config);
  const login = role === 'ganpei_owner' ? { url: database.ownerUrl, role } : database.login;
  try {
    const root = { module, imports: [PlatformModule.forRoot(config, login)] };
    const context = await NestFactory.createApplicationContext(root, {
      logger: jsonLogger(['error', 'fatal']),
      abortOnError: false,
    });
    try {
      return await work(context);
    } finally {
      await context.close();
    }
  } finally {
    // A server that ran already belongs to the service that runs on it.
    if (database.startedHere) await database.close();
  }
}
