import { PackLibrary, calendarOf, dueAfterPause } from '@app/programs';
import { AssessClaim } from '@app/review';

import {
  aPaymentOf,
  claimNow,
  claimantOf,
  decide,
  evidenceFor,
  filedCase,
  giveVerdict,
  handIn,
  handInAll,
} from '../../../../test/support/cases';
import { actsOn, clocksOf, jobsFor } from '../../../../test/support/claim-traces';
import { duel, endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import { foldClocks } from '../domain/clocks';
import { CORRESPONDENCE } from '../domain/welcome-evidence';
import { ClaimClockEventEntity } from '../persistence/claim-clock-event.entity';
import { ClaimEvidenceEntity } from '../persistence/claim-evidence.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { AddEvidence } from './add-evidence';
import { QuarantineEvidence } from './quarantine-evidence';

const ROUNDS = 20;
const DAY_MS = 86_400_000;

describe('adding evidence', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** A claim that was assessed without its evidence, and waits for the claimant. */
  async function waitingCase(): Promise<ClaimEntity> {
    const claim = await filedCase(ops);
    await ops.get(AssessClaim).run({ claimId: claim.id });
    const waiting = await claimNow(ops, claim);
    expect(waiting.status).toBe('awaiting_claimant');
    return waiting;
  }

  const add = (claim: ClaimEntity, item: string, content: string): Promise<ClaimEvidenceEntity> =>
    ops.transaction((tx) =>
      ops.get(AddEvidence).run(tx, claimantOf(claim), evidenceFor(claim, item, content)),
    );

  const heldOf = ({ lane, id }: ClaimEntity): Promise<ClaimEvidenceEntity[]> =>
    ops.reads.findBy(ClaimEvidenceEntity, { lane, claimId: id });

  it('takes the same content for the same item once, and gives the first answer again', async () => {
    const claim = await filedCase(ops);
    const first = await add(claim, 'identity', 'a passport');
    const { version } = await claimNow(ops, claim);
    const again = await add(claim, 'identity', 'a passport');
    expect(again).toEqual(first);
    expect(await heldOf(claim)).toEqual([first]);
    expect(await actsOn(ops, claim)).toEqual(['claim.filed', 'evidence.added']);
    expect((await claimNow(ops, claim)).version).toBe(version);
    await add(claim, 'declaration', 'a passport');
    expect(await heldOf(claim)).toHaveLength(2);
  });

  it('takes the same content once when it comes five times at once', async () => {
    const claim = await filedCase(ops);
    const ends = await duel(...Array.from({ length: 5 }, () => () => add(claim, 'identity', 'x')));
    expect(ends).toEqual(Array.from({ length: 5 }, () => 'done'));
    expect(await heldOf(claim)).toHaveLength(1);
    expect(await actsOn(ops, claim)).toEqual(['claim.filed', 'evidence.added']);
  });

  it('resumes the clocks with the time they had left, and rings once, with the last item', async () => {
    const claim = await waitingCase();
    const queries = ops.get(ClaimQueries);
    /** When the clock was paused or resumed last, and when it is due. */
    const decideClock = async (): Promise<{ at: Date; due: Date }> => {
      const facts = await queries.clockFacts(ops.reads, claim);
      const [clock] = foldClocks(facts, ops.clock.now()).filter(({ id }) => id === 'decide');
      return { at: facts.findLast((fact) => fact.clock === 'decide')!.at, due: clock!.dueAt! };
    };
    const paused = await decideClock();
    await handIn(ops, claim, 'identity');
    await handIn(ops, claim, 'police_receipt');
    ops.clock.moveOn(9 * DAY_MS);
    expect(await clocksOf(ops, claim)).toEqual(['forward met', 'decide paused']);
    expect(await jobsFor(ops, claim)).toBe(1);

    await handIn(ops, claim, 'declaration');
    const complete = await claimNow(ops, claim);
    expect(complete).toMatchObject({ status: 'assessing', nextStep: 'assess' });
    expect(await jobsFor(ops, claim)).toBe(2);
    const resumed = await decideClock();
    const pause = { from: paused.at, to: resumed.at };
    expect(resumed.due).toEqual(dueAfterPause(paused.due, pause, '5BD', calendarOf('CN')));
    expect(resumed.due.getTime()).toBeGreaterThan(paused.due.getTime());
    expect(await clocksOf(ops, claim)).toEqual([
      'forward met',
      'decide running',
      'verify running',
      'total running',
    ]);
    const timeline = await queries.timeline(ops.reads, claim);
    expect(timeline.filter(({ kind }) => kind === 'evidence.complete')).toHaveLength(1);
  });

  it(`rings once when two last items come at once, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await waitingCase();
      await handIn(ops, claim, 'identity');
      const ends = await duel(
        () => handIn(ops, claim, 'police_receipt'),
        () => handIn(ops, claim, 'declaration'),
      );
      expect(ends).toEqual(['done', 'done']);
      expect(await jobsFor(ops, claim)).toBe(2);
      expect((await claimNow(ops, claim)).status).toBe('assessing');
      const where = { lane: claim.lane, claimId: claim.id, clock: 'verify' };
      expect(await ops.reads.countBy(ClaimClockEventEntity, where)).toBe(1);
    }
  });

  it('needs no second assessment when all is there before the first', async () => {
    const claim = await filedCase(ops);
    await handInAll(ops, claim);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'received', nextStep: 'assess' });
    expect(await jobsFor(ops, claim)).toBe(1);
    expect(await clocksOf(ops, claim)).toContain('verify running');
  });

  it('does not put off what was promised, however often something is added', async () => {
    const claim = await waitingCase();
    ops.clock.moveOn(3 * DAY_MS);
    await handIn(ops, claim, 'identity');
    expect((await claimNow(ops, claim)).nextDueAt).toEqual(claim.nextDueAt);
    // A time that has passed helps nobody: then a new one is given.
    ops.clock.moveOn(30 * DAY_MS);
    await handIn(ops, claim, 'police_receipt');
    const { nextDueAt } = await claimNow(ops, claim);
    expect(nextDueAt!.getTime()).toBeGreaterThan(ops.clock.now().getTime());
  });

  it('starts no checking clock for what comes after the decision', async () => {
    const claim = await waitingCase();
    const waived = ['identity', 'police_receipt', 'declaration'];
    await giveVerdict(ops, await decide(ops, claim, { waived }), ops.staff.zhao);
    await handInAll(ops, claim);
    expect(await clocksOf(ops, claim)).toEqual(['forward met', 'decide met', 'pay running']);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'approved' });
  });

  describe('is refused', () => {
    it('for an item that nobody asks for, with the list of those that are', async () => {
      const claim = await filedCase(ops);
      await expect(add(claim, 'selfie', 'x')).rejects.toMatchObject({
        code: 'evidence.unknown_item',
        message: expect.stringContaining('identity, police_receipt, declaration'),
      });
    });

    it('when the claim is at rest', async () => {
      const claim = await waitingCase();
      await decide(ops, claim, { outcome: 'deny' });
      expect(await endOf(add(claim, 'identity', 'x'))).toBe('evidence.claim_settled');
    });

    it('from the 51st file on, also when they come at once', async () => {
      const claim = await filedCase(ops);
      for (let number = 0; number < 49; number += 1) await add(claim, 'identity', `${number}`);
      const ends = await duel(
        () => add(claim, 'identity', 'a'),
        () => add(claim, 'identity', 'b'),
      );
      expect(ends).toEqual(['done', 'evidence.too_many']);
      expect(await heldOf(claim)).toHaveLength(50);
    });

    it('for an item that has a file, and not for one that is still missing', async () => {
      const claim = await filedCase(ops);
      for (let number = 0; number < 50; number += 1) {
        await add(claim, CORRESPONDENCE.id, `${number}`);
      }
      expect(await endOf(add(claim, CORRESPONDENCE.id, 'more'))).toBe('evidence.too_many');
      const open = (): Promise<void> =>
        ops.get(AddEvidence).requireOpen(ops.reads, claimantOf(claim), claim);
      for (const { id } of (await ops.get(PackLibrary).pinned(ops.reads, claim)).evidence) {
        expect(await endOf(open())).toBe('done');
        expect(await endOf(add(claim, id, `the ${id}`))).toBe('done');
        expect(await endOf(add(claim, id, `another ${id}`))).toBe('evidence.too_many');
      }
      expect(await endOf(open())).toBe('evidence.too_many');
    });

    it('for an item whose only file was quarantined no more than for a missing one', async () => {
      const claim = await filedCase(ops);
      for (let number = 0; number < 49; number += 1) {
        await add(claim, CORRESPONDENCE.id, `${number}`);
      }
      const { id: evidenceId } = await add(claim, 'identity', 'harmful');
      await ops.get(QuarantineEvidence).run({ evidenceId, threat: 'Eicar' });
      expect(await endOf(add(claim, 'identity', 'a screenshot'))).toBe('done');
    });

    it('for a claim that does not exist', async () => {
      const claim = await filedCase(ops);
      const payment = await aPaymentOf(ops, claimantOf(claim));
      expect(await endOf(add({ ...claim, id: payment.id }, 'identity', 'x'))).toBe(
        'claim.not_found',
      );
    });
  });
});
