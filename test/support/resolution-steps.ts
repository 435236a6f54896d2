import { ApproveResolution, ProposeResolution } from '@app/payouts';
import type { PayoutEntity } from '@app/payouts';
import type { Actor } from '@app/platform';

import { payingCase, payoutNow } from './cases';
import { lookedAt } from './payout-steps';
import type { TestOperations } from './test-operations';

type NewResolution = Parameters<ProposeResolution['run']>[2];
export type Said = Pick<NewResolution, 'outcome'> & Partial<NewResolution>;

const HOUR_MS = 3_600_000;

/** What people say became of payouts of some test. */
export class Resolutions {
  constructor(private readonly ops: TestOperations) {}

  /** On the site of its rail, unless they name other evidence. */
  propose(payout: PayoutEntity, by: Actor, said: Said): Promise<unknown> {
    const { ops } = this;
    const evidence = { kind: 'rail_portal', reference: 'Transfer page', note: 'Seen.' } as const;
    const isSettled = said.outcome === 'settled';
    const proven = {
      settledAt: isSettled ? ops.clock.now() : null,
      transferId: isSettled ? `trf-${payout.id}` : null,
    };
    return ops.transaction((tx) =>
      ops.get(ProposeResolution).run(tx, by, { payoutId: payout.id, evidence, ...proven, ...said }),
    );
  }

  approve(
    payout: PayoutEntity,
    by: Actor,
    wish: { readonly verdict?: 'approve' | 'return'; readonly number?: number } = {},
  ): Promise<PayoutEntity> {
    const { verdict = 'approve', number = 1 } = wish;
    const given = { payoutId: payout.id, number, verdict, note: 'Yes.' };
    return this.ops.transaction((tx) => this.ops.get(ApproveResolution).run(tx, by, given));
  }

  /** By two persons. */
  async resolved(payout: PayoutEntity, said: Said): Promise<PayoutEntity> {
    const { zhao, li } = this.ops.staff;
    await this.propose(payout, zhao, said);
    await this.approve(payout, li);
    return payoutNow(this.ops, payout);
  }

  /** A payout of 150.00 that no machine may send again. */
  async givenUp(): Promise<PayoutEntity> {
    const [payout] = await payingCase(this.ops, { amounts: [15_000n] });
    this.ops.rail.setFaults([{ kind: 'timeout_before_paying' }]);
    const sent = await lookedAt(this.ops, payout!, 0);
    await lookedAt(this.ops, sent, 13 * HOUR_MS);
    return lookedAt(this.ops, sent);
  }
}
