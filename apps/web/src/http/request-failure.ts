import type { Bilingual } from '../language/language';

/** What we know of an answer that did not come, for the page to say and support to look up. */
export interface FailureFacts {
  readonly kind: 'unreachable' | 'refused' | 'unreadable';
  readonly status: number | null;
  readonly requestId: string | null;
  /** The service's own words, if it sent a problem document (RFC 9457). */
  readonly texts: Bilingual | null;
  /** Whom to call, where the service says so. */
  readonly supportPhone: string | null;
}

/** Thrown for every request without a usable answer. */
export class RequestFailure extends Error {
  constructor(readonly facts: FailureFacts) {
    super(`${facts.kind} ${String(facts.status)}`);
    this.name = 'RequestFailure';
  }

  /** No answer at all: no network, no service, or too slow. */
  static unreachable(): RequestFailure {
    return new RequestFailure({
      kind: 'unreachable',
      status: null,
      requestId: null,
      texts: null,
      supportPhone: null,
    });
  }

  /** An error status, with what its body and headers tell. The body may be anything. */
  static refused(status: number, body: unknown, requestIdHeader: string | null): RequestFailure {
    const problem = isRecord(body) ? body : {};
    const requestId = typeof problem.requestId === 'string' ? problem.requestId : requestIdHeader;
    return new RequestFailure({
      kind: 'refused',
      status,
      requestId,
      texts: isBilingual(problem.texts) ? problem.texts : null,
      supportPhone: typeof problem.supportPhone === 'string' ? problem.supportPhone : null,
    });
  }

  /** A good status with a body that this page does not understand. */
  static unreadable(status: number, requestId: string | null): RequestFailure {
    const nothing = { texts: null, supportPhone: null };
    return new RequestFailure({ kind: 'unreadable', status, requestId, ...nothing });
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isBilingual(value: unknown): value is Bilingual {
  return isRecord(value) && typeof value.en === 'string' && typeof value['zh-CN'] === 'string';
}
