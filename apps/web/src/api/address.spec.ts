import { addressOf } from './address';

describe('the address of an operation', () => {
  it.each([
    ['/v1/claims', {}, {}, 'v1/claims'],
    ['/v1/claims/{id}', { id: 'CLM-7K3M-92QD' }, {}, 'v1/claims/CLM-7K3M-92QD'],
    ['/v1/claims/{id}', { id: '../x?y' }, {}, 'v1/claims/..%2Fx%3Fy'],
    ['/v1/a/{id}/b/{other}', { id: '1', other: '2' }, {}, 'v1/a/1/b/2'],
    ['/v1/claims', {}, { limit: 50, after: undefined }, 'v1/claims?limit=50'],
    ['/v1/claims', {}, { after: 'a b&c' }, 'v1/claims?after=a+b%26c'],
  ])('%s with %j and %j is %s, relative to the page', (path, values, query, address) => {
    expect(addressOf(path, values, query)).toBe(address);
  });

  it('is none without a value for each place', () => {
    expect(() => addressOf('/v1/claims/{id}', {}, {})).toThrow('{id}');
  });
});
