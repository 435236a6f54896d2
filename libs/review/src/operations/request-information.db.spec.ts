import { ClaimQueries, InformationQueries, ResumeClock, askedState } from '@app/claims';
import type { ClaimEntity, ClaimInformationRequestEntity } from '@app/claims';

import {
  claimNow,
  decide,
  filedCase,
  handIn,
  itemsFor,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn, clocksOf, jobsFor } from '../../../../test/support/claim-traces';
import { answer, ask, cannot } from '../../../../test/support/information-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { AssessClaim } from './assess-claim';

const DAY_MS = 86_400_000;

describe('asking a claimant once', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const assessed = async (claim: ClaimEntity): Promise<ClaimEntity> => {
    await ops.get(AssessClaim).run({ claimId: claim.id });
    return claimNow(ops, claim);
  };
  /** What was asked for, and how it stands. */
  const statesOf = async (claim: ClaimEntity): Promise<Record<string, string>> => {
    const asking = await ops.get(InformationQueries).asking(ops.reads, claim);
    return Object.fromEntries(asking.asked.map(({ item }) => [item, askedState(item, asking)]));
  };
  const requestsOf = (claim: ClaimEntity): Promise<ClaimInformationRequestEntity[]> =>
    ops.get(InformationQueries).requests(ops.reads, claim);
  const decideClock = async (claim: ClaimEntity): Promise<string[]> => {
    const facts = await ops.get(ClaimQueries).clockFacts(ops.reads, claim);
    return facts.filter(({ clock }) => clock === 'decide').map(({ kind }) => kind);
  };

  describe('by the assessment', () => {
    it('writes down what is missing, with the rule that asks for it', async () => {
      const claim = await assessed(await filedCase(ops));
      expect(claim.status).toBe('awaiting_claimant');
      const [request, ...more] = await requestsOf(claim);
      expect(more).toEqual([]);
      expect(request).toMatchObject({ askedBy: 'system', text: null, dueAt: claim.nextDueAt });
      const items = await ops.get(InformationQueries).items(ops.reads, claim);
      expect(items.map(({ item }) => item)).toEqual(['identity', 'police_receipt', 'declaration']);
      expect(items[1]).toMatchObject({
        label: { en: 'Police report receipt' },
        why: { en: expect.stringContaining('reported to the police') },
      });
    });

    it('asks no second time when the claim is assessed again, and pauses no clock for it', async () => {
      const claim = await assessed(await filedCase(ops));
      const resumed = { claimId: claim.id, clock: 'decide', note: null };
      await ops.transaction((tx) => ops.get(ResumeClock).run(tx, ops.staff.wang, resumed));
      await ops.transaction((tx) =>
        tx.query(
          `UPDATE claims SET status = 'assessing', next_step = 'assess' WHERE lane = $1 AND id = $2`,
          [claim.lane, claim.id],
        ),
      );
      expect((await assessed(claim)).status).toBe('awaiting_claimant');
      expect(await requestsOf(claim)).toHaveLength(1);
      expect(await decideClock(claim)).toEqual(['started', 'paused', 'resumed']);
    });
  });

  describe('by a reviewer', () => {
    it('lets the claim and its clocks wait, and says so once', async () => {
      const claim = await reviewedCase(ops);
      const request = await ask(ops, claim, ['new_card_proof', 'new_card_proof']);
      const waiting = await claimNow(ops, claim);
      expect(waiting).toMatchObject({ status: 'awaiting_claimant', nextStep: 'add_evidence' });
      expect(request).toMatchObject({ text: 'Please.', askedBy: ops.staff.wang.id });
      expect(request.dueAt).toEqual(waiting.nextDueAt);
      expect(request.dueAt.getTime() - ops.clock.now().getTime()).toBeGreaterThan(9 * DAY_MS);
      expect(await clocksOf(ops, claim)).toContain('decide paused');
      expect(await actsOn(ops, claim)).toContain('information.requested');
      const timeline = await ops.get(ClaimQueries).timeline(ops.reads, claim);
      expect(timeline.at(-1)).toMatchObject({
        kind: 'claim.evidence_needed',
        summary: { en: expect.stringMatching(/Proof of a new card.*\nPlease\./s) },
      });
    });

    it('goes on by itself when the file comes', async () => {
      const claim = await reviewedCase(ops);
      await ask(ops, claim, ['new_card_proof']);
      const rung = await jobsFor(ops, claim);
      await handIn(ops, claim, 'new_card_proof');
      expect(await claimNow(ops, claim)).toMatchObject({ status: 'assessing' });
      expect(await jobsFor(ops, claim)).toBe(rung + 1);
      expect(await statesOf(claim)).toEqual({ new_card_proof: 'received' });
      expect((await assessed(claim)).status).toBe('in_review');
      expect(await clocksOf(ops, claim)).toContain('decide running');
    });

    it('goes on when the claimant cannot give it, and asks for it no more', async () => {
      const claim = await reviewedCase(ops);
      const request = await ask(ops, claim, ['new_card_proof']);
      await answer(ops, claim, request, cannot('new_card_proof'));
      expect(await claimNow(ops, claim)).toMatchObject({ status: 'assessing' });
      expect((await assessed(claim)).status).toBe('in_review');
      expect(await statesOf(claim)).toEqual({ new_card_proof: 'cannot' });
      await expect(ask(ops, claim, ['new_card_proof'])).rejects.toMatchObject({
        code: 'information.answered',
        details: { requestId: request.id },
      });
      const timeline = await ops.get(ClaimQueries).timeline(ops.reads, claim);
      expect(timeline.map(({ kind }) => kind)).toContain('information.answered');
    });

    it('waits on while something is left, and shows what', async () => {
      const claim = await reviewedCase(ops);
      const request = await ask(ops, claim, ['new_card_proof', 'police_case_filing']);
      await answer(ops, claim, request, cannot('police_case_filing'));
      expect((await claimNow(ops, claim)).status).toBe('awaiting_claimant');
      expect(await statesOf(claim)).toEqual({
        new_card_proof: 'open',
        police_case_filing: 'cannot',
      });
      await handIn(ops, claim, 'new_card_proof');
      expect((await claimNow(ops, claim)).status).toBe('assessing');
    });

    it('waits on for what was asked when the claim is assessed anew meanwhile', async () => {
      const claim = await reviewedCase(ops);
      await ask(ops, claim, ['new_card_proof']);
      await ops.transaction((tx) =>
        tx.query(
          `UPDATE claims SET status = 'assessing', next_step = 'assess' WHERE lane = $1 AND id = $2`,
          [claim.lane, claim.id],
        ),
      );
      expect(await assessed(claim)).toMatchObject({ status: 'awaiting_claimant' });
      expect(await requestsOf(claim)).toHaveLength(1);
    });

    it('takes a file after all for what could not be given', async () => {
      const claim = await reviewedCase(ops);
      const request = await ask(ops, claim, ['new_card_proof']);
      await answer(ops, claim, request, cannot('new_card_proof'));
      await handIn(ops, claim, 'new_card_proof');
      expect(await statesOf(claim)).toEqual({ new_card_proof: 'received' });
    });

    it('asks for another item while it waits for the first, and for each only once', async () => {
      const claim = await reviewedCase(ops);
      await ask(ops, claim, ['new_card_proof']);
      const resumed = { claimId: claim.id, clock: 'decide', note: null };
      await ops.transaction((tx) => ops.get(ResumeClock).run(tx, ops.staff.wang, resumed));
      await ask(ops, claim, ['police_case_filing'], ops.staff.qian);
      expect(await decideClock(claim)).toEqual(['started', 'paused', 'resumed', 'paused']);
      expect(await requestsOf(claim)).toHaveLength(2);
    });
  });

  it('lets a claim go on whose required evidence cannot be given, to a reviewer', async () => {
    const claim = await assessed(await filedCase(ops));
    const [request] = await requestsOf(claim);
    await answer(ops, claim, request!, cannot('police_receipt'));
    await handIn(ops, claim, 'identity');
    expect((await claimNow(ops, claim)).status).toBe('awaiting_claimant');
    await handIn(ops, claim, 'declaration');
    expect((await claimNow(ops, claim)).status).toBe('assessing');
    const reviewed = await assessed(claim);
    expect(reviewed).toMatchObject({ status: 'in_review', nextStep: 'review' });
    // The documents are not complete, so that no clock runs from that.
    expect(await clocksOf(ops, claim)).toEqual(['forward met', 'decide running']);
    await decide(ops, claim, { waived: ['police_receipt'] });
    expect((await claimNow(ops, claim)).status).toBe('awaiting_approval');
  });

  describe('is refused', () => {
    it('for what is on file, with a pointer to it', async () => {
      const claim = await reviewedCase(ops);
      const [evidence] = await ops.get(ClaimQueries).evidence(ops.reads, claim);
      await expect(ask(ops, claim, ['new_card_proof', 'identity'])).rejects.toMatchObject({
        code: 'evidence.already_on_file',
        details: {
          saw: 'identity',
          evidenceId: evidence!.id,
          receivedAt: evidence!.uploadedAt.toISOString(),
        },
      });
      expect(await requestsOf(claim)).toEqual([]);
      expect((await claimNow(ops, claim)).status).toBe('in_review');
    });

    it('for what was asked for and is not answered', async () => {
      const claim = await assessed(await filedCase(ops));
      const [request] = await requestsOf(claim);
      await expect(ask(ops, claim, ['identity'])).rejects.toMatchObject({
        code: 'information.asked',
        details: { requestId: request!.id },
      });
    });

    it('for what was waived in the last decision', async () => {
      const claim = await assessed(await filedCase(ops));
      for (const item of itemsFor(claim).slice(1)) await handIn(ops, claim, item);
      await decide(ops, claim, { waived: ['identity'] });
      await ops.transaction((tx) =>
        tx.query(
          `UPDATE claims SET status = 'in_review', next_step = 'review' WHERE lane = $1 AND id = $2`,
          [claim.lane, claim.id],
        ),
      );
      await expect(ask(ops, claim, ['identity'])).rejects.toMatchObject({
        code: 'information.waived',
      });
    });

    it('for what the pack does not list', async () => {
      const claim = await reviewedCase(ops);
      await expect(ask(ops, claim, ['horoscope'])).rejects.toMatchObject({
        code: 'evidence.unknown_item',
        details: { allowed: expect.arrayContaining(['identity']) },
      });
    });

    it('on a claim that is decided, or not yet assessed', async () => {
      const fresh = await filedCase(ops);
      await expect(ask(ops, fresh, ['new_card_proof'])).rejects.toMatchObject({
        code: 'claim.cannot_advance',
      });
      const claim = await reviewedCase(ops);
      await decide(ops, claim, { outcome: 'deny' });
      await expect(ask(ops, claim, ['new_card_proof'])).rejects.toMatchObject({
        code: 'claim.cannot_advance',
      });
    });

    it('to whoever filed it, and to whoever may not review', async () => {
      const claim = await reviewedCase(ops);
      const own = { ...ops.staff.wang, personId: claim.filedBy };
      await expect(ask(ops, claim, ['new_card_proof'], own)).rejects.toMatchObject({
        code: 'claim.own_hand',
      });
      await expect(ask(ops, claim, ['new_card_proof'], ops.staff.sun)).rejects.toMatchObject({
        code: 'claim.not_for_role',
      });
    });
  });

  describe('an answer is refused', () => {
    it('to what nobody asked for, and to what is there', async () => {
      const claim = await assessed(await filedCase(ops));
      const [request] = await requestsOf(claim);
      await expect(answer(ops, claim, request!, cannot('new_card_proof'))).rejects.toMatchObject({
        code: 'information.unknown_item',
        details: { allowed: ['identity', 'police_receipt', 'declaration'] },
      });
      await expect(answer(ops, claim, { id: 'irq_1' }, cannot('identity'))).rejects.toMatchObject({
        code: 'information.not_found',
      });
      await handIn(ops, claim, 'identity');
      await expect(answer(ops, claim, request!, cannot('identity'))).rejects.toMatchObject({
        code: 'information.received',
      });
    });

    it('when it says something else than before, and taken when it says the same', async () => {
      const claim = await assessed(await filedCase(ops));
      const [request] = await requestsOf(claim);
      await answer(ops, claim, request!, cannot('identity'));
      const { version } = await claimNow(ops, claim);
      await answer(ops, claim, request!, cannot('identity'));
      expect((await claimNow(ops, claim)).version).toBe(version);
      const other = [{ item: 'identity', reason: 'The dog ate it.' }];
      await expect(answer(ops, claim, request!, other)).rejects.toMatchObject({
        code: 'information.answered',
      });
    });

    it('once the claim is settled', async () => {
      const claim = await assessed(await filedCase(ops));
      const [request] = await requestsOf(claim);
      await decide(ops, claim, { outcome: 'deny' });
      await expect(answer(ops, claim, request!, cannot('identity'))).rejects.toMatchObject({
        code: 'claim.cannot_advance',
      });
    });
  });
});
