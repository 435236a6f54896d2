import { Catch, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';

import { problemOf } from './known-errors';
import { languageOf, problemDocument } from './problem-document';
import type { Problem } from './problem-document';
import type { RequestWithContext } from './request-context';

const MEDIA_TYPE = 'application/problem+json; charset=utf-8';

/** The one place where an error becomes an HTTP answer. What nobody expected is only logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

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
    if (response.headersSent) {
      response.destroy();
      return;
    }
    send(problem, request, response);
  }
}

function send(problem: Problem | null, request: RequestWithContext, response: Response): void {
  const language = languageOf(request.headers['accept-language']);
  const caller = { requestId: request.requestId, language };
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
      .status(500)
      .type(MEDIA_TYPE)
      .send(JSON.stringify({ ...document, status: 500 }));
    return;
  }
  const document = problemDocument(problem, caller);
  const retryAfterSeconds = problem.details?.retryAfterSeconds;
  if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(retryAfterSeconds));
  if (problem.kind === 'unauthenticated') response.setHeader('WWW-Authenticate', 'Bearer');
  response.setHeader('Vary', 'Accept-Language');
  response.status(document.status).type(MEDIA_TYPE).send(JSON.stringify(document));
}
