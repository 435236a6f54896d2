import { FundGuarantee } from '@app/accounting';
import {
  AddEvidence,
  ClaimQueries,
  CloseClaim,
  FileClaim,
  OpenAppeal,
  WithdrawClaim,
  openAppealJob,
} from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { DomainError } from '@app/kernel';
import { Money } from '@app/money';
import { RecordRefund } from '@app/payments';
import type { PaymentEntity } from '@app/payments';
import type { PayoutEntity, RailAnswer } from '@app/payouts';
import type { Actor } from '@app/platform';
import { ApproveDecision, AssessClaim, DecideClaim } from '@app/review';

import { giveTo } from '../support/accounts';
import {
  aClaimant,
  aFiling,
  aPaymentOf,
  claimNow,
  decisionsOf,
  evidenceFor,
  handInAll,
  itemsFor,
  payoutsOf,
  proposalFor,
} from '../support/cases';
import type { RailCall } from '../support/intercepted-rail';
import { lodge, merge, reopen } from '../support/lives';
import { anActor } from '../support/test-libs';
import type { Staff, TestOperations } from '../support/test-operations';
import { imbalances, overclaimed } from './claim-balances';
import type { Command, Fate } from './history-commands';

/** Assessing, opening, sending, asking until the rail's window is over, sending again. */
const ROUNDS_MAX = 12;

/** What is on the rail at the start of a history: for one small payout, not for two. */
const A_LITTLE = 20_000n;

/** Long after whatever happens in a history. */
const LATER = new Date('2100-01-01T00:00:00Z');

class Died extends Error {}

/** One claimant with three payments, and everything that happens to them. */
export class ClaimHistory {
  /** How often a payout was seen to wait for money when all faults had stopped. */
  waits = 0;

  private constructor(
    private readonly ops: TestOperations,
    private readonly claimant: Actor,
    private readonly payments: readonly PaymentEntity[],
    readonly claims: ClaimEntity[] = [],
  ) {}

  static async begin(ops: TestOperations): Promise<ClaimHistory> {
    const claimant = aClaimant();
    const payments = [
      await aPaymentOf(ops, claimant, { amountMinor: 18_000n }),
      await aPaymentOf(ops, claimant, { amountMinor: 400_000n }),
      await aPaymentOf(ops, claimant, { amountMinor: 5_100_003n }),
    ];
    const history = new ClaimHistory(ops, claimant, payments);
    await history.contribute(A_LITTLE);
    await history.play({ do: 'file', payment: 0, share: 100 });
    return history;
  }

  /** Does one thing. A refusal is a fine answer; any other error is a fault. */
  async play(command: Command): Promise<void> {
    try {
      await this.act(command);
    } catch (error) {
      if (!(error instanceof DomainError || error instanceof Died)) throw error;
    }
  }

  private async act(command: Command): Promise<void> {
    if (command.do === 'file') return this.file(command);
    if (command.do === 'refund') return this.refund(command);
    if (command.do === 'contribute')
      return this.contribute((A_LITTLE * BigInt(command.share)) / 100n);
    if (command.do === 'wait') {
      this.ops.clock.moveOn(command.minutes * 60_000);
      return;
    }
    const claim = this.claims[command.claim % this.claims.length];
    if (claim !== undefined) await this.actOn(await claimNow(this.ops, claim), command);
  }

  private async actOn(
    claim: ClaimEntity,
    command: Exclude<Command, { do: 'file' | 'refund' | 'contribute' | 'wait' }>,
  ): Promise<void> {
    const { ops } = this;
    const input = { claimId: claim.id, reason: 'It is over.' };
    switch (command.do) {
      case 'hand in': {
        const items = itemsFor(claim);
        const evidence = evidenceFor(claim, items[command.item % items.length] ?? '', claim.id);
        await ops.transaction((tx) => ops.get(AddEvidence).run(tx, this.claimant, evidence));
        return;
      }
      case 'withdraw':
        await ops.transaction((tx) => ops.get(WithdrawClaim).run(tx, this.claimant, input));
        return;
      case 'close':
        await ops.transaction((tx) => ops.get(CloseClaim).run(tx, ops.staff.wang, input));
        return;
      case 'appeal':
        await lodge(ops, claim);
        return;
      case 'reopen':
        await reopen(ops, claim, ops.staff[command.by]);
        return;
      case 'merge':
        await merge(ops, claim, this.claims[command.into % this.claims.length]!);
        return;
      case 'decide':
        return this.decide(claim, command);
      case 'judge':
        return this.judge(claim, command);
      case 'go on':
        return this.goOn(claim, command.fate);
    }
  }

  private async file({ payment, share }: { payment: number; share: number }): Promise<void> {
    const { ops } = this;
    const named = this.payments[payment % this.payments.length]!;
    const amountMinor = (named.amountMinor * BigInt(share)) / 100n;
    const filing = aFiling(ops, [{ payment: named, amountMinor }]);
    this.claims.push(
      await ops.transaction((tx) => ops.get(FileClaim).run(tx, this.claimant, filing)),
    );
  }

  private async refund({ payment, share }: { payment: number; share: number }): Promise<void> {
    const { ops } = this;
    const { source, sourceId, amountMinor, currency } =
      this.payments[payment % this.payments.length]!;
    await ops.transaction((tx) =>
      ops.get(RecordRefund).run(tx, {
        source,
        paymentSourceId: sourceId,
        refundId: `refund of ${share}`,
        money: Money.of((amountMinor * BigInt(share)) / 1_000n + 1n, currency),
        refundedAt: ops.clock.now(),
        status: 'succeeded',
      }),
    );
  }

  /** The company pays into the fund, and all of it goes on to the rail. */
  private async contribute(amountMinor: bigint): Promise<void> {
    const { ops } = this;
    const money = Money.of(amountMinor, 'CNY');
    const contribution = {
      actor: anActor('operator'),
      money,
      toRail: { rail: 'simulated', money },
    };
    await ops.transaction((tx) => ops.get(FundGuarantee).run(tx, contribution));
  }

  private async decide(
    claim: ClaimEntity,
    command: Extract<Command, { do: 'decide' }>,
  ): Promise<void> {
    const { ops } = this;
    const { outcome, share, by, waives } = command;
    const part = outcome === 'approve' ? 100n : BigInt(share);
    const lines = await ops.get(ClaimQueries).lines(ops.reads, claim);
    // What the pack gives on a single line is what is reserved for it; of several, what is claimed.
    const awards = lines.map(({ amountMinor, awardMinor }) => {
      const soFar = awardMinor ?? 0n;
      const more = lines.length === 1 ? claim.reserveMinor : amountMinor - soFar;
      return soFar + (more * part) / 100n;
    });
    const waived = waives && claim.status === 'awaiting_claimant' ? itemsFor(claim) : [];
    const proposal = await proposalFor(ops, claim, { outcome, awards, waived });
    await giveTo(ops, claim, ops.staff[by]);
    await ops.transaction((tx) => ops.get(DecideClaim).run(tx, ops.staff[by], proposal));
  }

  private async judge(
    claim: ClaimEntity,
    { by, verdict }: { by: Staff; verdict: 'approve' | 'return' },
  ): Promise<void> {
    const { ops } = this;
    const decision = (await decisionsOf(ops, claim)).at(-1);
    if (decision === undefined) return;
    const input = { decisionId: decision.id, verdict, note: 'Seen.' };
    await ops.transaction((tx) => ops.get(ApproveDecision).run(tx, ops.staff[by], input));
  }

  /** What the jobs would do for a claim now, and what a willing claimant would. */
  private async goOn(claim: ClaimEntity, fate: Fate): Promise<void> {
    const { ops } = this;
    const { id: claimId, nextStep } = claim;
    if (nextStep === 'assess') await ops.get(AssessClaim).run({ claimId });
    if (nextStep === 'add_evidence') await handInAll(ops, claim);
    if (nextStep === 'open_payout') await ops.openPayouts.run({ claimId });
    if (nextStep === 'settle_payout' || nextStep === 'await_funds') await this.pay(claim, fate);
    if (claim.status === 'paid') await ops.get(OpenAppeal).run({ claimId });
  }

  private async pay(claim: ClaimEntity, fate: Fate): Promise<void> {
    const { ops } = this;
    for (const payout of await payoutsOf(ops, claim)) {
      const { id: payoutId, nextActionAt } = payout;
      if (nextActionAt === null) continue;
      if (payout.statusReason === 'awaiting_funds') await ops.refillAllotment.run(payout);
      ops.clock.moveOn(Math.max(0, nextActionAt.getTime() - ops.clock.now().getTime()));
      ops.way.intercept = (call) => befall(call, fate);
      if (fate === 'refused') {
        const match = { reference: payoutId };
        ops.rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_FROZEN', match }]);
      }
      await ops.advancePayout.run({ payoutId });
    }
  }

  /**
   * The faults stop and money comes: everything that needs no person runs on. Returns what is stuck
   * then.
   */
  async comeToRest(): Promise<string[]> {
    const { ops } = this;
    for (let round = 0; ; round += 1) {
      const now = await Promise.all(this.claims.map((claim) => claimNow(ops, claim)));
      const heard = await this.kept();
      const moving = now.filter(
        ({ id, nextBy, nextStep }) =>
          nextBy === 'system' || nextStep === 'await_funds' || heard.has(id),
      );
      if (moving.length === 0 || round === ROUNDS_MAX) {
        return moving.map(({ id, status }) => `${id} ${status}`);
      }
      await this.fundWhatWaits();
      for (const claim of moving) await this.goOn(claim, 'delivered');
      ops.clock.moveOn(61_000);
    }
  }

  /** Claims that are paid, and whose appeal waits to be heard. */
  private async kept(): Promise<Set<string>> {
    const rows = await openAppealJob.findDue(this.ops.reads, LATER, 1_000);
    const ours = new Set(this.claims.map(({ id }) => id));
    return new Set(rows.map(({ claimId }) => claimId).filter((id) => ours.has(id)));
  }

  /** What does not add up in the books and on the payments of this claimant. */
  async unsound(): Promise<string[]> {
    const { ops, claims, payments } = this;
    return [...(await imbalances(ops, claims)), ...(await overclaimed(ops, payments))];
  }

  /** Exactly what is asked for comes, so that the next history finds a rail without money again. */
  private async fundWhatWaits(): Promise<void> {
    const payouts = await this.payouts();
    const waiting = payouts.filter(({ statusReason }) => statusReason === 'awaiting_funds');
    this.waits += waiting.length;
    const missing = waiting.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    if (missing > 0n) await this.contribute(missing);
  }

  private async payouts(): Promise<PayoutEntity[]> {
    const { ops } = this;
    return (await Promise.all(this.claims.map((claim) => payoutsOf(ops, claim)))).flat();
  }

  /** What the rail's own book says against ours. */
  async doublyPaid(): Promise<string[]> {
    const { ops } = this;
    return (await this.payouts()).flatMap(({ id, status }) => {
      const times = ops.rail.book().paidOf(id).length;
      const fits = status === 'settled' ? times === 1 : times === 0 || status === 'action_required';
      return fits ? [] : [`${id} is ${status} and was paid ${times} times`];
    });
  }
}

async function befall(call: RailCall, fate: Fate): Promise<RailAnswer> {
  if (fate === 'lost') return { outcome: 'unknown', reason: 'timeout', seen: 'lost' };
  const answer = await call.deliver();
  if (fate === 'dies') throw new Died();
  return fate === 'answer_lost' ? { outcome: 'unknown', reason: 'timeout', seen: 'lost' } : answer;
}
