import { ChangePayoutMethod, FileClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { laneOfId } from '@app/kernel';
import { Money } from '@app/money';
import { PaymentEntity, RecordPayments } from '@app/payments';
import type { PayoutEntity } from '@app/payouts';
import { AssessClaim } from '@app/review';

import { NAME, WechatHouse } from '../../apps/cli/src/rail-emulators/wechat/testing/wechat-house';
import type { FaultKind } from '../../apps/cli/src/rail-emulators/wechat/wechat-fault';
import { MERCHANTS } from '../../apps/cli/src/rail-emulators/wechat/wechat-keys';
import { railKey } from '../../libs/payouts/src/domain/payout-order';
import {
  aClaimant,
  aFiling,
  claimNow,
  claimantOf,
  decide,
  handInAll,
  payoutNow,
  payoutsOf,
  reviewedCase,
} from '../support/cases';
import { atRest, lookedAt, payoutBookings, stateOf } from '../support/payout-steps';
import { TestOperations } from '../support/test-operations';

const DAY_MS = 86_400_000;
const PAID = ['E15 2030/2040 86000', 'E16 2040/1030 86000'];
const RETURNED = ['E15 2030/2040 86000', 'E17 2040/2030 86000'];

let openids = 0;
/** Everybody has their own: an account that many share calls for more approvals. */
const anOpenid = (): string => `oUpF8uMuAJO_M2pxb1Q9z-${String((openids += 1)).padStart(4, '0')}`;

describe('a payout through WeChat Pay', () => {
  let house: WechatHouse;
  let ops: TestOperations;
  beforeAll(async () => {
    house = await WechatHouse.start({ bookClock: () => ops.clock.now() });
    ops = await TestOperations.start({ rail: house.adapter });
  });
  afterAll(async () => {
    await ops.stop();
    await house.stop();
  });
  afterEach(() => {
    house.wechat.setFaults([]);
  });

  /** An approved claim whose award goes to the WeChat account that the payer named. */
  async function toAccount(): Promise<PayoutEntity> {
    const claim = await reviewedCase(ops, { amounts: [86_000n], payerName: NAME });
    const account = { kind: 'wechat', holderName: NAME, number: anOpenid(), bank: null } as const;
    await ops.transaction((tx) =>
      ops.get(ChangePayoutMethod).run(tx, claimantOf(claim), {
        claimId: claim.id,
        method: { route: 'account', account },
      }),
    );
    ops.clock.moveOn(DAY_MS + 1);
    return approved(claim);
  }

  /** An approved claim whose award goes back to whoever paid with WeChat Pay. */
  async function backToPayer(transactionId: string): Promise<PayoutEntity> {
    const claimant = aClaimant();
    const paidAt = new Date(ops.clock.now().getTime() - DAY_MS);
    const [recorded] = await ops.transaction((tx) =>
      ops.get(RecordPayments).run(tx, [
        {
          ...{ source: 'wechat-pay', sourceId: transactionId, channel: 'wechat', rail: 'balance' },
          ...{ paidAt, payer: { id: claimant.partyId ?? '' }, payee: { id: `m${transactionId}` } },
          ...{ money: Money.of(86_000n, 'CNY'), status: 'settled' },
        },
      ]),
    );
    const id = recorded?.id ?? '';
    const payment = await ops.reads.findOneByOrFail(PaymentEntity, { lane: laneOfId(id), id });
    const claim = await ops.transaction((tx) =>
      ops.get(FileClaim).run(tx, claimant, aFiling(ops, [{ payment }])),
    );
    await handInAll(ops, claim);
    return approved(claim);
  }

  async function approved(claim: ClaimEntity): Promise<PayoutEntity> {
    await ops.get(AssessClaim).run({ claimId: claim.id });
    await decide(ops, await claimNow(ops, claim));
    await ops.openPayouts.run({ claimId: claim.id });
    const [payout] = await payoutsOf(ops, claim);
    return payout!;
  }

  const claimOf = ({ claimId: id }: PayoutEntity) => claimNow(ops, { id });
  const billsOf = ({ id }: PayoutEntity) =>
    house.wechat.bills().filter(({ outBillNo }) => outBillNo === railKey(id));

  /** Looks at a payout until WeChat Pay waits for its payee, and confirms as they would. */
  async function confirmed(payout: PayoutEntity): Promise<PayoutEntity> {
    for (let look = 0; look < 20; look += 1) {
      await lookedAt(ops, payout);
      const [bill] = billsOf(payout);
      if (bill?.state === 'WAIT_USER_CONFIRM') await house.wechat.confirm(bill.outBillNo);
      if (bill?.state === 'SUCCESS') return atRest(ops, payout);
    }
    throw new Error(`WeChat Pay never made a transfer for ${payout.id}.`);
  }

  async function expectPaidOnce(payout: PayoutEntity): Promise<void> {
    expect(billsOf(payout)).toMatchObject([{ state: 'SUCCESS', amountFen: '86000' }]);
    expect(await payoutBookings(ops, payout)).toEqual(PAID);
    expect(await claimOf(payout)).toMatchObject({ status: 'paid', paidMinor: 86_000n });
  }

  it('goes to the openid, waits for its owner, and is paid when they confirm', async () => {
    const payout = await toAccount();
    expect(payout).toMatchObject({ rail: 'wechat', status: 'created' });
    await ops.advancePayout.run({ payoutId: payout.id });
    expect((await payoutNow(ops, payout)).status).toBe('pending');
    expect(billsOf(payout)).toMatchObject([{ state: 'WAIT_USER_CONFIRM', name: NAME }]);
    await lookedAt(ops, payout);
    expect((await payoutNow(ops, payout)).status).toBe('pending');
    await house.wechat.confirm(railKey(payout.id));
    expect((await atRest(ops, payout)).status).toBe('settled');
    await expectPaidOnce(payout);
    const [bill] = billsOf(payout);
    expect(await payoutNow(ops, payout)).toMatchObject({
      railTransferId: bill?.billNo,
      settledAt: new Date(bill?.changedAt ?? ''),
    });
  });

  it('goes back to whoever paid the transaction, through the platform', async () => {
    const payout = await backToPayer('4200000020000011112222333344');
    await ops.advancePayout.run({ payoutId: payout.id });
    expect((await atRest(ops, payout)).status).toBe('settled');
    await expectPaidOnce(payout);
    expect(billsOf(payout)).toMatchObject([
      { mchid: MERCHANTS.platform.mchid, payee: '4200000020000011112222333344' },
    ]);
  });

  it('that nobody confirms within a day comes back, and a person decides', async () => {
    const payout = await toAccount();
    await lookedAt(ops, payout);
    await house.wechat.lapse(railKey(payout.id));
    expect(stateOf(await atRest(ops, payout))).toBe('failed OVERDUE_CLOSE');
    expect(await payoutBookings(ops, payout)).toEqual(RETURNED);
    const claim = await claimOf(payout);
    expect(claim).toMatchObject({ status: 'approved', nextStep: 'resolve_payout' });
  });

  it.each<FaultKind>([
    'timeout_after_paying',
    'drop_before_paying',
    'http_500_after_paying',
    'throttle',
    'not_enough',
    'unlisted_code',
    'forged_signature',
    'html',
  ])('meets %s when it is sent: WeChat Pay is asked, and pays once', async (kind) => {
    house.wechat.setFaults([{ kind }]);
    const payout = await toAccount();
    await ops.advancePayout.run({ payoutId: payout.id });
    expect((await payoutNow(ops, payout)).status).toBe('unknown');
    expect((await confirmed(payout)).status).toBe('settled');
    await expectPaidOnce(payout);
  });

  it.each<FaultKind>(['wrong_amount', 'wrong_payee'])(
    'is for a person when WeChat Pay tells of a %s, and nothing is booked as paid',
    async (kind) => {
      const payout = await toAccount();
      await ops.advancePayout.run({ payoutId: payout.id });
      house.wechat.setFaults([{ kind, on: 'query' }]);
      expect(stateOf(await lookedAt(ops, payout))).toBe('action_required echo_mismatch');
      expect(await payoutBookings(ops, payout)).toEqual(['E15 2030/2040 86000']);
      expect(await claimOf(payout)).toMatchObject({ nextStep: 'resolve_payout' });
    },
  );

  it('keeps the books true through all of it', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
