import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { claimCounts } from './claim-counts';

const LIFECYCLE = join(__dirname, '../../../../libs/claims/src/domain/claim-lifecycle.ts');

describe('the counts of claims', () => {
  it('stand in the order of a claim’s life, without empty ones', () => {
    const counts = claimCounts(
      new Map([
        ['closed', 4],
        ['paid', 3],
        ['in_review', 2],
        ['received', 1],
        ['denied', 0],
      ]),
    );
    expect(counts.byStatus.map(({ status }) => status)).toEqual([
      'received',
      'in_review',
      'paid',
      'closed',
    ]);
    expect(counts).toMatchObject({ total: 10, open: 3 });
  });

  it('keep a status that is newer than this page, under its own name', () => {
    const counts = claimCounts(
      new Map([
        ['frozen', 2],
        ['paying', 1],
      ]),
    );
    expect(counts.byStatus).toEqual([
      { status: 'paying', textKey: 'status.paying', count: 1 },
      { status: 'frozen', textKey: null, count: 2 },
    ]);
    expect(counts).toMatchObject({ total: 3, open: 1 });
  });

  it('are empty when there are no claims', () => {
    expect(claimCounts(new Map())).toEqual({ total: 0, open: 0, byStatus: [] });
  });

  it('have plain words for every status that a claim can have', () => {
    const list = /CLAIM_STATUSES = \[([^\]]*)\]/.exec(readFileSync(LIFECYCLE, 'utf8'))?.[1] ?? '';
    const statuses = [...list.matchAll(/'(\w+)'/g)].map(([, status]) => status!);
    expect(statuses.length).toBeGreaterThan(5);
    const { byStatus } = claimCounts(new Map(statuses.map((status) => [status, 1])));
    expect(byStatus.filter(({ textKey }) => textKey === null)).toEqual([]);
    expect(byStatus.map(({ status }) => status)).toEqual(statuses);
  });
});
