import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

import type { NextFunction, Request, Response } from 'express';

import type { Actor } from '../auth/actor';

/** What we know of a request beyond Express. */
export interface RequestWithContext extends Request {
  requestId: string;
  /** Set by the access guard on every route that is not public. */
  actor?: Actor;
  /** The exact bytes of a JSON body, or of a rail's form: signatures are over these. */
  rawBody?: Buffer;
}

const running = new AsyncLocalStorage<{ requestId: string }>();

/** The id of the request that is being served, for the audit trail and the logs; null in a job. */
export function currentRequestId(): string | null {
  return running.getStore()?.requestId ?? null;
}

export function newRequestId(): string {
  return `req_${randomBytes(10).toString('hex')}`;
}

/** Gives each request an id, tells it to the caller, and keeps it at hand while serving. */
export function withRequestId(request: Request, response: Response, next: NextFunction): void {
  const requestId = newRequestId();
  (request as RequestWithContext).requestId = requestId;
  response.setHeader('X-Request-Id', requestId);
  running.run({ requestId }, next);
}
