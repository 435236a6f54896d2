import { ClaimQueries, InformationQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';

import { claimNow, handIn, reviewedCase } from '../../../../test/support/cases';
import { actsOn, jobsFor } from '../../../../test/support/claim-traces';
import { duel, later } from '../../../../test/support/duels';
import { answer, ask, cannot } from '../../../../test/support/information-steps';
import { TestOperations } from '../../../../test/support/test-operations';

const ROUNDS = 20;

describe(`asking a claimant once, ${ROUNDS} times out of ${ROUNDS},`, () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const pausesOf = async (claim: ClaimEntity): Promise<number> => {
    const facts = await ops.get(ClaimQueries).clockFacts(ops.reads, claim);
    return facts.filter(({ clock, kind }) => clock === 'decide' && kind === 'paused').length;
  };

  it('counts the same answer once when it is given twice at once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await reviewedCase(ops);
      const request = await ask(ops, claim, ['new_card_proof']);
      const rung = await jobsFor(ops, claim);
      const give = (): Promise<ClaimEntity> =>
        answer(ops, claim, request, cannot('new_card_proof'));
      expect(await duel(give, give)).toEqual(['done', 'done']);
      expect(await jobsFor(ops, claim)).toBe(rung + 1);
      const acts = await actsOn(ops, claim);
      expect(acts.filter((act) => act === 'information.answered')).toHaveLength(1);
    }
  });

  it('counts one of two answers that contradict each other', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await reviewedCase(ops);
      const request = await ask(ops, claim, ['new_card_proof', 'police_case_filing']);
      const ends = await duel(
        () => answer(ops, claim, request, cannot('new_card_proof')),
        () => answer(ops, claim, request, [{ item: 'new_card_proof', reason: 'Never had one.' }]),
      );
      expect(ends).toEqual(['done', 'information.answered']);
    }
  });

  it('lets one of two reviewers ask for the same', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await reviewedCase(ops);
      const ends = await duel(
        () => ask(ops, claim, ['new_card_proof']),
        () => ask(ops, claim, ['new_card_proof'], ops.staff.qian),
      );
      expect(ends).toEqual(['done', 'information.asked']);
      expect(await ops.get(InformationQueries).requests(ops.reads, claim)).toHaveLength(1);
      expect(await pausesOf(claim)).toBe(1);
    }
  });

  it('waits for nothing that is there, also when it comes while it is asked for', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await reviewedCase(ops);
      const ends = await duel(
        () => ask(ops, claim, ['new_card_proof']),
        later(round % 4, () => handIn(ops, claim, 'new_card_proof')),
      );
      const { status } = await claimNow(ops, claim);
      expect([
        ['done,done', 'assessing'],
        ['done,evidence.already_on_file', 'in_review'],
      ]).toContainEqual([ends.join(), status]);
    }
  });
});
