import type { BankFate } from '../../../../../apps/cli/src/rail-emulators/bank/emulate-bank';
import { BankDesk } from '../../../../../test/support/bank-desk';
import { payoutNow } from '../../../../../test/support/cases';
import { endOf } from '../../../../../test/support/duels';
import { stateOf } from '../../../../../test/support/payout-steps';

const HOUR_MS = 3_600_000;

describe('the reports of the bank', () => {
  let desk: BankDesk;

  beforeAll(async () => {
    desk = await BankDesk.start();
  });
  afterAll(async () => {
    await desk.stop();
  });
  // What one test leaves waiting is none of the next one's.
  afterEach(async () => {
    await endOf(desk.makeFile());
  });

  it.each<[string, BankFate, string]>([
    ['books it', { kind: 'settle' }, 'settled'],
    ['says nothing yet', { kind: 'hold' }, 'pending'],
    ['refuses it', { kind: 'reject', reason: 'AC04' }, 'failed AC04'],
    ['refuses it in words', { kind: 'reject', reason: 'NARR' }, 'unknown unlisted_code'],
    ['books it and gets it back', { kind: 'return', reason: 'AC06' }, 'returned AC06'],
    ['books another amount', { kind: 'misbook', amountMinor: 1n }, 'action_required echo_mismatch'],
    ['books it twice', { kind: 'book_twice' }, 'action_required echo_mismatch'],
  ])('a payout, when the bank %s', async (_what, fate, state) => {
    const payout = await desk.handedIn();
    const file = await desk.releasedFile();
    const { statement, statusReport } = await desk.reportOn(file, [[payout, fate]]);
    await desk.taken(statusReport);
    await desk.taken(statement);
    expect(stateOf(await desk.look(payout))).toBe(state);
  });

  it('which make us ask at once, though we would not for an hour', async () => {
    const payout = await desk.handedIn();
    const file = await desk.releasedFile();
    const soonMs = (payout.nextActionAt?.getTime() ?? 0) - desk.ops.clock.now().getTime();
    expect(soonMs).toBeGreaterThan(0.9 * HOUR_MS);
    await desk.taken((await desk.reportOn(file)).statement);
    const { nextActionAt } = await payoutNow(desk.ops, payout);
    const waitMs = (nextActionAt?.getTime() ?? 0) - desk.ops.clock.now().getTime();
    expect(waitMs).toBeLessThanOrEqual(0);
    expect(await desk.ops.jobs('advance-payout', { payoutId: payout.id })).not.toEqual([]);
  });

  it('once each, in a race', async () => {
    const payout = await desk.handedIn();
    const file = await desk.releasedFile();
    const { statement } = await desk.reportOn(file);
    const both = await Promise.all([1, 2].map(() => desk.taken(statement, 'the same')));
    expect(both.map(({ isKnown }) => isKnown).sort()).toEqual([false, true]);
    expect(stateOf(await desk.look(payout))).toBe('settled');
  });

  it('of a whole file at once, which is every instruction in it', async () => {
    const payouts = [await desk.handedIn(), await desk.handedIn(45_000n)];
    const file = await desk.releasedFile();
    const report = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
      <GrpHdr><MsgId>m</MsgId><CreDtTm>2026-11-26T10:00:00</CreDtTm></GrpHdr>
      <OrgnlGrpInfAndSts><OrgnlMsgId>${file.id.replace('_', '')}</OrgnlMsgId><GrpSts>RJCT</GrpSts>
      <StsRsnInf><Rsn><Cd>FF01</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>`;
    expect((await desk.taken(report)).report).toMatchObject({ lineCount: 2, matchedCount: 2 });
    for (const payout of payouts) expect(stateOf(await desk.look(payout))).toBe('failed FF01');
  });

  it('that speak of what was not released, for people', async () => {
    const payout = await desk.handedIn();
    const file = await desk.releasedFile();
    const { statement } = await desk.reportOn(file);
    const waiting = await desk.handedIn();
    await desk.taken(statement.replaceAll(payout.key, waiting.key));
    expect(stateOf(await desk.look(waiting))).toBe('action_required echo_mismatch');
    expect(stateOf(await desk.look(payout))).toBe('pending');
  });

  it('leave books that balance', async () => {
    expect(await desk.ops.broken()).toEqual([]);
  });
});
