import { WAITING } from './planted-bookings';
import type { PlantedViolation } from './planted-bookings';

const LAST_SIZE = '(SELECT max(size) FROM ledger_checkpoints)';
const FUND_ROW = `WHERE account = '1020' AND size = (SELECT min(size) FROM ledger_checkpoints)`;
const FUND_DAY = `WHERE account = '1020' AND basis = 'effective'`;

/** What is done to the log and to the sums that go with it. */
export const BROKEN_LOG: readonly PlantedViolation[] = [
  [
    'leaves-as-booked',
    'a memo that was changed after its seal',
    `UPDATE ledger_journals SET memo = 'other'
      WHERE id = (SELECT journal_id FROM ledger_leaves WHERE leaf_index = 0)`,
  ],
  [
    'leaves-as-booked',
    'a leaf of another hash',
    `UPDATE ledger_leaves SET hash = sha256('x') WHERE leaf_index = 1`,
  ],
  [
    'leaves-as-booked',
    'a checkpoint of another root',
    `UPDATE ledger_checkpoints SET root = sha256('x') WHERE size = ${LAST_SIZE}`,
  ],
  [
    'leaves-as-booked',
    'a note that tells of another size',
    `UPDATE ledger_checkpoints SET note = (SELECT note FROM ledger_checkpoints ORDER BY size DESC LIMIT 1)`,
  ],
  ['leaves-as-booked', 'a key that nobody knows', 'DELETE FROM ledger_log_keys'],
  [
    'leaves-as-booked',
    'a leaf that no checkpoint covers',
    `INSERT INTO ledger_leaves SELECT ${LAST_SIZE}, lane, id, sha256('x') FROM ledger_journals WHERE ${WAITING}`,
  ],
  [
    'leaves-as-booked',
    'a node above leaves that are still to come',
    `INSERT INTO ledger_log_nodes VALUES (1, 0, sha256('x'))`,
  ],
  [
    'balances-as-booked',
    'a balance that grew by itself',
    `UPDATE ledger_balance_checkpoints SET debit_minor = debit_minor + 1 ${FUND_ROW}`,
  ],
  [
    'balances-as-booked',
    'a balance that is gone',
    `DELETE FROM ledger_balance_checkpoints ${FUND_ROW}`,
  ],
  [
    'balances-as-booked',
    'a balance of an account that nobody touched',
    `INSERT INTO ledger_balance_checkpoints VALUES ('1190', 'CNY', ${LAST_SIZE}, 1, 0, '{}')`,
  ],
  [
    'balances-as-booked',
    'a line that no register would show',
    `UPDATE ledger_balance_checkpoints SET leaf_indexes = '{}' ${FUND_ROW}`,
  ],
  [
    'days-as-booked',
    'a day on which more went through than was booked',
    `UPDATE ledger_daily_turnover SET credit_minor = credit_minor + 1 ${FUND_DAY}`,
  ],
  ['days-as-booked', 'a day that is gone', `DELETE FROM ledger_daily_turnover ${FUND_DAY}`],
  [
    'days-as-booked',
    'turnover of a day on which nothing was booked',
    `INSERT INTO ledger_daily_turnover VALUES ('booked', '1020', 'CNY', '2020-01-01', 1, 1)`,
  ],
];
