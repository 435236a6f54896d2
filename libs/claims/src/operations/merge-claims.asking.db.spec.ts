import { AssessClaim } from '@app/review';

import { aClaimant, claimNow, handIn, reviewedCase } from '../../../../test/support/cases';
import { endOf } from '../../../../test/support/duels';
import { answer, ask, cannot } from '../../../../test/support/information-steps';
import { merge } from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';
import { askedState } from '../domain/information-requests';
import { InformationQueries } from '../evidence/information.queries';
import type { ClaimEntity } from '../persistence/claim.entity';

const ITEM = 'new_card_proof';

describe('what a claimant was asked for on a duplicate', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  async function twoClaims(): Promise<{ duplicate: ClaimEntity; other: ClaimEntity }> {
    const claimant = aClaimant();
    const other = await reviewedCase(ops, { claimant });
    return { duplicate: await reviewedCase(ops, { claimant }), other };
  }

  /** How what was asked for stands on the claim that goes on, once it is assessed. */
  async function after(duplicate: ClaimEntity, other: ClaimEntity): Promise<unknown[]> {
    await merge(ops, duplicate, other);
    await ops.get(AssessClaim).run({ claimId: other.id });
    const { status } = await claimNow(ops, other);
    const asking = await ops.get(InformationQueries).asking(ops.reads, other);
    return [status, ...asking.asked.map(({ item }) => `${item} ${askedState(item, asking)}`)];
  }

  it('is not asked for again when they cannot give it', async () => {
    const { duplicate, other } = await twoClaims();
    await answer(ops, duplicate, await ask(ops, duplicate, [ITEM]), cannot(ITEM));
    expect(await after(duplicate, other)).toEqual(['in_review', `${ITEM} cannot`]);
    expect(await endOf(ask(ops, other, [ITEM]))).toBe('information.answered');
  });

  it('is not asked for again when it is on file', async () => {
    const { duplicate, other } = await twoClaims();
    await ask(ops, duplicate, [ITEM]);
    await handIn(ops, duplicate, ITEM);
    expect(await after(duplicate, other)).toEqual(['in_review', `${ITEM} received`]);
    expect(await endOf(ask(ops, other, [ITEM]))).toBe('evidence.already_on_file');
  });

  it('is waited for still when they have not answered', async () => {
    const { duplicate, other } = await twoClaims();
    await ask(ops, duplicate, [ITEM]);
    expect(await after(duplicate, other)).toEqual(['awaiting_claimant', `${ITEM} open`]);
  });

  it('stands once on the other claim, with the answer that came to either', async () => {
    const { duplicate, other } = await twoClaims();
    await ask(ops, other, [ITEM]);
    await answer(ops, duplicate, await ask(ops, duplicate, [ITEM]), cannot(ITEM));
    expect(await after(duplicate, other)).toEqual(['in_review', `${ITEM} cannot`]);
    const requests = await ops.get(InformationQueries).requests(ops.reads, other);
    expect(requests).toHaveLength(1);
  });
});
