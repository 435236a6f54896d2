import { HttpException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';

import { DomainError } from '@app/kernel';
import type { ErrorKind } from '@app/kernel';

import { KNOWN_CONSTRAINTS } from './known-constraints';
import type { Problem } from './problem-document';

const UNAVAILABLE: Problem = {
  kind: 'unavailable',
  code: 'platform.database_unavailable',
  texts: {
    en: 'The database does not answer at the moment. Nothing was lost; please try again.',
    'zh-CN': '数据库暂时没有响应，数据没有丢失，请稍后重试。',
  },
  details: { retryAfterSeconds: 2 },
};

const CONTENDED: Problem = {
  kind: 'unavailable',
  code: 'platform.contended',
  texts: {
    en: 'Others are changing the same records at this moment. Nothing was done; please try again.',
    'zh-CN': '其他请求正在修改同一记录，未作任何处理，请稍后重试。',
  },
  details: { retryAfterSeconds: 1 },
};

const TEXT_REFUSED: Problem = {
  kind: 'invalid',
  code: 'request.text_not_storable',
  texts: {
    en: 'A text holds a character that cannot be stored.',
    'zh-CN': '文本中含有无法保存的字符。',
  },
};

const TOO_LARGE: Problem = {
  kind: 'unprocessable',
  code: 'request.amount_too_large',
  texts: {
    en: 'An amount, or a sum that it would lead to, is larger than the books can hold. Nothing was done; check the amount.',
    'zh-CN': '金额或由此产生的合计超出账本可记录的最大值，未作任何处理，请核对金额。',
  },
};

/** By SQLSTATE. A lost race (40…) has been tried several times by `UnitOfWork` before. */
const STATES: Readonly<Record<string, Problem>> = {
  '22003': TOO_LARGE,
  '22021': TEXT_REFUSED,
  '22P05': TEXT_REFUSED,
  '40001': CONTENDED,
  '40P01': CONTENDED,
};

/** Connection refused, lost, or too many; server shutting down; lock or statement timeout. */
const UNAVAILABLE_CODES =
  /^(08...|57P0.|53300|55P03|57014|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
const UNAVAILABLE_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout/;

/** What an error means for the caller, or null when only the log may know. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof DomainError) {
    return { kind: error.kind, code: error.code, texts: error.text, details: error.details };
  }
  if (error instanceof HttpException) return problemOfHttp(error);
  // A connection that is not to be had comes as a bare error of the pool, with no code.
  return error instanceof Error ? problemOfDatabase(error) : null;
}

function problemOfDatabase(error: Error): Problem | null {
  const driver = (error instanceof QueryFailedError ? error.driverError : error) as {
    code?: string;
    constraint?: string;
    message: string;
  };
  const known = KNOWN_CONSTRAINTS[driver.constraint ?? ''] ?? STATES[driver.code ?? ''];
  if (known !== undefined) return known;
  if (UNAVAILABLE_CODES.test(driver.code ?? '') || UNAVAILABLE_MESSAGES.test(driver.message)) {
    return UNAVAILABLE;
  }
  return null;
}

const HTTP_KINDS: Readonly<Record<number, ErrorKind>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  415: 'unsupported_media',
  422: 'unprocessable',
  429: 'too_many_requests',
  503: 'unavailable',
};

/** Exceptions that Nest and its file interceptors throw themselves. */
function problemOfHttp(error: HttpException): Problem | null {
  const status = error.getStatus();
  if (status >= 500 && status !== 503) return null;
  if (status === 404) {
    return {
      kind: 'not_found',
      code: 'request.no_route',
      texts: {
        en: 'There is nothing at this address. GET /openapi.json lists what there is.',
        'zh-CN': '该地址不存在，可用接口见 GET /openapi.json。',
      },
    };
  }
  const kind = HTTP_KINDS[status] ?? 'invalid';
  return {
    kind,
    code: `request.${kind}`,
    texts: {
      en: `The request was refused: ${error.message}.`,
      'zh-CN': `请求被拒绝：${error.message}。`,
    },
  };
}
