import { HOUSE_LANE, newId } from '@app/kernel';
import { PostJournals, PostStandAlone } from '@app/ledger';
import type { JournalDraft } from '@app/ledger';
import { Money } from '@app/money';

import type { BenchServer } from './bench-server';
import { measure } from './measure';
import type { Measurement } from './measure';

/** Few lanes, so that callers meet as they would on a busy day. */
const LANES = [0, 1, 2, 3];
const CALLERS = 256;
const OCCURRED_AT = new Date('2026-03-01T08:00:00Z');
const MONEY = Money.of(19_900n, 'CNY');
const DIMENSIONS = { pack: 'cn-wallet-theft-guarantee@0.1.0' };

/** Journals as a claim makes them: one line, named by its cause, with its dimensions. */
export function drafts(count: number, lane = HOUSE_LANE): JournalDraft[] {
  return Array.from({ length: count }, () => {
    const claimId = newId('clm', lane);
    return {
      lane,
      kind: 'E05',
      claimId,
      occurredAt: OCCURRED_AT,
      actor: 'system',
      idempotencyKey: `${claimId}/E05`,
      memo: 'Case reserve set',
      transfers: [{ debit: '5010', credit: '2010', money: MONEY, dimensions: DIMENSIONS }],
    };
  });
}

/** Everything enforced: each way of posting, at each number of connections. */
export async function measurePosting(server: BenchServer, when: string): Promise<Measurement[]> {
  const post = new PostJournals();
  const found: Measurement[] = [];
  for (const callers of [1, 8, 16, 32]) {
    const clients = await Promise.all(Array.from({ length: callers }, () => server.pool.connect()));
    const call = async (caller: number): Promise<void> => {
      const client = clients[caller];
      if (client !== undefined) await post.runOn(client, drafts(1, LANES[caller % LANES.length]));
    };
    const name = `one journal per commit, ${callers} connections, ${when}`;
    found.push(await measure(server, { name, callers, items: 1, call }));
    for (const client of clients) client.release();
  }
  const inTransaction = (count: number) => (caller: number) =>
    server.unitOfWork.transaction((tx) =>
      post.run(tx, drafts(count, LANES[caller % LANES.length])),
    );
  for (const [callers, items] of [
    [16, 1],
    [8, 100],
    [4, 1_000],
  ] as const) {
    const name = `in the caller's transaction, ${callers} × ${items}, ${when}`;
    found.push(await measure(server, { name, callers, items, call: inTransaction(items) }));
  }
  return found;
}

/** Many callers with one journal each, as an interface for stand-alone bookings has them. */
export async function measureStandAlone(server: BenchServer, when: string): Promise<Measurement> {
  const post = new PostStandAlone(server.unitOfWork, new PostJournals());
  const call = async (caller: number): Promise<void> => {
    for (const draft of drafts(1, LANES[caller % LANES.length])) await post.run(draft);
  };
  const name = `stand-alone journals, ${CALLERS} callers, ${when}`;
  return measure(server, { name, callers: CALLERS, items: 1, call });
}

/** Fills the ledger in the fastest way up to `total` journals. */
export async function grow(server: BenchServer, total: number): Promise<void> {
  const post = new PostJournals();
  const [row] = await server.dataSource.query<{ count: number }[]>(
    'SELECT count(*)::int AS count FROM ledger_journals',
  );
  let missing = total - (row?.count ?? 0);
  const loop = async (lane: number): Promise<void> => {
    while (missing > 0) {
      missing -= 1_000;
      await server.unitOfWork.transaction((tx) => post.run(tx, drafts(1_000, lane)));
    }
  };
  await Promise.all(LANES.map(loop));
}
