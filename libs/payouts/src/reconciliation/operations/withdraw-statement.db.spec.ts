import type { Actor } from '@app/platform';

import { Resolutions } from '../../../../../test/support/resolution-steps';
import { StatedRail } from '../../../../../test/support/stated-rail';
import {
  balanceLine,
  csvStatement,
  linesOfRail,
} from '../../../../../test/support/statement-steps';
import type { CsvLine } from '../../../../../test/support/statement-steps';
import { StatementLineEntity } from '../persistence/statement-line.entity';
import { JudgeWithdrawal } from './judge-withdrawal';
import { ProposeWithdrawal } from './propose-withdrawal';

const reason = 'It is of another day.';

/** The statements of the test are the bank's from now on, and each file a report that stands so. */
const REPORTED = (status: string): string => `
  UPDATE statements SET rail = 'bank';
  INSERT INTO bank_reports (id, sha256, kind, message_id, file_name, line_count, matched_count, taken_by,
      taken_by_person, taken_at, status)
    SELECT 'bkr_planted', sha256, 'camt.053', 'm', 'f', 1, 1, 'x', 'x', now(), '${status}' FROM statements`;

describe('a statement that was wrong', () => {
  let rail: StatedRail;
  let ops: StatedRail['ops'];

  beforeEach(async () => {
    rail = await StatedRail.start();
    ({ ops } = rail);
  });
  afterEach(async () => {
    await rail.stop();
  });

  const propose = (by: Actor, statementId: string): Promise<unknown> =>
    ops.transaction((tx) => ops.get(ProposeWithdrawal).run(tx, by, { statementId, reason }));
  const judge = (
    by: Actor,
    statementId: string,
    given: { readonly verdict?: 'approve' | 'return'; readonly number?: number } = {},
  ): Promise<unknown> =>
    ops.transaction((tx) =>
      ops.get(JudgeWithdrawal).run(tx, by, {
        ...{
          statementId,
          number: 1,
          verdict: 'approve',
          note: 'Compared with the bank.',
          ...given,
        },
      }),
    );

  async function withdraw(statementId: string): Promise<void> {
    await propose(ops.staff.zhao, statementId);
    await judge(ops.staff.li, statementId);
  }

  /** Taken in, and compared. */
  async function taken(...lines: readonly CsvLine[]): Promise<string> {
    const [first] = await rail.takenIn(csvStatement(lines));
    await rail.reconciled();
    return first!.statement.id;
  }

  const endedBy2 = async (reasonOfBreak: string, how: 'fee' | 'written_off'): Promise<void> => {
    const found = (await rail.breaks()).find(
      ({ endedAt, reason: why }) => endedAt === null && why === reasonOfBreak,
    );
    for (const by of [ops.staff.zhao, ops.staff.li]) {
      await rail.say(by, { breakId: found!.id, how });
    }
  };

  it('is as if it had never been, once two persons withdraw it', async () => {
    await rail.paid(19_900n);
    const before = [await rail.balance('1030'), await rail.balance('5030')];
    const lines = linesOfRail(ops.rail);
    const fee = { lineId: 'fee', kind: 'fee', amount: '0.60' };
    const wrong = await taken(...lines, fee, { lineId: 'odd', kind: 'other', amount: '7.00' });
    await endedBy2('nobodys', 'written_off');
    expect(await rail.balance('5050')).toBe(700n);
    const seenBefore = new Date(ops.clock.now().getTime());
    ops.clock.moveOn(60_000);

    await withdraw(wrong);
    expect([await rail.balance('1030'), await rail.balance('5030')]).toEqual(before);
    expect(await rail.balance('5050')).toBe(0n);
    expect(await rail.reconciled()).toEqual([]);
    expect(await rail.report()).toMatchObject({ matchedCount: 0, stated: null });
    expect(await rail.report(seenBefore)).toMatchObject({ matchedCount: 2, isClean: true });

    await taken(...lines, { ...fee, amount: '0.30' });
    expect(await rail.open()).toEqual([]);
    expect(await rail.report()).toMatchObject({ matchedCount: 2, isClean: true });
    expect([await rail.balance('1030'), await rail.balance('5030')]).toEqual([
      (before[0] ?? 0n) - 30n,
      30n,
    ]);
    expect(await ops.reads.countBy(StatementLineEntity, { lineId: 'fee' })).toBe(2);
    expect(await ops.broken()).toEqual([]);
  });

  it('may turn out to be right: the same file is taken in again after it was withdrawn', async () => {
    const text = csvStatement([{ lineId: 'fee', kind: 'fee', amount: '0.60' }]);
    const [first] = await rail.takenIn(text);
    await rail.reconciled();
    await withdraw(first!.statement.id);
    const [again] = await rail.takenIn(text);
    expect(again).toMatchObject({ isKnown: false, statement: { edition: 2, newLineCount: 1 } });
    expect((await rail.takenIn(text))[0]).toMatchObject({ isKnown: true });
    expect(await rail.reconciled()).toEqual([]);
    expect(await rail.balance('5030')).toBe(60n);
  });

  it('lets what was offset against its lines be found again', async () => {
    const odd = { kind: 'other', amount: '3.00' };
    await taken({ ...odd, lineId: 'stays' });
    const wrong = await taken({ ...odd, lineId: 'goes', direction: 'in' });
    const [one, other] = await rail.breaks();
    for (const by of [ops.staff.zhao, ops.staff.li]) {
      await rail.say(by, { breakId: one!.id, how: 'offset', against: other!.id });
    }
    expect(await rail.reconciled()).toEqual([]);
    await withdraw(wrong);
    expect(await rail.reconciled()).toEqual(['line_without_partner nobodys -300']);
    expect(await rail.report()).toMatchObject({ breaks: { count: 1 } });
  });

  it('leaves a gap before the next one, until the right one is there', async () => {
    const at = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);
    const first = (amount: string): CsvLine[] => [
      balanceLine('opening', '0.00', at(72)),
      { lineId: 'one', kind: 'fee', amount, at: at(50) },
      balanceLine('closing', `-${amount}`, at(48)),
    ];
    const wrong = await taken(...first('0.60'));
    await taken(
      balanceLine('opening', '-0.60', at(48)),
      { lineId: 'two', kind: 'fee', amount: '0.10', at: at(30) },
      balanceLine('closing', '-0.70', at(24)),
    );
    expect(await rail.open()).toEqual([]);
    await withdraw(wrong);
    expect(await rail.reconciled()).toEqual(['balance opening_differs -60']);
    expect(await rail.report()).toMatchObject({ isClean: false, unexplainedMinor: 0n });
    await taken(...first('0.60'));
    expect(await rail.open()).toEqual([]);
    expect(await rail.report()).toMatchObject({ isClean: true, ledgerMinor: -70n });
  });

  it('is withdrawn by two persons, and not by one, nor past the application', async () => {
    const wrong = await taken({ lineId: 'fee', kind: 'fee', amount: '0.60' });
    const { zhao, li } = ops.staff;
    await expect(judge(li, wrong)).rejects.toMatchObject({
      code: 'statement.withdrawal_not_awaited',
    });
    await propose(zhao, wrong);
    await expect(propose(li, wrong)).rejects.toMatchObject({ code: 'statement.withdrawal_waits' });
    await expect(judge(zhao, wrong)).rejects.toMatchObject({ code: 'statement.own_hand' });
    const app = await ops.libs.connectAs('ganpei_app');
    const word = `INSERT INTO statement_withdrawal_words VALUES ($1, 1, 'approve', $2, $2, 'Said.', now())`;
    await expect(app.query(word, [wrong, zhao.id])).rejects.toMatchObject({
      constraint: 'statement_withdrawal_words_other_eyes',
    });
    // Approved, and not done.
    await expect(app.query(word, [wrong, li.id])).rejects.toMatchObject({
      constraint: 'statement_withdrawal_words_done',
    });
    await expect(
      app.query(`INSERT INTO withdrawn_statements VALUES ($1, 1, 'x', now())`, [wrong]),
    ).rejects.toMatchObject({ constraint: 'withdrawn_statements_by_two' });
    await expect(
      app.query(
        `INSERT INTO statement_lines SELECT 'stl_again', statement_id, rail, currency, source, line_id, kind,
           direction, amount_minor, booked_at, key, transfer_id, text, 2 FROM statement_lines`,
      ),
    ).rejects.toMatchObject({ constraint: 'statement_lines_edition' });

    await judge(li, wrong, { verdict: 'return' });
    await propose(zhao, wrong);
    await judge(li, wrong, { number: 2 });
    await expect(propose(zhao, wrong)).rejects.toMatchObject({ code: 'statement.withdrawn' });
  });

  it('stays where a payout was resolved by one of its lines, and proves nothing once it is gone', async () => {
    const people = new Resolutions(ops);
    const payout = await people.givenUp();
    const line = { lineId: 'proof', amount: '150.00', key: payout.key };
    const gone = await taken(line);
    const evidence = async (edition: number): Promise<object> => {
      const { id } = await ops.reads.findOneByOrFail(StatementLineEntity, { edition });
      return { evidence: { kind: 'statement_line', reference: id, note: 'Stated.' } };
    };
    const first = await evidence(1);
    await people.propose(payout, ops.staff.zhao, { outcome: 'settled', ...first });
    await withdraw(gone);
    await expect(people.approve(payout, ops.staff.li)).rejects.toMatchObject({
      code: 'resolution.evidence_unfit',
    });
    const app = await ops.libs.connectAs('ganpei_app');
    await expect(
      app.query(
        `INSERT INTO payout_resolution_approvals SELECT lane, payout_id, number, 'approve', 'Said.', $1, now()
           FROM payout_resolutions`,
        [ops.staff.li.id],
      ),
    ).rejects.toMatchObject({ constraint: 'payout_resolutions_stated' });
    await people.approve(payout, ops.staff.li, { verdict: 'return' });

    const again = await taken(line);
    await people.propose(payout, ops.staff.zhao, { outcome: 'settled', ...(await evidence(2)) });
    await people.approve(payout, ops.staff.li, { number: 2 });
    await expect(propose(ops.staff.zhao, again)).rejects.toMatchObject({
      code: 'statement.is_evidence',
    });
  });

  it.each<[string, string, string]>([
    [
      'a receipt rests on one of its lines',
      `INSERT INTO bank_references (used_by, rail, reference, currency, amount_minor, line_id, taken_at)
         SELECT 'rct_planted', 'cash', line_id, currency, amount_minor, id, now() FROM statement_lines`,
      'statement.is_evidence',
    ],
    [
      'the same file has ended a payout as a report of the bank',
      `${REPORTED('released')};
       INSERT INTO bank_report_lines (lane, report_id, position, line_id, word, at, text, is_matched)
         VALUES (0, 'bkr_planted', 1, 'x', 'booked', now(), '', true)`,
      'statement.is_evidence',
    ],
    ['the same file waits as a report of the bank', REPORTED('waiting'), 'statement.report_waits'],
  ])('stays where %s', async (_what, sql, code) => {
    const wrong = await taken({ lineId: 'one', kind: 'other', amount: '1.00' });
    const owner = await ops.libs.connectAs(null);
    await owner.query('SET session_replication_role = replica');
    await owner.query(sql);
    await expect(propose(ops.staff.zhao, wrong)).rejects.toMatchObject({ code });
  });

  it('goes after a later one that shares its lines', async () => {
    const shared = { lineId: 'shared', kind: 'other', amount: '1.00', at: new Date() };
    const first = await taken(shared);
    const later = await taken(shared, { ...shared, lineId: 'more' });
    await expect(propose(ops.staff.zhao, first)).rejects.toMatchObject({
      code: 'statement.shares_lines',
    });
    await withdraw(later);
    await withdraw(first);
    expect(await rail.reconciled()).toEqual([]);
    await taken(shared, { ...shared, lineId: 'more' });
    expect(await rail.open()).toHaveLength(2);
  });
});
