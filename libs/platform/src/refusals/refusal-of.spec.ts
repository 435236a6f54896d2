import { refusalOf } from './refusal-of';

const ACTOR = {
  id: 'usr_1',
  role: 'agent',
  name: 'Sun',
  partyId: null,
  personId: 'usr_1',
} as const;

describe('what is kept of a refusal', () => {
  const request = {
    requestId: 'req_1',
    method: 'POST',
    actor: ACTOR,
    route: { path: '/v1/claims/:id/messages' },
  };
  const refused = (details: Record<string, unknown>): ReturnType<typeof refusalOf> =>
    refusalOf(request, { kind: 'invalid', code: 'request.invalid_fields', details });

  it('is which route, why, which field and whose account', () => {
    expect(refused({ field: 'lines[0].money.amountMinor', saw: '12.50' })).toEqual({
      requestId: 'req_1',
      method: 'POST',
      route: '/v1/claims/:id/messages',
      kind: 'invalid',
      code: 'request.invalid_fields',
      field: 'lines[0].money.amountMinor',
      userId: 'usr_1',
    });
  });

  it.each([
    ['a field that somebody invented', { field: 'lin', errors: [{ code: 'whitelistValidation' }] }],
    ['a name that is none of ours', { field: '13800138000' }],
    ['an address', { field: 'lin@example.com' }],
    ['what would be too long', { field: `a${'.a'.repeat(200)}` }],
  ])('is not %s', (_title, details) => {
    expect(refused(details).field).toBeNull();
  });

  it.each([
    ['nothing was found at the address', undefined],
    ['the address is none of ours', { path: '/wp-login.php' }],
    ['a router says something else', { path: ['/v1/x'] }],
  ])('is no address when %s', (_title, route) => {
    expect(refusalOf({ ...request, route }, null).route).toBeNull();
  });

  it('is that we failed, when it was our fault', () => {
    const { kind, code, field } = refusalOf(request, null);
    expect({ kind, code, field }).toEqual({
      kind: 'internal',
      code: 'platform.internal',
      field: null,
    });
  });

  it('is nobody, when nobody was signed in', () => {
    const { requestId, method, route } = request;
    expect(refusalOf({ requestId, method, route }, null).userId).toBeNull();
  });
});
