import { Catch, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';

import { refusalOf } from '../refusals/refusal-of';
import type { RefusalLog } from '../refusals/refusal-log';
import { problemOf } from './known-errors';
import { INTERNAL_STATUS, languageOf, problemDocument } from './problem-document';
import type { Problem } from './problem-document';
import type { RequestWithContext } from './request-context';
import { WHAT_TO_DO } from './what-to-do';

const MEDIA_TYPE = 'application/problem+json; charset=utf-8';

/** The one place where an error becomes an HTTP answer. What nobody expected is only logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  /**
   * `refusals` keeps what was refused; without it nobody can look it up. `supportPhone` is told to
   * those who are stuck.
   */
  constructor(
    private readonly refusals: RefusalLog | null = null,
    private readonly supportPhone: string | null = null,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<RequestWithContext>(), http.getResponse<Response>());
  }

  /** Also used by the middlewares that run before Nest routes a request. */
  answer(error: unknown, request: RequestWithContext, response: Response): void {
    const problem = problemOf(error);
    if (problem === null) {
      this.logger.error({
        event: 'request.failed',
        requestId: request.requestId,
        error: error instanceof Error ? error.stack : String(error),
      });
    }
    this.refusals?.keep(refusalOf(request, problem));
    if (response.headersSent) {
      response.destroy();
      return;
    }
    send(problem, { request, response, supportPhone: this.supportPhone });
  }
}

function send(
  problem: Problem | null,
  to: {
    readonly request: RequestWithContext;
    readonly response: Response;
    readonly supportPhone: string | null;
  },
): void {
  const { request, response, supportPhone } = to;
  const language = languageOf(request.headers['accept-language']);
  const caller = { requestId: request.requestId, language, supportPhone };
  if (problem === null) {
    const texts = {
      en: `Something went wrong on our side. Nothing of yours is lost. Tell us this number: ${caller.requestId}.`,
      'zh-CN': `系统内部出错，您的数据没有丢失。请向我们提供编号：${caller.requestId}。`,
    };
    const document = problemDocument(
      { kind: 'unavailable', code: 'platform.internal', texts },
      caller,
    );
    response
      .status(INTERNAL_STATUS)
      .type(MEDIA_TYPE)
      .send(JSON.stringify({ ...document, status: INTERNAL_STATUS, action: WHAT_TO_DO.internal }));
    return;
  }
  const document = problemDocument(problem, caller);
  const retryAfterSeconds = problem.details?.retryAfterSeconds;
  if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(retryAfterSeconds));
  if (problem.kind === 'unauthenticated') response.setHeader('WWW-Authenticate', 'Bearer');
  response.setHeader('Vary', 'Accept-Language');
  response.status(document.status).type(MEDIA_TYPE).send(JSON.stringify(document));
}
