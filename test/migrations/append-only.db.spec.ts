import { Client } from 'pg';

import { sessionOptions } from '@app/platform';

import { createTestDatabase } from '../support/test-database';
import type { TestDatabase } from '../support/test-database';

/** What is once written down stays as it was: nobody's code may change or remove it. */
const APPEND_ONLY = [
  'applied_changes',
  'assessments',
  'audit_records',
  'award_take_back_verdicts',
  'award_take_backs',
  'awards',
  'bank_file_releases',
  'bank_references',
  'bank_report_lines',
  'bank_report_releases',
  'billed_contributions',
  'break_undo_words',
  'break_words',
  'calendar_versions',
  'callback_calls',
  'claim_circumstances',
  'claim_clock_events',
  'claim_events',
  'claim_evidence',
  'claim_findings',
  'claim_information_answers',
  'claim_information_items',
  'claim_information_requests',
  'claim_links',
  'claim_milestones',
  'claim_note_redactions',
  'claim_notes',
  'claim_payout_methods',
  'claim_reopenings',
  'claim_representations',
  'claim_vulnerabilities',
  'clawback_objection_answers',
  'clawback_objections',
  'controlled_change_approvals',
  'controlled_changes',
  'counterparty_payments',
  'credit_resolution_approvals',
  'credit_resolutions',
  'decision_approvals',
  'decision_letters',
  'decision_recalls',
  'decisions',
  'earned_contributions',
  'events',
  'fund_events',
  'goodwill_grants',
  'goodwill_verdicts',
  'inbound_mail_files',
  'incidents',
  'institution_events',
  'ledger_account_closings',
  'ledger_accounts',
  'ledger_balance_checkpoints',
  'ledger_checkpoints',
  'ledger_journals',
  'ledger_leaves',
  'ledger_log',
  'ledger_log_keys',
  'ledger_log_nodes',
  'ledger_period_closings',
  'ledger_transfers',
  'limit_values',
  'match_words',
  'message_attachments',
  'message_redactions',
  'messages',
  'payer_events',
  'payment_keys',
  'payment_refunds',
  'payout_answers',
  'payout_attempts',
  'payout_reorders',
  'payout_resolution_approvals',
  'payout_resolutions',
  'pinned_versions',
  'program_version_approvals',
  'program_version_withdrawals',
  'program_versions',
  'provisional_credit_steps',
  'rail_notices',
  'receipt_match_proposals',
  'receipt_match_verdicts',
  'receipt_matches',
  'receipt_proposals',
  'receipt_verdicts',
  'recovery_proposals',
  'recovery_steps',
  'recovery_verdicts',
  'statement_lines',
  'statement_matches',
  'statement_withdrawal_words',
  'statements',
  'top_up_rules',
  'top_ups_by_hand',
  'undone_breaks',
  'webhook_attempts',
  'withdrawn_contributions',
  'withdrawn_statements',
];

interface Rights {
  readonly name: string;
  readonly mayChange: boolean;
  readonly isGuarded: boolean;
}

/** Every table of ours that the application may write, and whether it may change rows there. */
const RIGHTS = `
  SELECT relname AS name,
         has_any_column_privilege('ganpei_app', oid, 'UPDATE')
           OR has_table_privilege('ganpei_app', oid, 'DELETE, TRUNCATE') AS "mayChange",
         EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgenabled = 'O'
                    AND t.tgfoid = 'refuse_change'::regproc) AS "isGuarded"
    FROM pg_class c
   WHERE relnamespace = 'ganpei'::regnamespace AND relkind = 'r'
     AND has_any_column_privilege('ganpei_app', oid, 'INSERT')
   ORDER BY relname`;

describe('append-only tables', () => {
  let database: TestDatabase;
  const clients = new Map<string, Client>();

  beforeAll(async () => {
    database = await createTestDatabase();
    for (const role of ['ganpei_app', 'ganpei_owner'] as const) {
      const client = new Client({
        connectionString: database.adminUrl,
        options: sessionOptions({ role }),
      });
      await client.connect();
      clients.set(role, client);
    }
  });
  afterAll(async () => {
    for (const client of clients.values()) await client.end();
    await database.drop();
  });

  const runAs = async <Row extends object>(role: string, sql: string): Promise<Row[]> =>
    (await clients.get(role)!.query<Row>(sql)).rows;

  it('are all that the application may only add to, and each is guarded behind its back', async () => {
    const tables = await runAs<Rights>('ganpei_app', RIGHTS);
    const names = (some: Rights[]): string[] => some.map(({ name }) => name);
    expect(names(tables.filter(({ mayChange }) => !mayChange))).toEqual(APPEND_ONLY);
    expect(names(tables.filter(({ isGuarded }) => isGuarded))).toEqual(APPEND_ONLY);
  });

  const attempts = APPEND_ONLY.flatMap((table): [string, string, string][] => [
    [table, 'UPDATE', `UPDATE ${table} SET %column = %column`],
    [table, 'DELETE', `DELETE FROM ${table}`],
    [table, 'TRUNCATE', `TRUNCATE ${table} CASCADE`],
  ]);

  it.each(attempts)('%s refuses %s', async (table, _verb, sql) => {
    const [first] = await runAs<{ column: string }>(
      'ganpei_owner',
      `SELECT attname AS column FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attnum = 1`,
    );
    const attempt = sql.replaceAll('%column', first!.column);
    await expect(runAs('ganpei_app', attempt)).rejects.toMatchObject({ code: '42501' });
    await expect(runAs('ganpei_owner', attempt)).rejects.toMatchObject({
      code: '23000',
      constraint: 'append_only',
    });
  });

  it('are read by the auditor through views, and nothing else of ours is', async () => {
    const readable = await runAs(
      'ganpei_owner',
      `SELECT relname AS name, relkind AS kind FROM pg_class
        WHERE relnamespace IN ('ganpei'::regnamespace, 'bullmq'::regnamespace)
          AND relkind IN ('r', 'v', 'S')
          AND has_any_column_privilege('ganpei_auditor', oid, 'SELECT, INSERT, UPDATE') ORDER BY 1`,
    );
    expect(readable).toEqual([
      { name: 'auditor_accounts', kind: 'v' },
      { name: 'auditor_balances', kind: 'v' },
      { name: 'auditor_checkpoints', kind: 'v' },
      { name: 'auditor_leaves', kind: 'v' },
      { name: 'auditor_period_closings', kind: 'v' },
      { name: 'auditor_transfers', kind: 'v' },
    ]);
  });
});
