import type { Actor } from '@app/platform';

import { hired, turnsOutToBe } from '../../../../../test/support/accounts';
import { StatedRail } from '../../../../../test/support/stated-rail';
import type { CsvLine } from '../../../../../test/support/statement-steps';
import { csvStatement } from '../../../../../test/support/statement-steps';
import { StatementMatchEntity } from '../persistence/statement-match.entity';
import { JudgeWithdrawal } from './judge-withdrawal';
import { ProposeWithdrawal } from './propose-withdrawal';
import { UndoBreakEnd } from './undo-break-end';
import { UndoMatch } from './undo-match';

const ODD: CsvLine = { lineId: 'odd', amount: '3.00', kind: 'other' };
const FEE: CsvLine = { lineId: 'fee', amount: '0.60', kind: 'fee' };
const note = 'Looked into.';

describe('the words of two accounts that turn out to be of one person', () => {
  let rail: StatedRail;
  let hat: Actor;

  beforeEach(async () => {
    rail = await StatedRail.start();
    hat = await hired(rail.ops, 'approver');
  });
  afterEach(async () => {
    await rail.stop();
  });

  type Word = (by: Actor) => Promise<unknown>;

  const breakOf = async (line: CsvLine): Promise<string> => {
    await rail.reconciled(line);
    return (await rail.breaks())[0]!.id;
  };
  const writesOff = async (): Promise<Word> => {
    const breakId = await breakOf(ODD);
    return (by) => rail.say(by, { breakId });
  };
  const undoesEnding = async (): Promise<Word> => {
    const breakId = await breakOf({ ...ODD, direction: 'in' });
    await rail.say(rail.ops.staff.zhao, { breakId, how: 'suspense' });
    const { ops } = rail;
    return (by) => ops.transaction((tx) => ops.get(UndoBreakEnd).run(tx, by, { breakId, note }));
  };
  const undoesMatch = async (): Promise<Word> => {
    await rail.reconciled(FEE);
    const { ops } = rail;
    const [match] = await ops.reads.find(StatementMatchEntity);
    const matchId = match!.id;
    return (by) => ops.transaction((tx) => ops.get(UndoMatch).run(tx, by, { matchId, note }));
  };

  describe.each<[string, () => Promise<Word>]>([
    ['write nothing off', writesOff],
    ['take back no ending of a break', undoesEnding],
    ['undo no match', undoesMatch],
  ])('%s', (_what, begin) => {
    it('by the second account', async () => {
      const say = await begin();
      await say(hat);
      await turnsOutToBe(rail.ops, hat, rail.ops.staff.li);
      await expect(say(rail.ops.staff.li)).rejects.toMatchObject({
        code: 'reconciliation.said_already',
      });
      await expect(say(rail.ops.staff.zhao)).resolves.toMatchObject({ wordsMissing: 0 });
    });

    it('by the first account once more', async () => {
      const say = await begin();
      await say(hat);
      const known = await turnsOutToBe(rail.ops, hat, rail.ops.staff.li);
      await expect(say(known)).rejects.toMatchObject({ code: 'reconciliation.said_already' });
    });
  });

  it('withdraw no statement', async () => {
    const { ops } = rail;
    const [taken] = await rail.takenIn(csvStatement([ODD]));
    const statementId = taken!.statement.id;
    const reason = 'It is of another day.';
    await ops.transaction((tx) => ops.get(ProposeWithdrawal).run(tx, hat, { statementId, reason }));
    await turnsOutToBe(ops, hat, ops.staff.li);
    const approve = (by: Actor): Promise<unknown> =>
      ops.transaction((tx) =>
        ops.get(JudgeWithdrawal).run(tx, by, { statementId, number: 1, verdict: 'approve', note }),
      );
    await expect(approve(ops.staff.li)).rejects.toMatchObject({ code: 'statement.own_hand' });
    await expect(approve(ops.staff.zhao)).resolves.toMatchObject({ suspenseBreakIds: [] });
  });

  it('are one word past the application, too', async () => {
    const say = await writesOff();
    await say(hat);
    await turnsOutToBe(rail.ops, hat, rail.ops.staff.li);
    const app = await rail.ops.libs.connectAs('ganpei_app');
    const { id } = rail.ops.staff.li;
    const again = `INSERT INTO break_words (break_id, how, against, person_id, user_id, note, given_at)
      SELECT break_id, how, against, $1, $1, note, given_at FROM break_words`;
    await expect(app.query(again, [id])).rejects.toMatchObject({
      constraint: 'break_words_other_eyes',
    });
  });
});
