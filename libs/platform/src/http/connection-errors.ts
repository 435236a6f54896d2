import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import type { Bilingual } from '@app/kernel';

import { problemDocument } from './problem-document';
import { newRequestId } from './request-context';

interface Refusal {
  readonly status: number;
  readonly phrase: string;
  readonly code: string;
  readonly texts: Bilingual;
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    phrase: 'Request Header Fields Too Large',
    code: 'request.headers_too_large',
    texts: {
      en: 'The address and the headers of the request are larger than 16 kB together. Send less in them.',
      'zh-CN': '请求地址与请求头合计超过 16 kB，请缩减后重试。',
    },
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    phrase: 'Request Timeout',
    code: 'request.too_slow',
    texts: {
      en: 'The request took too long to arrive. Nothing was done; send it again.',
      'zh-CN': '请求传输超时，未作任何处理，请重新发送。',
    },
  },
};

const MALFORMED: Refusal = {
  status: 400,
  phrase: 'Bad Request',
  code: 'request.malformed_http',
  texts: {
    en: 'This is not a request by HTTP/1.1. Nothing was done.',
    'zh-CN': '请求不符合 HTTP/1.1 协议，未作任何处理。',
  },
};

/**
 * Answers what Node refuses before there is a request, with a problem document as everything else;
 * without this such a caller sees an empty answer. An `Expect` that nobody knows is ignored, as
 * RFC 9110 §10.1.1 allows.
 */
export function answerConnectionErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else socket.end(written(REFUSALS[error.code ?? ''] ?? MALFORMED));
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response);
  });
}

function written({ status, phrase, code, texts }: Refusal): string {
  const requestId = newRequestId();
  const problem = problemDocument({ kind: 'invalid', code, texts }, { requestId, language: 'en' });
  const body = JSON.stringify({ ...problem, title: phrase, status });
  return [
    `HTTP/1.1 ${String(status)} ${phrase}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
