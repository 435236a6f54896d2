import { Logger } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

import type { RequestWithContext } from '../http/request-context';

const logger = new Logger('Access');

/** One line per request: what, how it ended, how long. The query may name people: it stays out. */
export function logAccess(request: Request, response: Response, next: NextFunction): void {
  const startedAt = process.hrtime.bigint();
  response.once('close', () => {
    logger.log({
      event: 'request',
      requestId: (request as RequestWithContext).requestId,
      method: request.method,
      path: request.path,
      status: response.statusCode,
      durationMs: Number((process.hrtime.bigint() - startedAt) / 1_000_000n),
    });
  });
  next();
}
