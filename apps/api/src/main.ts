import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import { PlatformModule, jsonLogger, loadConfig } from '@app/platform';

import { ApiModule } from './api.module';
import { configureApi } from './configure-api';

/** The API as a process of its own, for a given PostgreSQL server (`DATABASE_URL`). */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  if (config.databaseUrl === null) {
    throw new Error(
      'DATABASE_URL is missing: set it, or use "npx ganpei up", which brings its own server.',
    );
  }
  const login = { url: config.databaseUrl, role: 'ganpei_app' } as const;
  const root = { module: ApiProcess, imports: [PlatformModule.forRoot(config, login), ApiModule] };
  const app = await NestFactory.create<NestExpressApplication>(root, {
    bodyParser: false,
    logger: jsonLogger(),
  });
  configureApi(app);
  app.enableShutdownHooks();
  await app.listen(config.port, config.host);
}

@Module({})
class ApiProcess {}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
