import type { Bilingual } from '../language/language';

/** What we know of an answer that did not come, for the page to say and support to look up. */
export interface FailureFacts {
  readonly kind: 'unreachable' | 'refused' | 'unreadable';
  readonly status: number | null;
  readonly requestId: string | null;
  /** The stable code of the problem, if the service named one. */
  readonly code: string | null;
  /** The service's own words, if it sent a problem document (RFC 9457). */
  readonly texts: Bilingual | null;
  /** Whom to call, where the service says so. */
  readonly supportPhone: string | null;
  /** After so many seconds the same request may do better; null when the service says nothing. */
  readonly retryAfterSeconds: number | null;
}

const NOTHING_KNOWN = {
  status: null,
  requestId: null,
  code: null,
  texts: null,
  supportPhone: null,
  retryAfterSeconds: null,
};

/** Thrown for every request without a usable answer. */
export class RequestFailure extends Error {
  constructor(readonly facts: FailureFacts) {
    super(`${facts.kind} ${String(facts.status)}`);
    this.name = 'RequestFailure';
  }

  /** No answer at all: no network, no service, or too slow. */
  static unreachable(): RequestFailure {
    return new RequestFailure({ ...NOTHING_KNOWN, kind: 'unreachable' });
  }

  /** An error status, with what its body and headers tell. The body may be anything. */
  static refused(
    status: number,
    body: unknown,
    headers: { readonly requestId: string | null; readonly retryAfter: string | null },
  ): RequestFailure {
    const problem = isRecord(body) ? body : {};
    return new RequestFailure({
      kind: 'refused',
      status,
      requestId: textOf(problem.requestId) ?? headers.requestId,
      code: textOf(problem.code),
      texts: isBilingual(problem.texts) ? problem.texts : null,
      supportPhone: textOf(problem.supportPhone),
      retryAfterSeconds: secondsOf(headers.retryAfter),
    });
  }

  /** A good status with a body that this page does not understand. */
  static unreadable(status: number, requestId: string | null): RequestFailure {
    return new RequestFailure({ ...NOTHING_KNOWN, kind: 'unreadable', status, requestId });
  }
}

/**
 * Whether the same request may succeed in a while without anybody changing it: the network is gone,
 * the service is not there, or it asks to wait.
 */
export function isPassing({ kind, status, retryAfterSeconds }: FailureFacts): boolean {
  if (kind === 'unreachable') return true;
  return kind === 'refused' && (retryAfterSeconds !== null || (status ?? 0) >= 500);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isBilingual(value: unknown): value is Bilingual {
  return isRecord(value) && typeof value.en === 'string' && typeof value['zh-CN'] === 'string';
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The service counts in seconds; a date, which a proxy may send, tells us nothing. */
function secondsOf(retryAfter: string | null): number | null {
  return retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : null;
}
