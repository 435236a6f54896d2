import { Client } from 'pg';

import type { ClaimStatus } from '@app/claims';
import { laneOfId, newId } from '@app/kernel';
import type { IdPrefix } from '@app/kernel';

/** A claim that was written past all our code, and what belongs to it. */
export interface PlantedClaim {
  readonly claimId: string;
  readonly lineId: string;
  readonly decisionId: string;
}

const SETTLED: readonly ClaimStatus[] = ['paid', 'denied', 'withdrawn', 'closed'];
const AWARDED: readonly ClaimStatus[] = ['approved', 'paying', 'paid', 'closed'];

/** Copies the row of a table in which `id` is `$2`, with the fields of `$1` instead of its own. */
const copySql = (table: string, key: string): string => `
  INSERT INTO ${table} SELECT (jsonb_populate_record(t, $1::jsonb)).* FROM ${table} t WHERE t.${key} = $2`;

/**
 * Plants claims in any status within milliseconds: copies of one that was filed and decided as it
 * should be, on a payment of their own each. Their books are empty, as if all were at rest.
 */
export class PlantedClaims {
  private count = 0;

  private constructor(
    private readonly client: Client,
    private readonly original: PlantedClaim & { readonly paymentId: string },
  ) {}

  /** The claim must have one line, and a decision. */
  static async after(adminUrl: string, claimId: string): Promise<PlantedClaims> {
    const client = new Client({
      connectionString: adminUrl,
      options: '-c search_path=ganpei -c session_replication_role=replica',
    });
    await client.connect();
    const { rows } = await client.query<{ line: string; payment: string; decision: string }>(
      `SELECT l.id AS line, l.payment_id AS payment, d.id AS decision
         FROM claim_lines l JOIN decisions d ON d.lane = l.lane AND d.claim_id = l.claim_id
        WHERE l.claim_id = $1`,
      [claimId],
    );
    const [found] = rows;
    if (found === undefined) throw new Error(`Claim ${claimId} has no line or no decision.`);
    const { line: lineId, payment: paymentId, decision: decisionId } = found;
    return new PlantedClaims(client, { claimId, lineId, decisionId, paymentId });
  }

  async stop(): Promise<void> {
    await this.client.end();
  }

  async plant(status: ClaimStatus): Promise<PlantedClaim> {
    const { original } = this;
    this.count += 1;
    const reference = `CLM-PLANT-${this.count}`;
    const [claimId, lineId, decisionId, paymentId] = (
      ['clm', 'cln', 'dec', 'pmt'] as const satisfies readonly IdPrefix[]
    ).map((prefix) => newId(prefix, laneOfId(original.claimId)));
    const copies = [
      ['payments', original.paymentId, { id: paymentId, source_id: paymentId, ...heldIn(status) }],
      ['claims', original.claimId, { id: claimId, reference, ...rowIn(status, decisionId ?? '') }],
      [
        'claim_lines',
        original.lineId,
        {
          ...{ id: lineId, claim_id: claimId, payment_id: paymentId },
          ...lineIn(status),
        },
      ],
      ['decisions', original.decisionId, { id: decisionId, claim_id: claimId }],
    ] as const;
    for (const [table, id, fields] of copies) {
      await this.client.query(copySql(table, 'id'), [JSON.stringify(fields), id]);
    }
    await this.client.query(copySql('claim_contacts', 'claim_id'), [
      JSON.stringify({ claim_id: claimId }),
      original.claimId,
    ]);
    return { claimId: claimId ?? '', lineId: lineId ?? '', decisionId: decisionId ?? '' };
  }

  /** All that could show that something was done to a claim. */
  async traceOf({ claimId }: PlantedClaim): Promise<unknown> {
    const { rows } = await this.client.query(
      `SELECT to_jsonb(c) AS claim,
              (SELECT jsonb_agg(to_jsonb(l) ORDER BY l.id) FROM claim_lines l WHERE l.claim_id = c.id) AS lines,
              (SELECT sum(p.claimed_minor) FROM payments p JOIN claim_lines l ON l.payment_id = p.id AND l.claim_id = c.id) AS claimed,
              (SELECT count(*) FROM ledger_journals WHERE claim_id = c.id) AS journals,
              (SELECT count(*) FROM claim_events WHERE claim_id = c.id) AS timeline,
              (SELECT count(*) FROM claim_clock_events WHERE claim_id = c.id) AS clocks,
              (SELECT count(*) FROM claim_evidence WHERE claim_id = c.id) AS evidence,
              (SELECT count(*) FROM claim_appeals WHERE claim_id = c.id) AS appeals,
              (SELECT count(*) FROM decisions WHERE claim_id = c.id) AS decisions,
              (SELECT count(*) FROM decision_approvals a JOIN decisions d ON d.id = a.decision_id AND d.claim_id = c.id) AS approvals,
              (SELECT count(*) FROM audit_records WHERE object_id = c.id) AS audit
         FROM claims c WHERE c.id = $1`,
      [claimId],
    );
    return rows[0];
  }
}

/** Nothing that a job would look for: nobody but the test brings these claims on. */
function rowIn(status: ClaimStatus, decisionId: string): object {
  const isDecided = AWARDED.includes(status) || status === 'denied';
  const isOpen = !SETTLED.includes(status);
  const step = isOpen ? { next_step: 'review', next_by: 'reviewer' } : {};
  return {
    ...{ status, owner_id: null, clock_due_at: null, escalated_at: null, hands: [] },
    ...{ unowned_since: '2099-01-01T00:00:00Z', remind_at: null },
    ...{ next_step: null, next_by: null, next_due_at: isOpen ? '2099-01-01T00:00:00Z' : null },
    ...step,
    ...{ version: 1, reserve_minor: 0, reopening_id: null, merged_into_id: null },
    decision_id: isDecided ? decisionId : null,
    decided_at: isDecided ? new Date().toISOString() : null,
    awarded_minor: AWARDED.includes(status) ? 5_000 : isDecided ? 0 : null,
    paid_minor: status === 'paid' || status === 'closed' ? 5_000 : 0,
  };
}

function lineIn(status: ClaimStatus): object {
  if (AWARDED.includes(status)) return { status: 'awarded', award_minor: 5_000 };
  if (status === 'denied' || status === 'withdrawn') return { status, award_minor: 0 };
  return { status: 'claimed', award_minor: null };
}

function heldIn(status: ClaimStatus): object {
  if (AWARDED.includes(status)) return { claimed_minor: 5_000 };
  return status === 'denied' || status === 'withdrawn' ? { claimed_minor: 0 } : {};
}
