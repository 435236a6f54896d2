import { RailError } from './rail-error';
import { RequestVerifier, signRequest } from './request-signature';

const NOW_MS = Date.parse('2026-11-23T10:00:00Z');
const REQUEST = { method: 'POST', target: '/transfers', body: '{"key":"pyo1"}' };

function codeOf(work: () => void): string {
  try {
    work();
  } catch (error) {
    if (error instanceof RailError) return `${error.status} ${error.code}`;
    throw error;
  }
  return 'let in';
}

function aVerifier(): { check: (request: object, nowMs?: number) => string } {
  const verifier = new RequestVerifier('secret');
  const headers = signRequest(REQUEST, 'secret', NOW_MS);
  return {
    check: (change, nowMs = NOW_MS) =>
      codeOf(() => {
        verifier.verify({ ...REQUEST, headers, ...change }, nowMs);
      }),
  };
}

describe('RequestVerifier', () => {
  it('lets a signed request in once', () => {
    const { check } = aVerifier();
    expect(check({})).toBe('let in');
    expect(check({})).toBe('401 REPLAYED');
  });

  it('still knows a replay just before its time runs out, and then refuses it as stale', () => {
    const { check } = aVerifier();
    expect(check({}, NOW_MS - 300_000)).toBe('let in');
    expect(check({}, NOW_MS + 300_000 - 1)).toBe('401 REPLAYED');
    expect(check({}, NOW_MS + 300_001)).toBe('401 STALE_TIMESTAMP');
  });

  it.each([
    ['another body', { body: '{"key":"pyo2"}' }],
    ['another target', { target: '/deposits' }],
    ['another method', { method: 'PUT' }],
    ['no headers', { headers: {} }],
    ['a signature of another secret', { headers: signRequest(REQUEST, 'guess', NOW_MS) }],
  ])('refuses %s', (_what, change) => {
    expect(aVerifier().check(change)).toBe('401 BAD_SIGNATURE');
  });

  it.each([
    ['x-rail-timestamp', '1e9'],
    ['x-rail-nonce', 'abc'],
    ['x-rail-signature', 'v1='],
  ])('refuses a malformed %s', (name, text) => {
    const headers = { ...signRequest(REQUEST, 'secret', NOW_MS), [name]: text };
    expect(aVerifier().check({ headers })).toBe('401 BAD_SIGNATURE');
  });

  it.each([301_000, -301_000])('refuses a request that is %d ms old', (ageMs) => {
    expect(aVerifier().check({}, NOW_MS + ageMs)).toBe('401 STALE_TIMESTAMP');
  });

  it('tells nobody without the secret whether a time would do', () => {
    const headers = signRequest(REQUEST, 'guess', NOW_MS - 1_000_000);
    expect(aVerifier().check({ headers })).toBe('401 BAD_SIGNATURE');
  });
});
