import { newId } from '@app/kernel';

import { claimNow, filedCase } from '../../../../test/support/cases';
import { queuedClaim } from '../../../../test/support/queued-claims';
import { TestOperations } from '../../../../test/support/test-operations';
import { makeReference } from '../domain/claim-reference';
import { insertWithReference } from './insert-with-reference';
import type { ClaimEntity } from '../persistence/claim.entity';

describe('the reference of a new claim', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** Files like somebody who draws these numbers, one after the other. */
  async function filing(like: ClaimEntity, ...draws: number[]): Promise<ClaimEntity> {
    const id = newId('clm', like.lane);
    const rowOf = (reference: string): ClaimEntity => ({ ...like, id, reference });
    return ops.transaction((tx) =>
      insertWithReference(tx, like.lane, rowOf, () => draws.shift() ?? 0),
    );
  }

  it('is another one when it is taken', async () => {
    const first = await queuedClaim(ops, { reference: 'unlike any other' });
    const taken = await filing(first, 1);
    expect(taken.reference).toBe(makeReference(first.lane, 1));
    const next = await filing(first, 1, 1, 2);
    expect(next.reference).toBe(makeReference(first.lane, 2));
    expect(await claimNow(ops, next)).toMatchObject({ reference: next.reference });
  });

  it('is another one when somebody is taking it right now', async () => {
    const like = await queuedClaim(ops, { reference: 'unlike any other' });
    const both = await Promise.all([filing(like, 3, 4), filing(like, 3, 4)]);
    expect(new Set(both.map(({ reference }) => reference))).toEqual(
      new Set([makeReference(like.lane, 3), makeReference(like.lane, 4)]),
    );
  });

  it('is not looked for without end', async () => {
    const like = await queuedClaim(ops, { reference: 'unlike any other' });
    await filing(like, 0);
    await expect(filing(like)).rejects.toThrow('hardly a reference left');
    expect((await filedCase(ops)).reference).toMatch(/^CLM-/);
  });
});
