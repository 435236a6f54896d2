import { DataSource } from 'typeorm';

import { AuditTrail } from '@app/audit';
import {
  AssignOwner,
  BreakClocks,
  ChangeClaim,
  ClaimEventEntity,
  ClaimQueries,
  breakClocksJob,
} from '@app/claims';
import type { ClaimChange, ClaimEntity } from '@app/claims';
import { UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import { claimNow, filedCase, reviewedCase } from '../support/cases';
import { actsOn } from '../support/claim-traces';
import { offeringClockPack } from '../support/clock-pack';
import {
  assess,
  breakClocksOf,
  clockFactsOf,
  milestoneOn,
  passDueTime,
  timelineOf,
} from '../support/clock-steps';
import { duel, later } from '../support/duels';
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

/** Dies between the event and what is written about it. */
class DeadAuditor extends AuditTrail {
  override record(): Promise<void> {
    return Promise.reject(new Error('The process died.'));
  }
}

/** As much of a transaction as is written through here. */
interface Inserter {
  insert(...given: unknown[]): unknown;
}

/** Dies between the event, with the change of the claim, and the line in its timeline. */
class DeadNarrator extends ChangeClaim {
  override apply(tx: Tx, claim: ClaimEntity, change: ClaimChange): Promise<ClaimEntity> {
    const insert = (entity: unknown, ...rows: unknown[]): unknown =>
      entity === ClaimEventEntity ? died() : (tx as unknown as Inserter).insert(entity, ...rows);
    return super.apply(Object.create(tx, { insert: { value: insert } }) as Tx, claim, change);
  }
}

/** Dies before anything is written. */
class DeadChanger extends ChangeClaim {
  override apply(_tx: Tx, _claim: ClaimEntity, _change: ClaimChange): Promise<ClaimEntity> {
    return Promise.reject(new Error('The process died.'));
  }
}

const POINTS = [
  'before the event is written',
  'between the event and the timeline',
  'between the timeline and the audit trail',
  'when all is written, before the commit',
  'after the commit',
] as const;

describe('the worker that breaks a clock dies', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
  });
  afterAll(async () => {
    await ops.stop();
  });

  interface Parts {
    readonly unitOfWork?: UnitOfWork;
    readonly changeClaim?: ChangeClaim;
    readonly audit?: AuditTrail;
  }

  function worker(parts: Parts): BreakClocks {
    return new BreakClocks(
      parts.unitOfWork ?? ops.libs.unitOfWork,
      parts.changeClaim ?? ops.get(ChangeClaim),
      ops.get(AssignOwner),
      ops.get(ClaimQueries),
      parts.audit ?? ops.get(AuditTrail),
      ops.clock,
    );
  }

  /** Takes the parts of a living change of claims, and dies where the class says. */
  function dyingChange(Dying: typeof ChangeClaim): ChangeClaim {
    return Object.setPrototypeOf({ ...ops.get(ChangeClaim) }, Dying.prototype) as ChangeClaim;
  }

  const dying: Readonly<Record<(typeof POINTS)[number], () => BreakClocks>> = {
    'before the event is written': () => worker({ changeClaim: dyingChange(DeadChanger) }),
    'between the event and the timeline': () => worker({ changeClaim: dyingChange(DeadNarrator) }),
    'between the timeline and the audit trail': () => worker({ audit: new DeadAuditor(ops.clock) }),
    'when all is written, before the commit': () =>
      worker({ unitOfWork: new DeadBeforeCommit(ops.get(DataSource)) }),
    'after the commit': () => worker({ unitOfWork: new DeadAfterCommit(ops.get(DataSource)) }),
  };

  /** A claim whose clock has just run out, and on which a provisional credit is due. */
  async function overdue(): Promise<ClaimEntity> {
    const claim = await reviewedCase(ops);
    await passDueTime(ops, claim);
    return claimNow(ops, claim);
  }

  const swept = async (): Promise<string[]> => {
    const due = await breakClocksJob.findDue(ops.reads, ops.clock.now(), 1_000);
    return due.map(({ claimId }) => claimId);
  };

  /** Once the whole of it, whoever did it and however often it was tried. */
  async function expectBrokenOnce(claim: ClaimEntity): Promise<void> {
    const broken = await claimNow(ops, claim);
    expect(broken).toMatchObject({ nextStep: 'credit_provisionally', nextBy: 'reviewer' });
    expect(broken.escalatedAt).not.toBeNull();
    const facts = await clockFactsOf(ops, claim);
    expect(facts.filter((fact) => fact.includes('breached'))).toEqual([
      'decide breached provisional_credit',
    ]);
    expect(facts.filter((fact) => fact === 'decide_extended started')).toHaveLength(1);
    const lines = await timelineOf(ops, claim);
    expect(lines.filter((kind) => kind === 'clock.breached')).toHaveLength(1);
    const acts = await actsOn(ops, claim);
    expect(acts.filter((act) => act === 'clock.breached')).toHaveLength(1);
  }

  it.each(POINTS)('%s: nothing is lost, and nothing is done twice', async (point) => {
    const claim = await overdue();
    await expect(dying[point]().run({ claimId: claim.id })).rejects.toThrow('The process died.');
    const isDone = point === 'after the commit';
    expect((await claimNow(ops, claim)).version).toBe(claim.version + (isDone ? 1 : 0));
    // Its job is lost with it: the sweep finds what is left to be done.
    ops.clock.moveOn(3_000);
    expect((await swept()).includes(claim.id)).toBe(!isDone);
    await breakClocksOf(ops, claim);
    await expectBrokenOnce(claim);
    await breakClocksOf(ops, claim);
    await expectBrokenOnce(claim);
  });

  it('while another one does the same: it is done once, whoever is first', async () => {
    for (const [index, point] of [...POINTS, ...POINTS].entries()) {
      const claim = await overdue();
      const lives = (): Promise<void> => worker({}).run({ claimId: claim.id });
      const dies = (): Promise<void> =>
        dying[point]()
          .run({ claimId: claim.id })
          .catch(() => undefined);
      await duel(later(index % 3, lives), dies, later(2, lives));
      await expectBrokenOnce(claim);
    }
  });

  it('while the promise is kept: it was kept in time or too late, and never both', async () => {
    for (let round = 0; round < 10; round += 1) {
      const claim = await filedCase(ops);
      await passDueTime(ops, claim);
      await duel(
        later(round % 3, () => breakClocksOf(ops, claim)),
        later(round % 2, () => assess(ops, claim)),
      );
      const facts = await clockFactsOf(ops, claim);
      expect(facts.filter((fact) => fact.startsWith('forward breached'))).toHaveLength(1);
      expect(facts.filter((fact) => fact === 'forward met')).toHaveLength(1);
      const lines = await timelineOf(ops, claim);
      expect(lines.filter((kind) => kind === 'clock.breached')).toHaveLength(1);
    }
  });

  it('while its milestone is recorded: clock and record agree', async () => {
    for (let round = 0; round < 10; round += 1) {
      const claim = await filedCase(ops);
      await milestoneOn(ops, claim, 'dispute_opened', { daysAgo: 40 });
      await duel(
        later(round % 3, () => breakClocksOf(ops, claim)),
        later(round % 2, () => milestoneOn(ops, claim, 'dispute_opened', { daysAgo: 1 })),
      );
      const facts = await clockFactsOf(ops, claim);
      // Broken before the correction, or never: the corrected start is there either way.
      expect(facts.filter((fact) => fact === 'inquiry started')).toHaveLength(2);
      const breach = facts.indexOf('inquiry breached close');
      expect(breach).toBeLessThan(facts.lastIndexOf('inquiry started'));
    }
  });
});
