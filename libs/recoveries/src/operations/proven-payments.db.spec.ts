import { ReverseContribution } from '@app/accounting';
import type { ClaimEntity } from '@app/claims';
import { AccountQueries } from '@app/ledger';
import { Money } from '@app/money';
import { StatementLineEntity } from '@app/payouts';
import type { Actor } from '@app/platform';

import {
  BRITISH_PACK,
  aCounterparty,
  aReceipt,
  agreed,
  gbp,
  paidBritishCase,
  passedOn,
  received,
  requestedHalf,
} from '../../../../test/support/recovery-steps';
import { csvStatement, takeStatement } from '../../../../test/support/statement-steps';
import { anActor } from '../../../../test/support/test-libs';
import { TestOperations } from '../../../../test/support/test-operations';
import type { MoneyPurpose } from '../domain/receipt-proof';
import type { CounterpartyEntity } from '../persistence/counterparty.entity';
import { CounterpartyPaymentEntity } from '../persistence/counterparty-payment.entity';
import type { ReceiptProposalEntity } from '../persistence/receipt-proposal.entity';
import { ReceiptProposalQueries } from '../receipt-proposals.queries';
import { JudgeReceipt } from './judge-receipt';
import { MatchReceipt } from './match-receipt';
import { PassOnRecovery } from './pass-on-recovery';
import { ProposeReceipt } from './propose-receipt';
import { RecordContribution } from './record-contribution';

const PART = gbp(5_000n);
const CONTRIBUTED = Money.of(90_000n, 'SGD');

describe('money that is paid in or passed on', () => {
  let ops: TestOperations;
  let bank: CounterpartyEntity;
  let claim: ClaimEntity;
  let numbers = 0;
  beforeAll(async () => {
    const offered = ['cn-wallet-theft-guarantee', BRITISH_PACK];
    const programs = { packsDir: null, calendarsFile: null, offered };
    ops = await TestOperations.start({ config: { programs } });
    bank = await aCounterparty(ops);
    claim = await sharedCase();
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** A loss of which the other bank paid its half, and of which 2,000.00 came back. */
  async function sharedCase(): Promise<ClaimEntity> {
    const paid = await paidBritishCase(ops);
    const half = await agreed(ops, await requestedHalf(ops, paid, bank), gbp(495_000n));
    await received(ops, half, gbp(495_000n));
    const input = {
      ...{ receiptId: await aReceipt(ops, gbp(200_000n)), claimId: paid.id, recoveryId: null },
      ...{ money: gbp(200_000n), reason: 'The police returned it.' },
    };
    await ops.transaction((tx) => ops.get(MatchReceipt).run(tx, ops.staff.li, input));
    return paid;
  }
  const aReference = (): string => `PAY-${String((numbers += 1))}`;
  const onward = (): MoneyPurpose => ({
    ...{ kind: 'passed_on', claimId: claim.id, counterpartyId: bank.id },
  });
  const intoFund = (toRailMinor?: string): MoneyPurpose => ({
    kind: 'contribution',
    toRail: toRailMinor === undefined ? null : { rail: 'simulated', amountMinor: toRailMinor },
  });
  const propose = (
    purpose: MoneyPurpose,
    money: Money,
    reference = aReference(),
  ): Promise<ReceiptProposalEntity> =>
    ops.transaction((tx) =>
      ops.get(ProposeReceipt).run(tx, ops.staff.zhao, {
        ...{ purpose, recoveryId: null, money, reference, receivedAt: ops.clock.now() },
        ...{ sender: null, note: null },
      }),
    );
  const judge = ({ id: proposalId }: ReceiptProposalEntity, by: Actor = ops.staff.li) => {
    const verdict = { proposalId, verdict: 'approve', note: 'Looked at the account.' } as const;
    return ops.transaction((tx) => ops.get(JudgeReceipt).run(tx, by, verdict));
  };
  const balanceOf = async (code: string, currency: string): Promise<bigint> => {
    const sums = await ops.get(AccountQueries).turnover(ops.reads, { code });
    const found = sums.find((one) => one.currency === currency);
    return found === undefined ? 0n : found.debitMinor - found.creditMinor;
  };
  async function aLine(
    amount: string,
    direction: 'in' | 'out',
    currency = 'GBP',
  ): Promise<StatementLineEntity> {
    const lineId = aReference();
    const text = csvStatement([{ lineId, amount, direction, kind: 'other' }], currency);
    await takeStatement(ops, text, 'cash');
    return ops.reads.findOneByOrFail(StatementLineEntity, { lineId });
  }
  const passOnBy = ({ id: lineId, lineId: reference }: StatementLineEntity, money: Money) => {
    const paid = { counterpartyId: bank.id, claimId: claim.id, money, reference };
    const proof = { by: 'line', lineId } as const;
    return ops.transaction((tx) =>
      ops.get(PassOnRecovery).run(tx, ops.staff.zhao, { ...paid, paidAt: ops.clock.now() }, proof),
    );
  };

  it('is passed on by the word of two people, and by nobody alone', async () => {
    const before = await balanceOf('2060', 'GBP');
    const proposal = await propose(onward(), PART);
    await expect(judge(proposal, ops.staff.zhao)).rejects.toMatchObject({
      code: 'approval.own_hand',
    });
    expect(await balanceOf('2060', 'GBP')).toBe(before);
    await judge(proposal);
    expect(await balanceOf('2060', 'GBP')).toBe(before + PART.amountMinor);
    const judged = await ops.get(ReceiptProposalQueries).byId(ops.reads, proposal.id);
    const payment = await ops.reads.findOneByOrFail(CounterpartyPaymentEntity, {
      proposalId: proposal.id,
    });
    expect(judged?.bookedAs).toBe(payment.id);
    await expect(judge(proposal)).rejects.toMatchObject({ code: 'approval.not_awaited' });
  });

  it('is not even proposed beyond what the other bearer has coming', async () => {
    await expect(propose(onward(), gbp(100_001n))).rejects.toMatchObject({
      code: 'recovery.more_than_due',
    });
  });

  it('is passed on by one person with a line by which it left, and no more than that', async () => {
    const line = await aLine('60.00', 'out');
    const payment = await passOnBy(line, PART);
    expect(payment).toMatchObject({ lineId: line.id, paidAt: line.bookedAt });
    await expect(passOnBy(line, gbp(1_001n))).rejects.toMatchObject({
      code: 'receipt.more_than_line',
    });
    // The same number to the same house is one payment.
    await expect(passOnBy(line, gbp(1_000n))).rejects.toMatchObject({
      driverError: { constraint: 'counterparty_payments_reference_key' },
    });
    const came = await aLine('60.00', 'in');
    await expect(passOnBy(came, PART)).rejects.toMatchObject({ code: 'payment.line_unlike' });
  });

  it('is not passed on without either, past all code of ours', async () => {
    const row: Partial<CounterpartyPaymentEntity> = {
      ...{ lane: claim.lane, id: `cpy_${claim.id.slice(4)}`, counterpartyId: bank.id },
      ...{ claimId: claim.id, currency: 'GBP', amountMinor: 1n, reference: aReference() },
      ...{ paidAt: ops.clock.now(), recordedBy: ops.staff.zhao.id, recordedAt: ops.clock.now() },
      ...{ proposalId: null, lineId: null },
    };
    const insert = ops.transaction((tx) => tx.insert(CounterpartyPaymentEntity, row as never));
    await expect(insert).rejects.toMatchObject({
      driverError: { constraint: 'counterparty_payments_proven' },
    });
    await passedOn(ops, {
      ...{ counterpartyId: bank.id, claimId: claim.id, money: gbp(1n), reference: aReference() },
    });
  });

  it('is in the fund once another person has approved it, with what went on to a rail', async () => {
    const proposal = await propose(intoFund('40000'), CONTRIBUTED);
    expect(await balanceOf('3010', 'SGD')).toBe(0n);
    await judge(proposal);
    expect(await balanceOf('1020', 'SGD')).toBe(50_000n);
    expect(await balanceOf('1030', 'SGD')).toBe(40_000n);
    const again = propose(intoFund(), CONTRIBUTED, proposal.reference);
    await expect(again).rejects.toMatchObject({ code: 'receipt.recorded_already' });
    const judged = await ops.get(ReceiptProposalQueries).byId(ops.reads, proposal.id);
    const wish = { actor: anActor('operator'), id: judged?.bookedAs ?? '', reason: 'Typo.' };
    await ops.transaction((tx) => ops.get(ReverseContribution).run(tx, wish));
    expect(await balanceOf('1020', 'SGD')).toBe(0n);
  });

  it('is not proposed with more for a rail than came', async () => {
    await expect(propose(intoFund('90001'), CONTRIBUTED)).rejects.toMatchObject({
      code: 'fund.more_than_contributed',
    });
  });

  it('is in the fund by a line of the bank, once', async () => {
    const line = await aLine('70.00', 'in', 'AUD');
    const record = (): Promise<unknown> =>
      ops.transaction((tx) => {
        const money = Money.of(7_000n, 'AUD');
        const came = { money, receivedAt: ops.clock.now(), reference: line.lineId, toRail: null };
        const proof = { by: 'line', lineId: line.id } as const;
        return ops.get(RecordContribution).run(tx, ops.staff.zhao, came, proof);
      });
    await record();
    expect(await balanceOf('1020', 'AUD')).toBe(7_000n);
    await expect(record()).rejects.toMatchObject({ code: 'receipt.recorded_already' });
  });

  it('leaves the books as every invariant wants them', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
