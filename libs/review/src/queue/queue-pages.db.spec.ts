import { ChangeClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { SYSTEM } from '@app/platform';
import type { Actor } from '@app/platform';

import { emptyQueue, queuedClaim } from '../../../../test/support/queued-claims';
import { anActor } from '../../../../test/support/test-libs';
import { TestOperations } from '../../../../test/support/test-operations';
import type { QueueCursor } from '../domain/queue-cursor';
import { isRankedFor } from '../domain/queue-view';
import type { QueueView } from '../domain/queue-view';
import { QueueQueries } from './queue.queries';
import type { QueueNews } from './queue.queries';

const HOUR_MS = 3_600_000;
const CLAIMS = 24;
const LIMIT = 5;
const AUDITOR = anActor('auditor', 'usr_00000000000000000000000aud');

describe('the pages of the queue', () => {
  let ops: TestOperations;
  let claims: ClaimEntity[];
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });
  beforeEach(async () => {
    await emptyQueue(ops);
    claims = [];
    for (let index = 0; index < CLAIMS; index += 1) {
      const claim = await queuedClaim(ops, {
        priority: index % 5 === 0 ? 1 : 0,
        escalatedAt: index % 3 === 0 ? inHours(-index) : null,
        // Several with one due time: their ids tell them apart.
        nextDueAt: inHours(24 + Math.floor(index / 4)),
      });
      claims.push(claim);
    }
  });

  const inHours = (hours: number): Date => new Date(ops.clock.now().getTime() + hours * HOUR_MS);

  interface Reader {
    readonly actor?: Actor;
    readonly view?: QueueView;
    /** Done before each page but the first, with the one before it. */
    readonly meanwhile?: (last: readonly string[]) => Promise<void>;
  }

  /** The ids of each page, as somebody reads them one after the other. */
  async function pages({ actor = ops.staff.wang, view = 'all', meanwhile }: Reader): Promise<{
    readonly ids: string[][];
    readonly asOf: Date;
  }> {
    const asOf = ops.clock.now();
    const ids: string[][] = [];
    let after: QueueCursor | null = null;
    for (;;) {
      if (after !== null) await meanwhile?.(ids.at(-1) ?? []);
      const now = ops.clock.now();
      const question = { actor, view, ownerId: null, now, dayEndsAt: inHours(48) };
      const rows = await ops.get(QueueQueries).page(ops.reads, question, { limit: LIMIT, after });
      const shown = rows.slice(0, LIMIT);
      ids.push(shown.map(({ id }) => id));
      const last = shown.at(-1);
      if (rows.length <= LIMIT || last === undefined) return { ids, asOf };
      const rank = isRankedFor(actor.role) ? last.place.rank : null;
      after = { view, ownerId: null, asOf, after: { ...last.place, rank } };
    }
  }

  async function change(
    claim: ClaimEntity,
    set: NonNullable<Parameters<ChangeClaim['apply']>[2]['set']>,
  ): Promise<void> {
    // A clock that stands still would not tell a change from the page before it.
    ops.clock.moveOn(5);
    await ops.transaction(async (tx) => {
      const { id } = claim;
      const changeClaim = ops.get(ChangeClaim);
      const asked = { actor: SYSTEM, command: 'assign', set } as const;
      await changeClaim.apply(tx, await changeClaim.lock(tx, id), asked);
    });
  }

  it.each<[who: string, reader: () => Reader]>([
    ['a reviewer', () => ({})],
    ['an auditor', () => ({ actor: AUDITOR })],
    ['who has nothing yet', () => ({ view: 'unassigned' })],
  ])('show to %s each claim once, in the order of one long page', async (_who, reader) => {
    const { ids } = await pages(reader());
    expect(ids).toHaveLength(Math.ceil(CLAIMS / LIMIT));
    expect(ids.flat()).toHaveLength(CLAIMS);
    expect(new Set(ids.flat())).toEqual(new Set(claims.map(({ id }) => id)));
    const { actor = ops.staff.wang, view = 'all' } = reader();
    const now = ops.clock.now();
    const question = { actor, view, ownerId: null, now, dayEndsAt: now };
    const long = await ops.get(QueueQueries).page(ops.reads, question, { limit: 99, after: null });
    expect(ids.flat()).toEqual(long.map(({ id }) => id));
  });

  it('lose nothing that does not move, and show nothing twice, while claims move', async () => {
    const moved = new Set<string>();
    const claimOf = (id: string): ClaimEntity => claims.find((claim) => claim.id === id)!;
    const move = async (claim: ClaimEntity, escalatedAt: Date | null): Promise<void> => {
      moved.add(claim.id);
      await change(claim, { escalatedAt });
    };
    const read = await pages({
      meanwhile: async (last) => {
        // One that was shown goes down, to where the reader will come; another goes up to the top.
        const shown = last.map(claimOf).find(({ escalatedAt }) => escalatedAt !== null);
        if (shown !== undefined) await move(shown, null);
        const up = claims.findLast(({ id, escalatedAt }) => !moved.has(id) && escalatedAt === null);
        if (up !== undefined && !last.includes(up.id)) await move(up, inHours(-100));
      },
    });
    expect(moved.size).toBeGreaterThan(4);
    const seen = read.ids.flat();
    expect(new Set(seen).size).toBe(seen.length);
    const unmoved = claims.map(({ id }) => id).filter((id) => !moved.has(id));
    expect(unmoved.length).toBeGreaterThan(CLAIMS / 2);
    expect(seen).toEqual(expect.arrayContaining(unmoved));
  });

  describe('and the news since they were read', () => {
    const news = async (
      view: QueueView,
      since: Date,
      shown: readonly string[] = [],
    ): Promise<QueueNews> => {
      const { wang } = ops.staff;
      const ownerId = view === 'mine' ? wang.id : null;
      const now = ops.clock.now();
      const question = { actor: wang, view, ownerId, now, dayEndsAt: inHours(48) };
      return ops.get(QueueQueries).news(ops.reads, question, { since, shown });
    };

    it('are none while nothing happens', async () => {
      ops.clock.moveOn(5);
      const since = ops.clock.now();
      ops.clock.moveOn(60_000);
      const [first] = claims;
      const none = { newCount: 0, gone: [], changed: [] };
      expect(await news('all', since, [first!.id])).toEqual(none);
    });

    it('count what has come, tell what is gone and what has changed', async () => {
      ops.clock.moveOn(5);
      const since = ops.clock.now();
      ops.clock.moveOn(5);
      const [given, touched, moved] = claims as [ClaimEntity, ClaimEntity, ClaimEntity];
      await queuedClaim(ops);
      await change(given, { ownerId: ops.staff.qian.id });
      await change(touched, {});
      const shown = [given.id, touched.id, moved.id];
      expect(await news('unassigned', since, shown)).toEqual({
        newCount: 1,
        gone: [given.id],
        changed: [touched.id],
      });
      await change(moved, { escalatedAt: inHours(-1) });
      expect(await news('all', since, [touched.id])).toMatchObject({ newCount: 3 });
      expect(await news('breached', since)).toMatchObject({ newCount: 2 });
    });

    it('tell of a claim that was put off until now', async () => {
      const mine = await queuedClaim(ops, {
        ownerId: ops.staff.wang.id,
        snoozedUntil: inHours(1),
      });
      ops.clock.moveOn(5);
      const since = ops.clock.now();
      expect(await news('mine', since)).toMatchObject({ newCount: 0 });
      ops.clock.moveOn(HOUR_MS);
      expect(await news('mine', since)).toMatchObject({ newCount: 1 });
      expect(mine.ownerId).toBe(ops.staff.wang.id);
    });
  });
});
