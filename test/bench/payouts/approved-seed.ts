import { randomInt } from 'node:crypto';

import type { ClientBase, Pool } from 'pg';

import { makeReference } from '@app/claims';
import { LANE_COUNT, newId } from '@app/kernel';
import type { IdPrefix } from '@app/kernel';

/** What a claim that waits for its payout consists of, and how each table names it. */
const TABLES: readonly (readonly [string, string])[] = [
  ['claims', 'id = $1'],
  ['claim_contacts', 'claim_id = $1'],
  ['claim_lines', 'claim_id = $1'],
  ['claim_clock_events', 'claim_id = $1'],
  ['payments', 'id IN (SELECT payment_id FROM claim_lines WHERE claim_id = $1)'],
  ['payment_keys', 'payment_id IN (SELECT payment_id FROM claim_lines WHERE claim_id = $1)'],
  ['assessments', 'claim_id = $1'],
  ['decisions', 'claim_id = $1'],
  ['decision_approvals', 'decision_id IN (SELECT id FROM decisions WHERE claim_id = $1)'],
];
const COPIES_PER_STATEMENT = 200;
const DUE_MS = 24 * 3_600_000;

interface TemplateRow {
  readonly table: string;
  /** As the text of a JSON object. */
  readonly row: string;
}

/**
 * Copies one claim that was paid, as it was before, so many times: with ids, lanes, payers and
 * references of their own. What leads a claim there takes a quarter of a second of the processors.
 * Rules that are triggers stand aside: none of these was ever filed. Returns their ids.
 */
export async function seedApprovedClaims(
  pool: Pool,
  paidClaimId: string,
  copies: number,
): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query('SET session_replication_role = replica');
    const template = await templateOf(client, paidClaimId);
    const claimIds: string[] = [];
    for (let done = 0; done < copies; done += COPIES_PER_STATEMENT) {
      const batch = Math.min(COPIES_PER_STATEMENT, copies - done);
      const made = Array.from({ length: batch }, () => copyOf(template, paidClaimId));
      for (const [index, { table }] of template.entries()) {
        await insert(
          client,
          table,
          made.map(({ rows }) => rows[index] ?? {}),
        );
      }
      claimIds.push(...made.map(({ claimId }) => claimId));
    }
    await client.query(`VACUUM (ANALYZE) ${TABLES.map(([table]) => table).join(', ')}`);
    return claimIds;
  } finally {
    await client.query('RESET session_replication_role');
    client.release();
  }
}

async function templateOf(client: ClientBase, claimId: string): Promise<TemplateRow[]> {
  const template: TemplateRow[] = [];
  for (const [table, condition] of TABLES) {
    const { rows } = await client.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM ${table} t WHERE ${condition}`,
      [claimId],
    );
    template.push(...rows.map(({ row }) => ({ table, row })));
  }
  return template;
}

/** The rows of the template under other names, all in one other lane. */
function copyOf(
  template: readonly TemplateRow[],
  paidClaimId: string,
): { readonly claimId: string; readonly rows: object[] } {
  const lane = randomInt(LANE_COUNT);
  const reference = makeReference(lane, randomInt(2 ** 28));
  const name = newId('msg', lane).slice(4);
  const names = new Map<string, string>();
  const named = (id: string): string => {
    const known = names.get(id) ?? newId(id.slice(0, 3) as IdPrefix, lane);
    names.set(id, known);
    return known;
  };
  const rows = template.map(({ table, row }) => {
    const text = row.replace(/"((?:clm|cln|pmt|dec|ast|cce)_[0-9a-z]{26})"/g, (_all, id: string) =>
      JSON.stringify(named(id)),
    );
    const parsed = JSON.parse(text) as Record<string, unknown>;
    return { ...parsed, lane, ...ownOf(table, { name, reference }) };
  });
  return { claimId: named(paidClaimId), rows };
}

/** What no two claims have in common, and how one stands that was approved a moment ago. */
function ownOf(table: string, { name, reference }: { name: string; reference: string }): object {
  switch (table) {
    case 'claims': {
      const now = Date.now();
      return {
        ...{ reference, claimant_party_id: name },
        ...{ status: 'approved', paid_minor: 0, next_step: 'open_payout', next_by: 'system' },
        next_due_at: new Date(now + DUE_MS).toISOString(),
        // Whoever was approved long ago has lost its job: the sweep would ring for it once more.
        updated_at: new Date(now).toISOString(),
      };
    }
    case 'payments':
    case 'payment_keys':
      return { source_id: name, ...(table === 'payments' ? { payer_id: name } : {}) };
    default:
      return {};
  }
}

async function insert(client: ClientBase, table: string, rows: readonly object[]): Promise<void> {
  await client.query(
    `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}
