import { placeIn, searchFor } from './place';

const CLAIM = { kind: 'claim', reference: 'CLM-7K3M-92QD' } as const;
const CLAIMS = { kind: 'claims' } as const;
const SENT = { kind: 'sent', reference: 'CLM-7K3M-92QD' } as const;
const BEGIN = { kind: 'begin', mail: null } as const;
const DRAFT = 'drf_01m8eq2rcbe008f1m1n18v2gtd';
const STORY = { kind: 'filing', draftId: DRAFT, step: 'happened', isChange: false } as const;

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
    ['?sent=CLM-7K3M-92QD', SENT],
    ['?sent=We+have+your+money', CLAIMS],
    ['?file=', BEGIN],
    ['?file=&mail=0abc.def', { kind: 'begin', mail: '0abc.def' }],
    ['?file=somebody', BEGIN],
    [`?file=${DRAFT}&step=happened`, STORY],
    [`?file=${DRAFT}`, { ...STORY, step: 'payments' }],
    [`?file=${DRAFT}&step=free-money`, { ...STORY, step: 'payments' }],
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

  it.each([
    CLAIM,
    CLAIMS,
    SENT,
    BEGIN,
    { kind: 'begin', mail: '0abc.def' } as const,
    STORY,
    { ...STORY, isChange: true },
    null,
  ])('leads back to %j', (place) => {
    expect(placeIn(searchFor(place, '?lang=en'))).toEqual(place);
  });
});
