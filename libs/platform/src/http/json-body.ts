import type { NextFunction, Request, Response } from 'express';
import { raw } from 'express';
import { visit } from 'jsonc-parser';

import { DomainError } from '@app/kernel';

import type { RequestWithContext } from './request-context';
import { shortened } from './shortened';

/** Room for a thousand payments. */
export const JSON_BODY_BYTES_MAX = 2 * 1_024 * 1_024;
const DEPTH_MAX = 20;
/** A thousand whole payments have 22,002; two megabytes of zeros would keep us busy for seconds. */
const VALUES_MAX = 30_000;
/** What a careless copy would take for the object's own nature; no field is called like that. */
const KEYS_REFUSED = ['__proto__', 'constructor', 'prototype'];
const BODY_METHODS = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Rails write to us as they like: Alipay in forms, signed over their text. */
const SIGNED_FORM = {
  path: /^\/v1\/rails\/[a-z]{1,32}\/webhook$/,
  type: /^application\/x-www-form-urlencoded\s*(;|$)/,
};

const readBytes = raw({ type: () => true, limit: JSON_BODY_BYTES_MAX });

/**
 * Reads JSON bodies strictly: UTF-8 only, no duplicate keys (two parsers would read two different
 * requests), at most 20 levels and 30,000 values, no NUL, no lone surrogates, an object as a whole.
 * Uploads are left to their routes, signed forms of rails as bytes to theirs; anything else that
 * has a body is refused.
 */
export function readJsonBody(request: Request, response: Response, next: NextFunction): void {
  const type = (request.headers['content-type'] ?? '').toLowerCase();
  const hasBody =
    request.headers['transfer-encoding'] !== undefined ||
    Number(request.headers['content-length'] ?? 0) > 0;
  const isUpload = type.startsWith('multipart/form-data') || isByteStream(request);
  if (!BODY_METHODS.has(request.method) || !hasBody || isUpload) {
    next();
    return;
  }
  const isForm = isSignedForm(request, type);
  const refusal = isForm ? null : refusedType(type);
  if (refusal !== null) {
    next(refusal);
    return;
  }
  readBytes(request, response, (error?: unknown) => {
    if (error !== undefined && error !== null) {
      next(unreadable(error));
      return;
    }
    try {
      const bytes = request.body as Buffer;
      (request as RequestWithContext).rawBody = bytes;
      request.body = isForm ? {} : requireObject(parseStrictly(bytes));
      next();
    } catch (problem) {
      next(problem);
    }
  });
}

/** Whether a request carries a part of a file as it is. */
export function isByteStream({ method, headers }: Request): boolean {
  return method === 'PUT' && /^application\/octet-stream\s*$/i.test(headers['content-type'] ?? '');
}

/** Whoever checks the signature reads the fields; nobody else is given any. */
function isSignedForm({ method, path }: Request, type: string): boolean {
  return method === 'POST' && SIGNED_FORM.path.test(path) && SIGNED_FORM.type.test(type);
}

/** No request of ours is a list or a bare value; `null` would else count as an empty object. */
function requireObject(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw malformed({ en: 'The body must be a JSON object.', 'zh-CN': '请求体须为 JSON 对象。' });
}

function refusedType(type: string): DomainError | null {
  const [media = '', ...parameters] = type.split(';').map((part) => part.trim());
  const charsets = parameters.filter((parameter) => parameter.startsWith('charset='));
  const isUtf8 = charsets.every((charset) => /^charset="?utf-?8"?$/.test(charset));
  if (media === 'application/json' && isUtf8) return null;
  return new DomainError(
    'unsupported_media',
    'request.not_json',
    {
      en: 'Send the body as "Content-Type: application/json" in UTF-8.',
      'zh-CN': '请以 UTF-8 编码的 JSON 发送请求体（Content-Type: application/json）。',
    },
    { saw: shortened(type, 80) },
  );
}

function unreadable(error: unknown): unknown {
  const type = (error as { type?: unknown } | null)?.type;
  if (type === 'entity.too.large') {
    return new DomainError('too_large', 'request.body_too_large', {
      en: `The body is larger than ${String(JSON_BODY_BYTES_MAX / 1_024 / 1_024)} MB. Send several smaller requests.`,
      'zh-CN': `请求体超过 ${String(JSON_BODY_BYTES_MAX / 1_024 / 1_024)} MB，请分批发送。`,
    });
  }
  return new DomainError('invalid', 'request.body_unreadable', {
    en: 'The body could not be read: it was cut off or is compressed in a way that we do not accept.',
    'zh-CN': '请求体无法读取：传输中断或压缩方式不受支持。',
  });
}

/** Parses a JSON text, or throws a `DomainError` that says at which character and what is wrong. */
export function parseStrictly(bytes: Buffer): unknown {
  const text = decodeUtf8(bytes);
  refuseHiddenDangers(text);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw malformed({
      en: `This is not JSON: ${shortened((error as Error).message, 120)}.`,
      'zh-CN': '内容不是合法的 JSON。',
    });
  }
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw malformed({
      en: 'This is not valid UTF-8.',
      'zh-CN': '内容不是合法的 UTF-8 编码。',
    });
  }
}

function refuseHiddenDangers(text: string): void {
  let depth = 0;
  const keys: Set<string>[] = [];
  let values = 0;
  const count = (): void => {
    values += 1;
    if (values > VALUES_MAX) throw tooManyValues();
  };
  const enter = (): void => {
    count();
    depth += 1;
    if (depth > DEPTH_MAX) {
      throw malformed({
        en: `The body is nested deeper than ${String(DEPTH_MAX)} levels.`,
        'zh-CN': `请求体嵌套超过 ${String(DEPTH_MAX)} 层。`,
      });
    }
  };
  visit(text, {
    onObjectBegin: () => {
      enter();
      keys.push(new Set());
    },
    onObjectEnd: () => {
      depth -= 1;
      keys.pop();
    },
    onArrayBegin: enter,
    onArrayEnd: () => {
      depth -= 1;
    },
    onObjectProperty: (name) => {
      requireStorable(name);
      if (KEYS_REFUSED.includes(name)) {
        throw malformed({
          en: `The key "${name}" is not taken: no request has such a field.`,
          'zh-CN': `不接受键“${name}”：请求中没有这样的字段。`,
        });
      }
      const seen = keys.at(-1);
      if (seen?.has(name) === true) {
        throw malformed({
          en: `The key "${shortened(name, 60)}" stands twice in one object.`,
          'zh-CN': `同一对象中键“${shortened(name, 60)}”重复。`,
        });
      }
      seen?.add(name);
    },
    onLiteralValue: (value: unknown) => {
      count();
      if (typeof value === 'string') requireStorable(value);
    },
  });
}

function tooManyValues(): DomainError {
  return new DomainError('too_large', 'request.too_many_values', {
    en: `The body holds more than ${String(VALUES_MAX)} values. Send several smaller requests.`,
    'zh-CN': `请求体包含超过 ${String(VALUES_MAX)} 个值，请分批发送。`,
  });
}

function requireStorable(text: string): void {
  if (!text.includes('\u0000') && !/\p{Surrogate}/u.test(text)) return;
  throw malformed({
    en: 'A text holds NUL or half of a surrogate pair, which no database can store.',
    'zh-CN': '文本中含有 NUL 或不完整的代理对，无法保存。',
  });
}

function malformed(text: { en: string; 'zh-CN': string }): DomainError {
  return new DomainError('invalid', 'request.malformed_json', text);
}
