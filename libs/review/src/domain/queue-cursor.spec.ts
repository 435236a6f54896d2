import fc from 'fast-check';

import type { DomainError } from '@app/kernel';

import { readQueueCursor, writeQueueCursor } from './queue-cursor';
import type { QueueCursor } from './queue-cursor';
import { QUEUE_VIEWS } from './queue-view';

const CURSOR: QueueCursor = {
  view: 'mine',
  ownerId: 'usr_01h455vb4pex5vsknk084sn02d',
  asOf: new Date('2026-11-26T08:00:00.123Z'),
  after: {
    rank: -1,
    brokenSince: 'infinity',
    dueAt: '2026-11-27 15:59:59.999001+00',
    id: 'clm_01h455vb4pex5vsknk084sn02d',
  },
};
const LIST = { view: CURSOR.view, ownerId: CURSOR.ownerId, isRanked: true };

function refusalOf(text: string, list: typeof LIST = LIST): string {
  try {
    readQueueCursor(text, list);
    return 'read';
  } catch (error) {
    const { kind, code, details } = error as DomainError;
    return `${kind} ${code} ${details.field ?? ''}`;
  }
}

const written = (cursor: unknown): string => writeQueueCursor(cursor as QueueCursor);

describe('a cursor of the queue', () => {
  it('says what it was made of, to the microsecond', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...QUEUE_VIEWS),
        fc.constantFrom(null, CURSOR.ownerId),
        fc.date({ min: new Date(0), max: new Date('2199-01-01'), noInvalidDate: true }),
        fc.constantFrom(-1, 0, null),
        fc.constantFrom('infinity', '2026-11-20 01:02:03+00', '2026-11-20 01:02:03.000004+00'),
        (view, ownerId, asOf, rank, brokenSince) => {
          const cursor = { view, ownerId, asOf, after: { ...CURSOR.after, rank, brokenSince } };
          const list = { view, ownerId, isRanked: rank !== null };
          expect(readQueueCursor(writeQueueCursor(cursor), list)).toEqual(cursor);
        },
      ),
    );
  });

  it('goes into a link as it is', () => {
    expect(writeQueueCursor(CURSOR)).toMatch(/^[\w-]+$/);
  });

  it.each([
    ['another view', { ...LIST, view: 'all' as const }],
    ['another owner', { ...LIST, ownerId: 'usr_01h455vb4pex5vsknk084sn02e' }],
    ['everybody', { ...LIST, ownerId: null }],
    ['somebody who does not see the rank', { ...LIST, isRanked: false }],
  ])('is refused in the list of %s', (_whose, list) => {
    const end = 'unprocessable queue.cursor_of_other_list after';
    expect(refusalOf(writeQueueCursor(CURSOR), list)).toBe(end);
  });

  it.each([
    '',
    'x',
    'clm_01h455vb4pex5vsknk084sn02d',
    Buffer.from('null').toString('base64url'),
    Buffer.from('1|mine|||||').toString('base64url'),
    writeQueueCursor(CURSOR).slice(0, -1),
    `${writeQueueCursor(CURSOR)}MDA`,
    written({ ...CURSOR, view: 'theirs' }),
    written({ ...CURSOR, ownerId: "usr' OR 1=1" }),
    written({ ...CURSOR, after: { ...CURSOR.after, rank: '1e9' } }),
    written({ ...CURSOR, after: { ...CURSOR.after, dueAt: 'infinity' } }),
    written({ ...CURSOR, after: { ...CURSOR.after, dueAt: '2026-02-30 00:00:00+00' } }),
    written({ ...CURSOR, after: { ...CURSOR.after, brokenSince: '2026-13-01 00:00:00+00' } }),
    written({ ...CURSOR, after: { ...CURSOR.after, id: 'dec_01h455vb4pex5vsknk084sn02d' } }),
  ])('is refused in words when it is %j', (text) => {
    expect(refusalOf(text)).toBe('unprocessable queue.cursor_unreadable after');
  });

  it('is never taken for something else, whatever somebody sends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(refusalOf(text)).toMatch(/^unprocessable queue\.cursor/);
      }),
    );
  });
});
