import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Histogram, Registry, collectDefaultMetrics } from 'prom-client';

const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What Prometheus reads of this process: its state and its requests, and what others add. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'ganpei_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_S,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /**
   * Measures a request; a middleware. By its route and not its path, because paths hold ids, and
   * each of them would be a series of its own for ever.
   */
  readonly measure = (request: Request, response: Response, next: NextFunction): void => {
    const stop = this.requests.startTimer();
    response.once('close', () => {
      const { route } = request as { route?: { path?: unknown } };
      stop({
        method: request.method,
        route: typeof route?.path === 'string' ? route.path : 'none',
        status: String(response.statusCode),
      });
    });
    next();
  };
}
