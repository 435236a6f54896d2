import type { Client } from 'pg';

import type { Reads } from '@app/platform';

import { LogProcess, aDraft } from '../../../../test/support/log-process';
import { PostJournals } from '../operations/post-journals';
import { checkLog } from './check-log';
import type { LogFaults } from './check-log';
import type { LogFault } from './log-fault';

const SOUND: LogFaults = { leaves: [], balances: [], days: [] };
const MIDDLE = '(SELECT size FROM ledger_checkpoints ORDER BY size OFFSET 1 LIMIT 1)';

describe('the check of the log', () => {
  let log: LogProcess;
  let admin: Client;

  const grow = async (...counts: number[]): Promise<void> => {
    const { libs } = log;
    for (const count of counts) {
      const drafts = Array.from({ length: count }, () => aDraft());
      await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, drafts));
      await log.seal();
    }
  };

  /** More than is read at a time, in checkpoints that do not end where a read ends. */
  beforeAll(async () => {
    log = await LogProcess.start();
    admin = await log.libs.connectAs(null);
    await grow(1, 1_000, 700, 1_000, 3);
  });
  afterAll(async () => {
    await log.stop();
  });

  const faultsAfter = async (sql: string): Promise<LogFaults> => {
    const query = async (text: string, values?: unknown[]): Promise<unknown> =>
      (await admin.query(text, values)).rows;
    await admin.query('BEGIN; SET LOCAL session_replication_role = replica');
    try {
      await admin.query(sql);
      return await checkLog({ query } as unknown as Reads);
    } finally {
      await admin.query('ROLLBACK');
    }
  };

  it('finds nothing in a sound log, short or long', async () => {
    expect(await checkLog(log.libs.unitOfWork.reads)).toEqual(SOUND);
    const empty = await LogProcess.start();
    expect(await checkLog(empty.libs.unitOfWork.reads)).toEqual(SOUND);
    await empty.stop();
  });

  it.each<[string, string, Partial<LogFaults>]>([
    [
      'a node that is gone',
      'DELETE FROM ledger_log_nodes WHERE level = 1 AND node_index = 8',
      { leaves: [{ what: 'node 8 of level 1', detail: 'is not the root of what is below' }] },
    ],
    [
      'another node',
      `UPDATE ledger_log_nodes SET hash = sha256('x') WHERE level = 1 AND node_index = 9`,
      { leaves: [{ what: 'node 9 of level 1', detail: 'is not the root of what is below' }] },
    ],
    [
      'a leaf that is gone',
      `DELETE FROM ledger_leaves WHERE leaf_index = 2500`,
      { leaves: [expect.objectContaining({ what: 'leaf 2048 or after' }) as LogFault] },
    ],
    [
      'a journal that is gone',
      `DELETE FROM ledger_journals WHERE id = (SELECT journal_id FROM ledger_leaves WHERE leaf_index = 5)`,
      { leaves: [expect.objectContaining({ what: 'leaf 0 or after' }) as LogFault] },
    ],
    [
      'a balance where there is no checkpoint',
      `INSERT INTO ledger_balance_checkpoints VALUES ('5010', 'CNY', ${MIDDLE} - 1, 1, 0, '{}')`,
      { balances: [{ what: 'balances at 1000', detail: 'are of no checkpoint' }] },
    ],
    [
      'a balance that the next seal would build on',
      `INSERT INTO ledger_balance_checkpoints VALUES ('2010', 'CNY', 99999, 1, 0, '{}')`,
      { balances: [{ what: '2010 CNY', detail: 'lies beyond the last checkpoint' }] },
    ],
    [
      'a balance of the middle that is too high',
      `UPDATE ledger_balance_checkpoints SET debit_minor = debit_minor + 1 WHERE account = '5010' AND size = ${MIDDLE}`,
      {
        balances: [
          {
            what: '5010 CNY at 1001',
            detail: 'is not what was booked: 1001 debit and 0 credit',
          },
        ],
      },
    ],
  ])('finds %s', async (_what, sql, faults) => {
    expect(await faultsAfter(sql)).toEqual({ ...SOUND, ...faults });
  });

  it('is not misled by what is sealed while it looks', async () => {
    const { reads } = log.libs.unitOfWork;
    let asked = 0;
    const query = async (sql: string, values?: unknown[]): Promise<unknown> => {
      asked += 1;
      if (asked % 2 === 0) await grow(2);
      return reads.query<unknown>(sql, values);
    };
    expect(await checkLog({ query } as unknown as Reads)).toEqual(SOUND);
    expect(asked).toBeGreaterThan(6);
  });
});
