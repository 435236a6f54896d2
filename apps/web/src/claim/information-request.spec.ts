import { openRequests, readInformationRequests } from './information-request';
import type { InformationRequest } from './information-request';

const both = { en: 'Proof of identity', 'zh-CN': '身份证明' };
const ITEM = { item: 'identity', label: both, why: both, state: 'open', evidenceIds: [] };
const REQUEST = {
  id: 'irq_1',
  state: 'open',
  text: 'Your bank gives you one.',
  dueAt: '2026-12-04T10:00:00.000Z',
  items: [ITEM, { ...ITEM, item: 'receipt', state: 'cannot', reason: 'It is lost.' }],
  left: ['identity'],
};

const read = (...requests: object[]): readonly InformationRequest[] => {
  const list = readInformationRequests({ data: requests, hasMore: false, next: null });
  if (list === null) throw new Error('Not a list of requests.');
  return list;
};

describe('what a claimant was asked for', () => {
  it('is a list of things to do, each with why and how it stands', () => {
    expect(read(REQUEST)).toEqual([
      {
        id: 'irq_1',
        text: 'Your bank gives you one.',
        dueAt: new Date('2026-12-04T10:00:00Z'),
        tasks: [
          {
            requestId: 'irq_1',
            item: 'identity',
            label: both,
            why: both,
            state: 'open',
            reason: null,
          },
          {
            requestId: 'irq_1',
            item: 'receipt',
            label: both,
            why: both,
            state: 'cannot',
            reason: 'It is lost.',
          },
        ],
      },
    ]);
  });

  it('is shown as long as something is left, the most urgent first', () => {
    const sooner = { ...REQUEST, id: 'irq_2', dueAt: '2026-12-01T10:00:00.000Z' };
    const done = { ...REQUEST, id: 'irq_3', items: [{ ...ITEM, state: 'received' }] };
    const open = openRequests(read(REQUEST, done, sooner));
    expect(open.map(({ id }) => id)).toEqual(['irq_2', 'irq_1']);
  });

  it.each([
    ['no list', { data: null }],
    ['a request due at no time', { data: [{ ...REQUEST, dueAt: 'soon' }] }],
    ['a thing without a name', { data: [{ ...REQUEST, items: [{ ...ITEM, label: null }] }] }],
    ['a state that is none', { data: [{ ...REQUEST, items: [{ ...ITEM, state: 'maybe' }] }] }],
  ])('is refused whole with %s', (_what, body) => {
    expect(readInformationRequests(body)).toBeNull();
  });
});
