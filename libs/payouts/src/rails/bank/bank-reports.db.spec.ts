import type { BankFate } from '../../../../../apps/cli/src/rail-emulators/bank/emulate-bank';
import { becomes, hired } from '../../../../../test/support/accounts';
import { BankDesk } from '../../../../../test/support/bank-desk';
import { claimNow, claimantOf, payoutNow } from '../../../../../test/support/cases';
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
    const both = await Promise.all([1, 2].map(() => desk.handedOver(statement, 'the same')));
    expect(both.map(({ isKnown }) => isKnown).sort()).toEqual([false, true]);
    const { zhao, li } = desk.people;
    const words = await Promise.all([zhao, li].map((by) => endOf(desk.judge(by, both[0]!))));
    expect(words.sort()).toEqual(['bank.report_settled', 'done']);
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

  describe('that would end payouts', () => {
    it('count once another person than took them in has released them', async () => {
      const payout = await desk.handedIn();
      const file = await desk.releasedFile();
      const taken = await desk.handedOver((await desk.reportOn(file)).statement);
      expect(taken.report.status).toBe('waiting');
      expect(stateOf(await desk.look(payout))).toBe('pending');
      const { maker, zhao } = desk.people;
      expect(await endOf(desk.judge(maker, taken))).toBe('bank.own_hand');
      const other = await hired(desk.ops, 'approver', { person: maker });
      expect(await endOf(desk.judge(other, taken))).toBe('bank.own_hand');
      await desk.judge(zhao, taken);
      expect(stateOf(await desk.look(payout))).toBe('settled');
      await becomes(desk.ops, other, 'auditor');
    });

    it('count for nothing where they are discarded, and can be taken in anew', async () => {
      const payout = await desk.handedIn();
      const file = await desk.releasedFile();
      const { statement } = await desk.reportOn(file);
      const wrong = await desk.handedOver(statement, 'forged');
      await desk.judge(desk.people.maker, wrong, 'discard');
      expect(stateOf(await desk.look(payout))).toBe('pending');
      expect(await endOf(desk.judge(desk.people.zhao, wrong))).toBe('bank.report_settled');
      const again = await desk.handedOver(statement, 'forged');
      expect(again.isKnown).toBe(false);
      await desk.judge(desk.people.zhao, again);
      expect(stateOf(await desk.look(payout))).toBe('settled');
    });

    it('are released by nobody who is paid by them', async () => {
      const payout = await desk.handedIn();
      const file = await desk.releasedFile();
      const taken = await desk.handedOver((await desk.reportOn(file)).statement);
      const { partyId } = claimantOf(await claimNow(desk.ops, { id: payout.claimId }));
      const own = await hired(desk.ops, 'approver', { partyId: partyId ?? '' });
      expect(await endOf(desk.judge(own, taken))).toBe('bank.own_money');
      await desk.judge(desk.people.zhao, taken);
    });

    it('say so by their words: what is on its way waits for nobody', async () => {
      await desk.handedIn();
      const file = await desk.releasedFile();
      const { statusReport } = await desk.reportOn(file);
      expect((await desk.handedOver(statusReport)).report.status).toBe('released');
    });

    it('count past the application by no fewer than two persons', async () => {
      const payout = await desk.handedIn();
      const file = await desk.releasedFile();
      const { report } = await desk.handedOver((await desk.reportOn(file)).statement);
      const { maker, zhao } = desk.people;
      const release = `UPDATE bank_reports SET status = 'released' WHERE id = $1`;
      const word = `INSERT INTO bank_report_releases
        (report_id, person_id, verdict, user_id, note, digest, given_at) VALUES ($1, $2, $3, $2, '', $4, now())`;
      const { id, sha256 } = report;
      expect(await desk.tried([release, [id]])).toBe('bank_reports_by_two');
      for (const [person, verdict, digest] of [
        [maker.id, 'release', sha256],
        [zhao.id, 'release', 'another digest'],
        [zhao.id, 'discard', sha256],
      ] as const) {
        const tried = desk.tried([word, [id, person, verdict, digest]], [release, [id]]);
        expect(await tried).toBe('bank_reports_by_two');
      }
      expect(await desk.tried([word, [id, zhao.id, 'release', sha256]], [release, [id]])).toBe(
        'done',
      );
      const late = `INSERT INTO bank_report_lines SELECT lane, $1, 99, 'late', 'booked', key, currency,
        amount_minor, code, at, text, is_matched FROM bank_report_lines WHERE report_id = $1 AND key = $2`;
      expect(
        await desk.tried(
          [word, [id, zhao.id, 'release', sha256]],
          [release, [id]],
          [late, [id, payout.key]],
        ),
      ).toBe('bank_report_lines_wait');
    });
  });

  it('leave books that balance', async () => {
    expect(await desk.ops.broken()).toEqual([]);
  });
});
