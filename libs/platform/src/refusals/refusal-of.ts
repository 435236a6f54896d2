import type { Problem } from '../http/problem-document';
import type { RequestWithContext } from '../http/request-context';
import type { RefusedRequestEntity } from './refused-request.entity';

/** Names of ours: what somebody invented may be anything, a name or a number of theirs. */
const FIELD = /^[a-z][A-Za-z]*(\[\d{1,4}\]|\.[a-z][A-Za-z]*)*$/;
const FIELD_LENGTH_MAX = 120;
/** Of a refusal that nobody expected: the log has it under the same number. */
const INTERNAL = { kind: 'internal', code: 'platform.internal' } as const;

/** As much of a request as is kept of a refusal. */
type RefusedBy = Pick<RequestWithContext, 'requestId' | 'method' | 'actor'> & {
  readonly route?: unknown;
};

/**
 * What is kept of a refused request for whoever has to explain it: which route, why, which field
 * and by whose account. Nothing of what was sent; a null problem is an error of ours.
 */
export function refusalOf(
  request: RefusedBy,
  problem: Pick<Problem, 'kind' | 'code' | 'details'> | null,
): Omit<RefusedRequestEntity, 'lane' | 'at'> {
  const { kind, code } = problem ?? INTERNAL;
  return {
    requestId: request.requestId,
    method: request.method.slice(0, 10),
    route: patternOf(request.route),
    kind,
    code,
    field: problem === null ? null : fieldOf(problem),
    userId: request.actor?.id ?? null,
  };
}

/** The pattern and never the path, which names claims and people. */
function patternOf(route: unknown): string | null {
  if (typeof route !== 'object' || route === null || !('path' in route)) return null;
  return typeof route.path === 'string' && route.path.startsWith('/v1/') ? route.path : null;
}

function fieldOf({ details }: Pick<Problem, 'details'>): string | null {
  const field = details?.field;
  if (field === undefined || field.length > FIELD_LENGTH_MAX || !FIELD.test(field)) return null;
  return isInvented(details?.errors) ? null : field;
}

/** A field that is not known here was named by whoever sent it. */
function isInvented(errors: unknown): boolean {
  const [first] = Array.isArray(errors) ? (errors as readonly unknown[]) : [];
  return (
    typeof first === 'object' &&
    first !== null &&
    'code' in first &&
    first.code === 'whitelistValidation'
  );
}
