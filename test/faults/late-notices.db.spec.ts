import { DataSource } from 'typeorm';

import { BreakClocks, PassDueTime, breakClocksJob } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { TellClaimant, TellLate, passDueTimeJob } from '@app/messaging';
import { UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import { claimNow, decide, reviewedCase } from '../support/cases';
import { passDueTime, timelineOf } from '../support/clock-steps';
import { duel, later } from '../support/duels';
import { noticesOf } from '../support/silence-steps';
import { TestOperations } from '../support/test-operations';

const died = (): never => {
  throw new Error('The process died.');
};

/** Dies when all is written and nothing is committed. */
class DeadBeforeCommit extends UnitOfWork {
  override transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return super.transaction(async (tx) => {
      await work(tx);
      return died();
    });
  }
}

/** Dies when all is committed, before the queue hears that the job is done. */
class DeadAfterCommit extends UnitOfWork {
  override async transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    await super.transaction(work);
    return died();
  }
}

/** Dies when the breach is written and the claimant is not told. */
class DeadTeller extends TellClaimant {
  override within(): Promise<void> {
    return Promise.reject(new Error('The process died.'));
  }
}

/** Dies when the claimant is told, before the commit. */
class DeadAfterTelling extends TellClaimant {
  override async within(tx: Tx, claimId: string): Promise<void> {
    await super.within(tx, claimId);
    return died();
  }
}

/** What was not done in time: by a clock of the pack, or by the due time of the next step alone. */
const KINDS = ['a clock', 'a due time without a clock'] as const;
const POINTS = [
  'between the breach and the notice',
  'after the notice, before the commit',
  'when all is written, before the commit',
  'after the commit',
] as const;

describe('the worker that tells of what is late dies', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  function worker(parts: {
    readonly unitOfWork?: UnitOfWork;
    readonly teller?: TellClaimant;
  }): TellLate {
    return new TellLate(
      parts.unitOfWork ?? ops.libs.unitOfWork,
      ops.get(BreakClocks),
      ops.get(PassDueTime),
      parts.teller ?? ops.get(TellClaimant),
    );
  }

  function dyingTeller(Dying: typeof TellClaimant): TellClaimant {
    return Object.setPrototypeOf({ ...ops.get(TellClaimant) }, Dying.prototype) as TellClaimant;
  }

  const dying: Readonly<Record<(typeof POINTS)[number], () => TellLate>> = {
    'between the breach and the notice': () => worker({ teller: dyingTeller(DeadTeller) }),
    'after the notice, before the commit': () => worker({ teller: dyingTeller(DeadAfterTelling) }),
    'when all is written, before the commit': () =>
      worker({ unitOfWork: new DeadBeforeCommit(ops.get(DataSource)) }),
    'after the commit': () => worker({ unitOfWork: new DeadAfterCommit(ops.get(DataSource)) }),
  };

  async function overdue(kind: (typeof KINDS)[number]): Promise<ClaimEntity> {
    const claim = await reviewedCase(ops);
    if (kind === 'a clock') {
      await passDueTime(ops, claim);
      return claimNow(ops, claim);
    }
    await decide(ops, claim);
    const { lane, id } = claim;
    await ops.transaction((tx) =>
      tx.query(
        'UPDATE claims SET clock_due_at = NULL, next_due_at = $3 WHERE lane = $1 AND id = $2',
        [lane, id, new Date(ops.clock.now().getTime() - 1)],
      ),
    );
    return claimNow(ops, claim);
  }

  /** What the sweep finds once every bell is lost. */
  const swept = async (): Promise<string[]> => {
    const found = await Promise.all(
      [breakClocksJob, passDueTimeJob].map((job) => job.findDue(ops.reads, ops.clock.now(), 1_000)),
    );
    return found.flat().map(({ claimId }) => claimId);
  };

  const LATE = ['clock.breached', 'due_time.passed'];

  /** How often it is on record that something is late, and how often the claimant was told so. */
  async function recorded(claim: ClaimEntity): Promise<{ breaches: number; notices: number }> {
    const lines = (await timelineOf(ops, claim)).filter((kind) => LATE.includes(kind));
    const told = (await noticesOf(ops, claim)).filter((key) => key === 'sla.late');
    return { breaches: lines.length, notices: told.length };
  }

  describe.each(KINDS)('%s has run out', (kind) => {
    it.each(POINTS)(
      '%s: never one without the other, nothing lost, nothing twice',
      async (point) => {
        const claim = await overdue(kind);
        await expect(dying[point]().run({ claimId: claim.id })).rejects.toThrow(
          'The process died.',
        );
        const isDone = point === 'after the commit';
        const once = { breaches: 1, notices: 1 };
        expect(await recorded(claim)).toEqual(isDone ? once : { breaches: 0, notices: 0 });
        ops.clock.moveOn(3_000);
        expect((await swept()).includes(claim.id)).toBe(!isDone);
        await worker({}).run({ claimId: claim.id });
        expect(await recorded(claim)).toEqual(once);
        await worker({}).run({ claimId: claim.id });
        expect(await recorded(claim)).toEqual(once);
      },
    );

    it('while others do the same: told once, whoever is first', async () => {
      for (const [index, point] of POINTS.entries()) {
        const claim = await overdue(kind);
        const lives = (): Promise<void> => worker({}).run({ claimId: claim.id });
        const tells = (): Promise<void> => ops.get(TellClaimant).run({ claimId: claim.id });
        const dies = (): Promise<void> =>
          dying[point]()
            .run({ claimId: claim.id })
            .catch(() => undefined);
        await duel(later(index % 3, lives), dies, tells, later(2, lives));
        expect(await recorded(claim)).toEqual({ breaches: 1, notices: 1 });
      }
    });
  });
});
