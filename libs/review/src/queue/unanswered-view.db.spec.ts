import { ChangeClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { SYSTEM } from '@app/platform';

import { emptyQueue, queuedClaim } from '../../../../test/support/queued-claims';
import { TestOperations } from '../../../../test/support/test-operations';
import { ServiceDay } from '../service-day';
import { QueueQueries } from './queue.queries';
import type { QueueQuestion } from './queue-sql';

const HOUR_MS = 3_600_000;

describe('the queue of those who wait for an answer', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });
  beforeEach(async () => {
    await emptyQueue(ops);
  });

  const inMs = (ms: number): Date => new Date(ops.clock.now().getTime() + ms);

  /** A claim at rest whose claimant objects to what is asked back of them. */
  const objected = (wish: Partial<ClaimEntity> = {}): Promise<ClaimEntity> =>
    queuedClaim(ops, {
      ...{ status: 'paid', nextStep: 'answer_objection', nextBy: 'approver' },
      ...{ awardedMinor: 86_000n, paidMinor: 86_000n, decidedAt: ops.clock.now(), ...wish },
    });
  const written = (wish: Partial<ClaimEntity> = {}): Promise<ClaimEntity> =>
    queuedClaim(ops, { answerOwedAt: ops.clock.now(), ...wish });

  function question(): QueueQuestion {
    const now = ops.clock.now();
    const dayEndsAt = ops.get(ServiceDay).endsAt(now);
    return { actor: ops.staff.zhao, view: 'unanswered', ownerId: null, now, dayEndsAt };
  }
  async function shown(): Promise<string[]> {
    const page = { limit: 100, after: null };
    const rows = await ops.get(QueueQueries).page(ops.reads, question(), page);
    return rows.map(({ id }) => id);
  }

  it('holds objections beside letters, the most urgent first, and nothing else', async () => {
    const later = await objected({ nextDueAt: inMs(9 * HOUR_MS) });
    const letter = await written({ nextDueAt: inMs(5 * HOUR_MS) });
    const sooner = await objected({ nextDueAt: inMs(2 * HOUR_MS) });
    await queuedClaim(ops);
    expect(await shown()).toEqual([sooner.id, letter.id, later.id]);
    const counts = await ops.get(QueueQueries).counts(ops.reads, (view) => ({
      ...question(),
      view,
    }));
    expect(counts).toMatchObject({ unanswered: 3 });
  });

  it('lets an objection go once it was answered, and keeps it for whoever puts it off', async () => {
    const one = await objected({ snoozedUntil: inMs(HOUR_MS) });
    expect(await shown()).toEqual([one.id]);
    await ops.transaction(async (tx) => {
      const claim = await ops.get(ChangeClaim).lock(tx, one.id);
      const answered = { actor: SYSTEM, command: 'recover', nextStep: null } as const;
      await ops.get(ChangeClaim).apply(tx, claim, answered);
    });
    expect(await shown()).toEqual([]);
  });
});
