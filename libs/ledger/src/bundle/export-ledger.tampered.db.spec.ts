import { readdirSync } from 'node:fs';

import { DomainError } from '@app/kernel';

import { LedgerToExport } from '../../../../test/support/ledger-to-export';
import { ExportLedger } from './export-ledger';
import { verifyBundle } from './verify-bundle';

describe('an export of the ledger', () => {
  let ledger: LedgerToExport;

  beforeAll(async () => {
    ledger = await LedgerToExport.start();
    // The first checkpoint is of 61 journals then.
    await ledger.log.post(1);
    await ledger.fill();
  });
  afterAll(async () => {
    await ledger.stop();
  });

  describe('of a database that somebody tampered with', () => {
    /** Does something that no role of ours may do, exports, and takes it back. */
    async function afterTampering(sql: string): Promise<string> {
      const admin = await ledger.log.libs.connectAs(null);
      await admin.query('SET session_replication_role = replica');
      await admin.query('BEGIN');
      try {
        await admin.query(sql);
        const reads = {
          query: async (text: string, values: unknown[]) => (await admin.query(text, values)).rows,
        };
        const wish = { out: ledger.freshPath(), formats: ['bundle'] as const };
        await ledger.log.libs.get(ExportLedger).run(reads as never, wish);
        verifyBundle(wish.out);
        return 'found good';
      } catch (error) {
        if (error instanceof DomainError) return `${error.code}: ${error.message}`;
        throw error;
      } finally {
        await admin.query('ROLLBACK');
      }
    }
    const leaf = (index: number): string =>
      `(SELECT journal_id FROM ledger_leaves WHERE leaf_index = ${index})`;

    it.each([
      [
        'a memo',
        `UPDATE ledger_journals SET memo = 'other' WHERE id = ${leaf(70)}`,
        /bad_journal: The first bad journal is number 70 .*not what the log has/,
      ],
      [
        'an amount',
        `UPDATE ledger_transfers SET amount_minor = amount_minor + 1 WHERE journal_id = ${leaf(3)} AND line = 0`,
        /number 3 .*not what the log has/,
      ],
      [
        'a line',
        `DELETE FROM ledger_transfers WHERE journal_id = ${leaf(5)}`,
        /number 5 .*transfers is \[\]/,
      ],
      [
        'a journal',
        `DELETE FROM ledger_journals WHERE id = ${leaf(9)}`,
        /journal_missing: Journal number 9 of the log is gone/,
      ],
      [
        'a leaf',
        'DELETE FROM ledger_leaves WHERE leaf_index = 9',
        /journal_missing: Journal number 9 of the log is gone/,
      ],
      [
        'the hash of a leaf',
        `UPDATE ledger_leaves SET hash = sha256('x') WHERE leaf_index = 9`,
        /number 9 .*hashes are not the ones that the log signed/,
      ],
      [
        'the order of two leaves',
        `UPDATE ledger_leaves SET leaf_index = 1000000 WHERE leaf_index = 4;
         UPDATE ledger_leaves SET leaf_index = 4 WHERE leaf_index = 5;
         UPDATE ledger_leaves SET leaf_index = 5 WHERE leaf_index = 1000000`,
        /number 4 .*hashes are not the ones|Journals number 0 to 60 /,
      ],
      [
        'a balance',
        `UPDATE ledger_balance_checkpoints SET debit_minor = debit_minor + 1 WHERE account = '2010'`,
        /bad_balance: balances\.json is wrong for account 2010/,
      ],
      [
        'an account of the chart',
        `DELETE FROM ledger_accounts WHERE code = '2010'`,
        /bad_journal: .*account 2010 is not in the chart/,
      ],
      [
        'a checkpoint',
        `UPDATE ledger_checkpoints SET note = replace(note, E'\\n61\\n', E'\\n60\\n') WHERE size = 61`,
        /bad_signature: checkpoints/,
      ],
    ])('names what was changed: %s', async (_, sql, found) => {
      expect(await afterTampering(sql)).toMatch(found);
    });
  });

  it('leaves nothing behind when it fails', () => {
    expect(readdirSync(ledger.folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
