import { AuditTrail } from '@app/audit';
import { ChangeClaim, ClaimQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Clock } from '@app/kernel';
import { PaymentQueries } from '@app/payments';
import { CreditQueries, RailDirectory, TakeBackCredit, TendCredit } from '@app/payouts';
import type { PayoutEntity } from '@app/payouts';
import { RecoverCredit } from '@app/recoveries';

import { Payees } from '../../libs/payouts/src/payees';
import { EndCredit } from '../../libs/payouts/src/provisional/operations/end-credit';
import { FinaliseCredit } from '../../libs/payouts/src/provisional/operations/finalise-credit';
import { GrantCredit } from '../../libs/payouts/src/provisional/operations/grant-credit';
import { RecordTakeBack } from '../../libs/payouts/src/provisional/operations/record-take-back';
import type { ProvisionalCreditPartEntity } from '../../libs/payouts/src/provisional/persistence/provisional-credit-part.entity';
import { claimNow, payoutNow, payoutsOf, reviewedCase } from './cases';
import type { CaseWish } from './cases';
import { bookingsOf } from './claim-traces';
import { timelineOf } from './clock-steps';
import { atRest } from './payout-steps';
import type { TestOperations } from './test-operations';

/** The work of the jobs of a credit, over the rail of the test. */
export class CreditSteps {
  private readonly tendCredit: TendCredit;
  private readonly rails: RailDirectory;

  constructor(private readonly ops: TestOperations) {
    this.rails = new RailDirectory([ops.way]);
    const grantCredit = new GrantCredit(
      ops.get(ChangeClaim),
      ops.get(ClaimQueries),
      ops.get(PaymentQueries),
      ops.get(Payees),
      this.rails,
      ops.get(AuditTrail),
      ops.clock,
    );
    this.tendCredit = new TendCredit(
      ops.libs.unitOfWork,
      ops.get(ChangeClaim),
      ops.get(CreditQueries),
      grantCredit,
      ops.get(FinaliseCredit),
      ops.get(EndCredit),
      ops.clock,
    );
  }

  /** Throws when an invariant of the books is broken. */
  async requireSoundBooks(): Promise<void> {
    const broken = await this.ops.broken();
    if (broken.length > 0) throw new Error(`The books are broken: ${broken.join('; ')}`);
  }

  /** What was booked for the credit of a claim. */
  async bookingsOn(claim: ClaimEntity): Promise<string[]> {
    return (await bookingsOf(this.ops, claim)).filter((line) => /^E(1[1-4]|36) /.test(line));
  }

  /** What the timeline of a claim tells of its credit. */
  async eventsOn(claim: ClaimEntity): Promise<string[]> {
    return (await timelineOf(this.ops, claim)).filter((kind) => kind.startsWith('credit.'));
  }

  /** Does what the job of a claim's credit does. */
  async tend(claim: Pick<ClaimEntity, 'id'>): Promise<ClaimEntity> {
    await this.tendCredit.run({ claimId: claim.id });
    return claimNow(this.ops, claim);
  }

  /** Lets the time pass until the credit of a claim is looked at, and looks. */
  async tendInTime(claim: Pick<ClaimEntity, 'id'>): Promise<ClaimEntity> {
    const { creditAt } = await claimNow(this.ops, claim);
    if (creditAt === null) throw new Error('No credit of this claim is looked at by itself.');
    const waitMs = creditAt.getTime() - this.ops.clock.now().getTime();
    if (waitMs > 0) this.ops.clock.moveOn(waitMs);
    return this.tend(claim);
  }

  /** By a worker whose clock is that of the test, unless it has one of its own. */
  async takeBack(payout: Pick<PayoutEntity, 'id'>, clock: Clock = this.ops.clock): Promise<void> {
    const { ops, rails } = this;
    const [record, payees] = [ops.get(RecordTakeBack), ops.get(Payees)];
    const worker = new TakeBackCredit(ops.libs.unitOfWork, record, payees, rails, clock);
    await worker.run({ payoutId: payout.id });
  }

  async recover(claim: Pick<ClaimEntity, 'id'>): Promise<void> {
    await this.ops.get(RecoverCredit).run({ claimId: claim.id });
  }

  /** A claim that nobody has decided, with its credit on its way. */
  async granted(wish: CaseWish = {}): Promise<ClaimEntity> {
    return this.tendInTime(await reviewedCase(this.ops, wish));
  }

  /** The same once it has arrived. */
  async credited(wish: CaseWish = {}): Promise<ClaimEntity> {
    const claim = await this.granted(wish);
    for (const order of await this.orders(claim)) await atRest(this.ops, order);
    return claimNow(this.ops, claim);
  }

  /** The payouts of the credit of a claim. */
  async orders(claim: Pick<ClaimEntity, 'id'>): Promise<PayoutEntity[]> {
    const payouts = await payoutsOf(this.ops, claim);
    return payouts.filter(({ kind }) => kind === 'provisional');
  }

  /** The payouts of its award. */
  async awards(claim: Pick<ClaimEntity, 'id'>): Promise<PayoutEntity[]> {
    const payouts = await payoutsOf(this.ops, claim);
    return payouts.filter(({ kind }) => kind === 'award');
  }

  /** Opens what is due, looks at the credit in between as the jobs would, and pays it out. */
  async paidOut(claim: Pick<ClaimEntity, 'id'>): Promise<ClaimEntity> {
    await this.ops.openPayouts.run({ claimId: claim.id });
    await this.tend(claim);
    await this.ops.openPayouts.run({ claimId: claim.id });
    for (const payout of await this.awards(claim)) await atRest(this.ops, payout);
    return claimNow(this.ops, claim);
  }

  async part(payout: PayoutEntity): Promise<ProvisionalCreditPartEntity> {
    const held = await this.ops
      .get(CreditQueries)
      .ofClaim(this.ops.reads, { lane: payout.lane, id: payout.claimId });
    const found = held?.parts.find(({ part }) => part.payoutId === payout.id);
    if (found === undefined) throw new Error(`${payout.id} carries no credit.`);
    return found.part;
  }

  /** How the credit of a claim stands: its status, and what is final, taken back, owed of it. */
  async stateOf(claim: Pick<ClaimEntity, 'lane' | 'id'>): Promise<string> {
    const held = await this.ops.get(CreditQueries).ofClaim(this.ops.reads, claim);
    if (held === null) return 'none';
    const { status, finalMinor, takenBackMinor, shortfallMinor } = held.credit;
    return [status, finalMinor, takenBackMinor, shortfallMinor].join(' ');
  }

  async now(payout: PayoutEntity): Promise<PayoutEntity> {
    return payoutNow(this.ops, payout);
  }
}
