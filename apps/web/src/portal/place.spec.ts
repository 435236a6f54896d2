import { placeIn, searchFor } from './place';

const CLAIM = { kind: 'claim', reference: 'CLM-7K3M-92QD' } as const;
const CLAIMS = { kind: 'claims' } as const;

describe('the address of the portal', () => {
  it.each([
    ['', null],
    ['?lang=en', null],
    ['?mail=0abc.def', null],
    ['?claims=', CLAIMS],
    ['?claims&lang=en', CLAIMS],
    ['?claim=CLM-7K3M-92QD', CLAIM],
    ['?lang=en&claim=CLM-7K3M-92QD', CLAIM],
    ['?claim=clm-7k3m-92qd', CLAIM],
    ['?claim=Call+1-900-555+now', CLAIMS],
    ['?claim=', CLAIMS],
  ])('%s leads to %j', (search, place) => {
    expect(placeIn(search)).toEqual(place);
  });

  it.each([
    [CLAIM, '?lang=en&claims=', '?claim=CLM-7K3M-92QD&lang=en'],
    [CLAIMS, '?claim=CLM-7K3M-92QD', '?claims='],
    [null, '?claims=&lang=zh-CN', '?lang=zh-CN'],
    [null, '', '?'],
  ])('of %j, seen from %s, is %s', (place, here, search) => {
    expect(searchFor(place, here)).toBe(search);
  });

  it.each([CLAIM, CLAIMS, null])('leads back to %j', (place) => {
    expect(placeIn(searchFor(place, '?lang=en'))).toEqual(place);
  });
});
