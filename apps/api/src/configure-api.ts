import type { Server } from 'node:http';
import { join } from 'node:path';

import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';

import {
  CONFIG,
  Metrics,
  ProblemFilter,
  RefusalLog,
  answerConnectionErrors,
  logAccess,
  readJsonBody,
  validationPipe,
  withRequestId,
} from '@app/platform';
import type { Config, RequestWithContext } from '@app/platform';

import { serveDocumentation } from './openapi';
import { guardBrowsers } from './web/browser-guards';
import { serveWeb } from './web/serve-web';

const HEADERS_TIMEOUT_MS = 10_000;
const CONNECTIONS_MAX = 2_000;

/** Where the web build lands; absent when only the API was built. */
const WEB_FOLDER = join(__dirname, '..', '..', 'web', 'site');

/**
 * Sets up what every request passes through. The app must be made with `bodyParser: false`. The web
 * is served from `webFolder`, if it was built.
 */
export function configureApi(app: NestExpressApplication, webFolder = WEB_FOLDER): void {
  const config = app.get<Config>(CONFIG);
  const filter = new ProblemFilter(app.get(RefusalLog), config.supportPhone);
  app.disable('x-powered-by');
  // Where a request came from is what a proxy of our own says, and nothing that a caller writes.
  app.set('trust proxy', [...config.trustedProxies]);
  app.use(withRequestId, logAccess, app.get(Metrics).measure, guardBrowsers, readJsonBody);
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    filter.answer(error, request as RequestWithContext, response);
  });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(filter);
  serveDocumentation(app);
  serveWeb(app, webFolder);
  const server: Server = app.getHttpServer();
  answerConnectionErrors(server);
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.maxConnections = CONNECTIONS_MAX;
}
