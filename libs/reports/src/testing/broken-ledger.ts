import { WAITING, journalSql } from './planted-bookings';
import type { PlantedViolation } from './planted-bookings';

/** What is done to journals, accounts and guards. */
export const BROKEN_LEDGER: readonly PlantedViolation[] = [
  [
    'journals-complete',
    'a journal without its line',
    `${journalSql('1010', '3010', { id: 'x' })} DELETE FROM ledger_transfers WHERE journal_id = 'jnl_x'`,
  ],
  [
    'journals-complete',
    'a line without its journal',
    `${journalSql('1010', '3010', { id: 'x' })} DELETE FROM ledger_journals WHERE id = 'jnl_x'`,
  ],
  [
    'journals-complete',
    'a line too many',
    `${journalSql('1010', '3010', { id: 'x' })} INSERT INTO ledger_transfers
       SELECT lane, journal_id, 1, 2, debit_account, credit_account, currency, amount_minor, dimensions
         FROM ledger_transfers WHERE journal_id = 'jnl_x'`,
  ],
  [
    'journals-complete',
    'another number of lines on the line than on the journal',
    `${journalSql('1010', '3010', { id: 'x' })} UPDATE ledger_transfers SET lines = 2 WHERE journal_id = 'jnl_x'`,
  ],
  [
    'sealed-or-waiting',
    'a journal that was taken out of the queue',
    `DELETE FROM ledger_unsealed WHERE id = (SELECT min(id) FROM ledger_unsealed)`,
  ],
  ['accounts-in-chart', 'money from an account that is not there', journalSql('1010', '3011')],
  [
    'accounts-in-chart',
    'a currency that an account is not kept in',
    `${journalSql('1010', '3010', { currency: 'USD' })}
     UPDATE ledger_accounts SET currency = 'CNY' WHERE code = '3010'`,
  ],
  [
    'effective-as-closed',
    'a fact that was put into an earlier month',
    `UPDATE ledger_journals SET effective_at = effective_at - interval '40 days' WHERE ${WAITING}`,
  ],
  [
    'effective-as-closed',
    'a fact that was put off though no period was closed',
    `UPDATE ledger_journals SET effective_at = effective_at + interval '1 day' WHERE ${WAITING}`,
  ],
  ['wallets-backed', 'customer money that nothing backs', journalSql('3010', '2100')],
  ['wallets-backed', 'cash of customers that is nobody’s', journalSql('1040', '3010')],
  ['wallets-backed', 'customer money used to pay', journalSql('2100', '1040')],
  [
    'fund-not-overdrawn',
    'a top-up of the rail beyond the fund',
    journalSql('1030', '1020', { currency: 'USD' }),
  ],
  [
    'guards-as-booked',
    'an allotment from nowhere',
    `UPDATE ledger_guards SET available_minor = available_minor + 1 WHERE lane = 0`,
  ],
  [
    'guards-as-booked',
    'money of the rail that no lane may take out',
    journalSql('1030', '1010', { amountMinor: 1 }),
  ],
  [
    'guards-as-booked',
    'a rail below its floor',
    `ALTER TABLE ledger_guards DROP CONSTRAINT ledger_guards_floor;
     ${journalSql('1010', '1030', { amountMinor: 9_000_000 })}
     UPDATE ledger_guards SET available_minor = available_minor - 9000000 WHERE lane = 0 AND guard = 'rail'`,
  ],
];
