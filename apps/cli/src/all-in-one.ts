import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Module } from '@nestjs/common';
import type { INestApplicationContext, LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import type { Clock } from '@app/kernel';
import { PlatformModule } from '@app/platform';
import type { Config, DatabaseLogin } from '@app/platform';

import { ApiModule } from '../../api/src/api.module';
import { configureApi } from '../../api/src/configure-api';
import { WorkerModule } from '../../worker/src/worker.module';

@Module({})
class AllInOne {}

export interface AllInOneOptions {
  readonly config: Config;
  readonly login: DatabaseLogin;
  readonly logger: LoggerService;
  /** What has to be there before the first request is answered. */
  readonly prepare?: (app: INestApplicationContext) => Promise<void>;
  /** Tests bring a clock that they can move. */
  readonly clock?: Clock;
  /** Tests serve the web that they have built. */
  readonly webFolder?: string;
}

export interface RunningService {
  readonly app: NestExpressApplication;
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  close(): Promise<void>;
}

/** The whole service in one process on one port: API, web and worker. */
export async function startAllInOne(options: AllInOneOptions): Promise<RunningService> {
  const { config, login, logger, clock, prepare, webFolder } = options;
  const root = {
    module: AllInOne,
    imports: [
      PlatformModule.forRoot(config, login, clock),
      ApiModule,
      WorkerModule.forRoot(config, login),
    ],
  };
  const app = await NestFactory.create<NestExpressApplication>(root, {
    bodyParser: false,
    abortOnError: false,
    logger,
  });
  configureApi(app, webFolder);
  const server: Server = app.getHttpServer();
  try {
    await app.init();
    await prepare?.(app);
    await listen(server, config);
  } catch (error) {
    await app.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return { app, url: `http://${config.host}:${String(port)}`, close: () => app.close() };
}

/** Listens without Nest's own error log: whoever started us explains a port that is taken. */
function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
