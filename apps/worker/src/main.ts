import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { PlatformModule, jsonLogger, loadConfig } from '@app/platform';

import { WorkerModule } from './worker.module';

/** The worker as a process of its own, for a given PostgreSQL server (`DATABASE_URL`). */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  if (config.databaseUrl === null) {
    throw new Error(
      'DATABASE_URL is missing: set it, or use "npx ganpei up", which brings its own server.',
    );
  }
  const login = { url: config.databaseUrl, role: 'ganpei_app' } as const;
  const root = {
    module: WorkerProcess,
    imports: [PlatformModule.forRoot(config, login), WorkerModule.forRoot(config, login)],
  };
  const app = await NestFactory.createApplicationContext(root, { logger: jsonLogger() });
  app.enableShutdownHooks();
}

@Module({})
class WorkerProcess {}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
