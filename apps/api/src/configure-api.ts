import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';

import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

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

const HEADERS_TIMEOUT_MS = 10_000;
const CONNECTIONS_MAX = 2_000;

/** Where the web build lands; absent when only the API was built. */
const WEB_FOLDER = join(__dirname, '..', '..', 'web', 'site');

/**
 * Sets up what every request passes through. The app must be made with `bodyParser: false`. TLS,
 * and with it `Strict-Transport-Security`, is the matter of the proxy in front.
 */
export function configureApi(app: NestExpressApplication): void {
  const config = app.get<Config>(CONFIG);
  const filter = new ProblemFilter(app.get(RefusalLog), config.supportPhone);
  app.disable('x-powered-by');
  // Where a request came from is what a proxy of our own says, and nothing that a caller writes.
  app.set('trust proxy', [...config.trustedProxies]);
  app.use(
    withRequestId,
    logAccess,
    app.get(Metrics).measure,
    helmet({ contentSecurityPolicy: { directives: CSP }, strictTransportSecurity: false }),
    readJsonBody,
  );
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    filter.answer(error, request as RequestWithContext, response);
  });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(filter);
  serveDocumentation(app);
  if (existsSync(WEB_FOLDER)) serveWeb(app);
  const server: Server = app.getHttpServer();
  answerConnectionErrors(server);
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.maxConnections = CONNECTIONS_MAX;
}

/** The files below `assets` carry a digest in their names, so a browser may keep them for ever. */
function serveWeb(app: NestExpressApplication): void {
  app.use(
    '/assets',
    express.static(join(WEB_FOLDER, 'assets'), { immutable: true, maxAge: '1y', redirect: false }),
  );
  app.use(express.static(WEB_FOLDER, { index: 'index.html', redirect: false }));
}

/** No script but our own, nothing from outside. The documentation page styles itself inline. */
const CSP = {
  defaultSrc: ["'self'"],
  fontSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  upgradeInsecureRequests: null,
};
