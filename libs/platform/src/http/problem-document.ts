import type { Bilingual, ErrorDetails, ErrorKind } from '@app/kernel';

import { WHAT_TO_DO } from './what-to-do';
import type { ProblemKind } from './what-to-do';

/** An RFC 9457 problem document, in the caller's language first and in both languages always. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly texts: Bilingual;
  /** What to do when the text is not enough. */
  readonly action: Bilingual;
  /** Whom to call, for somebody who is stuck: they cannot look it up in an account. */
  readonly supportPhone?: string;
  readonly errors?: readonly FieldProblem[];
  readonly [fact: string]: unknown;
}

/** One wrong field: where, what we saw, what to do. */
export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly saw: string;
  readonly texts: Bilingual;
}

interface KindOfProblem {
  readonly status: number;
  readonly title: Bilingual;
}

/** The one table from what went wrong to what HTTP calls it. */
export const PROBLEM_KINDS: Readonly<Record<ErrorKind, KindOfProblem>> = {
  invalid: { status: 400, title: { en: 'Invalid request', 'zh-CN': '请求无效' } },
  unauthenticated: { status: 401, title: { en: 'Not signed in', 'zh-CN': '未登录' } },
  forbidden: { status: 403, title: { en: 'Not allowed', 'zh-CN': '无权操作' } },
  not_found: { status: 404, title: { en: 'Not found', 'zh-CN': '未找到' } },
  conflict: { status: 409, title: { en: 'Conflict', 'zh-CN': '状态冲突' } },
  in_flight: { status: 409, title: { en: 'Still being answered', 'zh-CN': '正在处理' } },
  stale: { status: 412, title: { en: 'Changed in the meantime', 'zh-CN': '内容已变更' } },
  too_large: { status: 413, title: { en: 'Too large', 'zh-CN': '内容过大' } },
  unsupported_media: { status: 415, title: { en: 'Unsupported type', 'zh-CN': '不支持的类型' } },
  unprocessable: { status: 422, title: { en: 'Cannot be processed', 'zh-CN': '无法处理' } },
  key_reused: { status: 422, title: { en: 'Idempotency key reused', 'zh-CN': '幂等键重复使用' } },
  too_many_requests: { status: 429, title: { en: 'Too many requests', 'zh-CN': '请求过多' } },
  unavailable: { status: 503, title: { en: 'Temporarily unavailable', 'zh-CN': '暂时不可用' } },
};

/** What HTTP calls a kind of problem. */
export function httpStatusOf(kind: ProblemKind): number {
  return kind === 'internal' ? INTERNAL_STATUS : PROBLEM_KINDS[kind].status;
}

export const INTERNAL_STATUS = 500;

export interface Problem {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly texts: Bilingual;
  readonly details?: ErrorDetails;
  readonly errors?: readonly FieldProblem[];
}

/** Refusals after which a person cannot go on by themselves: not let in, put off, or our fault. */
const STUCK: readonly ErrorKind[] = ['unauthenticated', 'too_many_requests', 'unavailable'];

/** Writes a problem down for one caller, with our telephone number if they are stuck. */
export function problemDocument(
  problem: Problem,
  caller: {
    readonly requestId: string;
    readonly language: keyof Bilingual;
    readonly supportPhone?: string | null;
  },
): ProblemDocument {
  const kind = PROBLEM_KINDS[problem.kind];
  const supportPhone = STUCK.includes(problem.kind) ? (caller.supportPhone ?? null) : null;
  return {
    ...problem.details,
    type: `urn:ganpei:problem:${problem.code}`,
    title: kind.title[caller.language],
    status: kind.status,
    detail: problem.texts[caller.language],
    code: problem.code,
    requestId: caller.requestId,
    texts: problem.texts,
    action: WHAT_TO_DO[problem.kind],
    ...(supportPhone === null ? {} : { supportPhone }),
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  };
}

/** The caller's language by `Accept-Language`; English when neither of ours is asked for. */
export function languageOf(acceptLanguage: string | undefined): keyof Bilingual {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { tag, quality: quality === undefined ? 1 : Number(quality.split('=')[1]) };
    })
    .filter(({ tag, quality }) => quality > 0 && /^(zh|en)\b/.test(tag))
    .sort((one, other) => other.quality - one.quality);
  return wanted[0]?.tag.startsWith('zh') === true ? 'zh-CN' : 'en';
}
