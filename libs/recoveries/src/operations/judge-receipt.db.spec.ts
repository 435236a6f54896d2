import { AccountQueries } from '@app/ledger';
import type { Money } from '@app/money';
import { StatementLineEntity } from '@app/payouts';
import type { Actor } from '@app/platform';

import {
  BRITISH_PACK,
  aCounterparty,
  agreed,
  gbp,
  paidBritishCase,
  requestedHalf,
} from '../../../../test/support/recovery-steps';
import { csvStatement, takeStatement } from '../../../../test/support/statement-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import type { CounterpartyEntity } from '../persistence/counterparty.entity';
import { BankReferenceEntity } from '../persistence/bank-reference.entity';
import { ReceiptEntity } from '../persistence/receipt.entity';
import type { ReceiptProposalEntity } from '../persistence/receipt-proposal.entity';
import { RecoveryEntity } from '../persistence/recovery.entity';
import { JudgeReceipt } from './judge-receipt';
import { ProposeReceipt } from './propose-receipt';
import { ReceiveRecovery } from './receive-recovery';
import { RecordReceipt } from './record-receipt';

const HALF = gbp(495_000n);

describe('money that came', () => {
  let ops: TestOperations;
  let bank: CounterpartyEntity;
  let numbers = 0;
  beforeAll(async () => {
    const offered = ['cn-wallet-theft-guarantee', BRITISH_PACK];
    const programs = { packsDir: null, calendarsFile: null, offered };
    ops = await TestOperations.start({ config: { programs } });
    bank = await aCounterparty(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });

  const aReference = (): string => `IN-${String((numbers += 1))}`;
  const came = (money: Money, reference = aReference()) => ({
    ...{ money, reference, receivedAt: ops.clock.now(), sender: 'A house', note: null },
  });
  const propose = (
    money: Money,
    wish: { readonly recoveryId?: string; readonly reference?: string } = {},
  ): Promise<ReceiptProposalEntity> =>
    ops.transaction((tx) =>
      ops.get(ProposeReceipt).run(tx, ops.staff.zhao, {
        ...came(money, wish.reference),
        recoveryId: wish.recoveryId ?? null,
      }),
    );
  const judge = (
    { id: proposalId }: ReceiptProposalEntity,
    { by = ops.staff.li, verdict = 'approve' }: { by?: Actor; verdict?: 'approve' | 'return' } = {},
  ): Promise<void> =>
    ops.transaction((tx) =>
      ops.get(JudgeReceipt).run(tx, by, { proposalId, verdict, note: 'Looked at the account.' }),
    );
  const suspenseMinor = async (): Promise<bigint> => {
    const [found] = await ops.get(AccountQueries).turnover(ops.reads, { code: '2070' });
    return found === undefined ? 0n : found.creditMinor - found.debitMinor;
  };

  /** An agreed half of a loss, not yet paid. */
  async function owed(): Promise<RecoveryEntity> {
    const claim = await paidBritishCase(ops);
    return agreed(ops, await requestedHalf(ops, claim, bank), HALF);
  }
  const recoveryNow = ({ lane, id }: RecoveryEntity): Promise<RecoveryEntity> =>
    ops.reads.findOneByOrFail(RecoveryEntity, { lane, id });

  /** A line of our own bank account. */
  async function aLine(
    amount: string,
    direction: 'in' | 'out' = 'in',
    written = (reference: string) => reference,
  ) {
    const lineId = written(aReference());
    const text = csvStatement([{ lineId, amount, direction, kind: 'other' }], 'GBP');
    await takeStatement(ops, text, 'cash');
    return ops.reads.findOneByOrFail(StatementLineEntity, { lineId });
  }
  const recordLine = (line: StatementLineEntity, money: Money, reference = line.lineId) =>
    ops.transaction((tx) =>
      ops.get(RecordReceipt).run(tx, ops.staff.zhao, came(money, reference), {
        ...{ by: 'line', lineId: line.id },
      }),
    );
  const receiveLine = ({ id }: RecoveryEntity, line: StatementLineEntity, money: Money) =>
    ops.transaction((tx) => {
      const input = { ...came(money, line.lineId), recoveryId: id };
      const proof = { by: 'line', lineId: line.id } as const;
      return ops.get(ReceiveRecovery).run(tx, ops.staff.zhao, input, proof);
    });

  it('counts for nothing while one person says so, and is booked when another one does', async () => {
    const before = await suspenseMinor();
    const proposal = await propose(gbp(200n));
    const own = judge(proposal, { by: ops.staff.zhao });
    await expect(own).rejects.toMatchObject({ code: 'approval.own_hand' });
    expect(await suspenseMinor()).toBe(before);
    await judge(proposal);
    expect(await suspenseMinor()).toBe(before + 200n);
    const receipt = await ops.reads.findOneBy(ReceiptEntity, { reference: proposal.reference });
    expect(receipt).toMatchObject({ amountMinor: 200n, sender: 'A house' });
    await expect(judge(proposal)).rejects.toMatchObject({ code: 'approval.not_awaited' });
  });

  it('of a recovery is received by two people too', async () => {
    const recovery = await owed();
    const proposal = await propose(HALF, { recoveryId: recovery.id });
    expect(await recoveryNow(recovery)).toMatchObject({ status: 'agreed', receivedMinor: 0n });
    await judge(proposal);
    expect(await recoveryNow(recovery)).toMatchObject({
      ...{ status: 'received', receivedMinor: 495_000n },
    });
  });

  it('is not booked when the other person returns it, and may be said anew', async () => {
    const before = await suspenseMinor();
    const proposal = await propose(gbp(300n));
    const { reference } = proposal;
    const twice = propose(gbp(300n), { reference });
    await expect(twice).rejects.toMatchObject({ code: 'receipt.proposed_already' });
    await judge(proposal, { by: ops.staff.zhao, verdict: 'return' });
    expect(await suspenseMinor()).toBe(before);
    await judge(await propose(gbp(300n), { reference }));
    expect(await suspenseMinor()).toBe(before + 300n);
    const again = propose(gbp(300n), { reference });
    await expect(again).rejects.toMatchObject({ code: 'receipt.recorded_already' });
  });

  it('needs no second person where a line of our bank says it, once and to its amount', async () => {
    const line = await aLine('5.00');
    const receipt = await recordLine(line, gbp(500n));
    expect(receipt).toMatchObject({ amountMinor: 500n, receivedAt: line.bookedAt });
    const code = 'receipt.recorded_already';
    await expect(recordLine(line, gbp(500n))).rejects.toMatchObject({ code });
    const byHand = propose(gbp(500n), { reference: line.lineId });
    await expect(byHand).rejects.toMatchObject({ code });
    const tooMuch = recordLine(await aLine('5.00'), gbp(501n));
    await expect(tooMuch).rejects.toMatchObject({ code: 'receipt.more_than_line' });
  });

  it('is the same money however its number is typed', async () => {
    const line = await aLine('5.00');
    await recordLine(line, gbp(500n));
    const typed = await propose(gbp(500n), { reference: 'Ref-77' });
    const likeLine = [`${line.lineId} `, line.lineId.toLowerCase(), line.lineId.replace('-', '‑')];
    for (const reference of likeLine) {
      await expect(propose(gbp(500n), { reference })).rejects.toMatchObject({
        code: 'receipt.recorded_already',
      });
    }
    for (const reference of ['Ref-77 ', 'REF-77', 'Ｒef-77', 'Ref-\u200b77']) {
      await expect(propose(gbp(500n), { reference })).rejects.toMatchObject({
        code: 'receipt.proposed_already',
      });
    }
    await judge(typed);
    const again = propose(gbp(500n), { reference: 'ref–77' });
    await expect(again).rejects.toMatchObject({ code: 'receipt.recorded_already' });
  });

  it('is two payments where the bank writes two numbers that only look alike', async () => {
    const one = await aLine('5.00');
    const other = await aLine('5.00', 'in', () => one.lineId.toLowerCase());
    await recordLine(one, gbp(500n));
    await expect(recordLine(other, gbp(500n))).resolves.toMatchObject({ amountMinor: 500n });
  });

  it('is no line that left the account, has another number, or is at a rail', async () => {
    const unlike = { code: 'receipt.line_unlike' };
    const out = await aLine('5.00', 'out');
    await expect(recordLine(out, gbp(500n))).rejects.toMatchObject(unlike);
    const other = recordLine(await aLine('5.00'), gbp(500n), 'IN-other');
    await expect(other).rejects.toMatchObject(unlike);
    const lineId = aReference();
    const row = { lineId, amount: '5.00', direction: 'in', kind: 'other' } as const;
    await takeStatement(ops, csvStatement([row], 'GBP'));
    const atRail = await ops.reads.findOneByOrFail(StatementLineEntity, { lineId });
    await expect(recordLine(atRail, gbp(500n))).rejects.toMatchObject(unlike);
  });

  it('in one transfer may be for several recoveries, together for no more than it', async () => {
    const line = await aLine('9900.00');
    await receiveLine(await owed(), line, HALF);
    await receiveLine(await owed(), line, HALF);
    const third = receiveLine(await owed(), line, gbp(1n));
    await expect(third).rejects.toMatchObject({ code: 'receipt.recorded_already' });
  });

  it('is received once by two who are at it at once', async () => {
    const line = await aLine('5.00');
    const record = (): Promise<ReceiptEntity> => recordLine(line, gbp(500n));
    const both = await Promise.allSettled([record(), record()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const reference = aReference();
    const said = await Promise.allSettled([
      ...[propose(gbp(1n), { reference }), propose(gbp(1n), { reference })],
    ]);
    expect(said.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const proposal = await propose(gbp(1n));
    const approved = await Promise.allSettled([judge(proposal), judge(proposal)]);
    expect(approved.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is taken by the database for nobody’s word alone, past all code of ours', async () => {
    const refused = (constraint: string) => ({ driverError: { constraint } });
    const row = { ...{ currency: 'GBP', amountMinor: 1n }, takenAt: ops.clock.now() };
    const alone = { usedBy: 'rct_alone', rail: 'cash', reference: aReference(), ...row };
    const used = ops.transaction((tx) => tx.insert(BankReferenceEntity, alone));
    await expect(used).rejects.toMatchObject(refused('bank_references_proven'));
    const waiting = await propose(gbp(1n));
    const unjudged = { ...alone, reference: waiting.reference, proposalId: waiting.id };
    const early = ops.transaction((tx) => tx.insert(BankReferenceEntity, unjudged));
    await expect(early).rejects.toMatchObject(refused('bank_references_proven'));
    const now = ops.clock.now();
    const receipt = ops.transaction((tx) =>
      tx.insert(ReceiptEntity, {
        ...{ id: 'rct_alone', currency: 'GBP', amountMinor: 1n, receivedAt: now },
        ...{ reference: aReference(), recordedBy: ops.staff.zhao.id, recordedAt: now },
      }),
    );
    await expect(receipt).rejects.toMatchObject(refused('receipts_proven'));
    const { lane, id } = await owed();
    const received = ops.transaction((tx) =>
      tx.update(RecoveryEntity, { lane, id }, { receivedMinor: 1n }),
    );
    await expect(received).rejects.toMatchObject(refused('recoveries_received_proven'));
  });
});
