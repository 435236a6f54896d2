import { Injectable } from '@nestjs/common';

import type { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { laneOfId } from '@app/kernel';
import type { PaymentEntity, PayerEventKind } from '@app/payments';
import type { Reads } from '@app/platform';

import { LOOK_BACK_DAYS, daysBefore } from './domain/risk/risk-facts';
import type {
  OwnClaim,
  PastPayment,
  PayeeDispute,
  PayerEvent,
  RiskFacts,
  SharedTrait,
} from './domain/risk/risk-facts';

/** A disputed payment, as the assessment has read it already. */
type Disputed = Pick<
  PaymentEntity,
  'id' | 'payeeId' | 'payeeAccount' | 'currency' | 'amountMinor' | 'paidAt'
>;
type ClaimKey = Pick<ClaimEntity, 'lane' | 'id'>;

/** Smaller files are alike by accident: a blank picture, an empty page. */
const FILE_BYTES_MIN = 1_024;

/** Each of these looks at the newest few by an index, however much there is. */
const OWN_CLAIMS = `
  SELECT c.id, c.status = 'withdrawn' AS "isWithdrawn", c.filed_at AS "filedAt", c.currency,
         coalesce(c.awarded_minor, 0)::text AS "awardedMinor",
         CASE WHEN c.awarded_minor = 0 THEN
           (SELECT jsonb_path_query_array(d.lines, '$[*].reasonCode') FROM decisions d
             WHERE d.lane = c.lane AND d.id = c.decision_id) END AS "denialCodes"
    FROM claims c
   WHERE c.lane = $1 AND c.claimant_party_id = $2 AND c.id <> $3
   ORDER BY c.id DESC LIMIT 100`;

const ON_SAME_PAYMENTS = `
  SELECT DISTINCT claim_id AS id FROM claim_lines
   WHERE lane = $1 AND payment_id = ANY ($3::text[]) AND claim_id <> $2
   ORDER BY claim_id DESC LIMIT 50`;

const SHARED = `
  SELECT mine.kind, other.claim_id AS "claimId", other.party_id AS "partyId", other.linked_at AS at
    FROM claim_links mine CROSS JOIN LATERAL (
      SELECT claim_id, party_id, linked_at FROM claim_links
       WHERE kind = mine.kind AND key = mine.key AND linked_at > $3
       ORDER BY linked_at DESC LIMIT 50) other
   WHERE mine.lane = $1 AND mine.claim_id = $2 AND other.claim_id <> $2
  UNION ALL
  SELECT 'file', other.claim_id, c.claimant_party_id, other.uploaded_at
    FROM (SELECT DISTINCT sha256 FROM claim_evidence
           WHERE lane = $1 AND claim_id = $2 AND size_bytes >= $4) mine
   CROSS JOIN LATERAL (
      SELECT lane, claim_id, uploaded_at FROM claim_evidence
       WHERE sha256 = mine.sha256 AND uploaded_at > $3
       ORDER BY uploaded_at DESC LIMIT 20) other
    JOIN claims c ON c.lane = other.lane AND c.id = other.claim_id
   WHERE other.claim_id <> $2`;

/** By the payee's id and by its account; what is found by both is one. */
const DISPUTES = `
  SELECT DISTINCT ON (p.id) p.id AS "paymentId", p.payer_id AS "payerId",
         p.disputed_at AS "disputedAt", claim.id AS "claimId", claim."isPaid"
    FROM (
      SELECT found.* FROM unnest($1::text[]) AS payee (id) CROSS JOIN LATERAL (
        SELECT lane, id, payer_id, disputed_at FROM payments
         WHERE payee_id = payee.id AND disputed_at > $3
         ORDER BY disputed_at DESC LIMIT 50) found
      UNION ALL
      SELECT found.* FROM unnest($2::text[]) AS payee (account) CROSS JOIN LATERAL (
        SELECT lane, id, payer_id, disputed_at FROM payments
         WHERE payee_account = payee.account AND disputed_at > $3
         ORDER BY disputed_at DESC LIMIT 50) found
      LIMIT 200) p
   CROSS JOIN LATERAL (
      SELECT c.id, l.status = 'awarded' AND c.paid_minor > 0 AS "isPaid"
        FROM claim_lines l JOIN claims c ON c.lane = l.lane AND c.id = l.claim_id
       WHERE l.lane = p.lane AND l.payment_id = p.id
       ORDER BY "isPaid" DESC, c.id DESC LIMIT 1) claim
   WHERE p.payer_id <> $4
   ORDER BY p.id`;

const HISTORY = `
  SELECT id, payee_id AS "payeeId", payee_account AS "payeeAccount", currency,
         amount_minor::text AS "amountMinor", paid_at AS "paidAt", status,
         disputed_at IS NOT NULL AS "isDisputed"
    FROM payments WHERE lane = $1 AND payer_id = $2 ORDER BY id DESC LIMIT 100`;

const EVENTS = `
  SELECT kind, at, source_id AS "sourceId" FROM payer_events
   WHERE lane = $1 AND payer_id = $2 AND at > $3 ORDER BY at DESC LIMIT 50`;

/** Related claims, as a reviewer finds them in a signal. */
export interface RelatedClaim {
  readonly id: string;
  readonly reference: string;
  readonly status: ClaimEntity['status'];
}

/**
 * What signals are reckoned from. These reads reach across lanes, as `libs/README.md` names them:
 * whoever works with several payers is in several lanes. No lock is taken and nothing is written
 * there. Each read goes by an index and stops after a fixed number of rows.
 */
@Injectable()
export class RiskQueries {
  /** One read after the other: within a transaction there is one connection. */
  async facts(reads: Reads, claim: ClaimEntity, payments: readonly Disputed[]): Promise<RiskFacts> {
    const { claimantPartyId: partyId, filedAt, currency, claimedMinor } = claim;
    return {
      claim: { partyId, filedAt, currency, claimedMinor },
      payments,
      ownClaims: await this.ownClaims(reads, claim),
      samePaymentClaimIds: await this.onSamePayments(reads, claim, payments),
      shared: await this.shared(reads, claim),
      disputes: await this.disputes(reads, claim, payments),
      history: await this.history(reads, claim),
      events: await this.events(reads, claim),
    };
  }

  /** The claims among some records, newest first. Ids of anything else are passed over. */
  async related(reads: Reads, ids: readonly string[]): Promise<RelatedClaim[]> {
    const claimIds = [...new Set(ids)].filter((id) => id.startsWith('clm_'));
    return reads.query<RelatedClaim[]>(
      `SELECT c.id, c.reference, c.status FROM unnest($1::smallint[], $2::text[]) AS asked (lane, id)
         JOIN claims c ON c.lane = asked.lane AND c.id = asked.id ORDER BY c.id DESC`,
      [claimIds.map(laneOfId), claimIds],
    );
  }

  private async ownClaims(reads: Reads, claim: ClaimEntity): Promise<OwnClaim[]> {
    const rows = await reads.query<
      (Omit<OwnClaim, 'awardedMinor' | 'denialCodes'> & {
        readonly awardedMinor: string;
        readonly denialCodes: string[] | null;
      })[]
    >(OWN_CLAIMS, [claim.lane, claim.claimantPartyId, claim.id]);
    return rows.map((row) => ({
      ...row,
      awardedMinor: BigInt(row.awardedMinor),
      denialCodes: row.denialCodes ?? [],
    }));
  }

  private async onSamePayments(
    reads: Reads,
    claim: ClaimKey,
    payments: readonly Disputed[],
  ): Promise<string[]> {
    const paymentIds = payments.map(({ id }) => id);
    const values = [claim.lane, claim.id, paymentIds];
    const rows = await reads.query<Pick<ClaimLineEntity, 'id'>[]>(ON_SAME_PAYMENTS, values);
    return rows.map(({ id }) => id);
  }

  private async shared(reads: Reads, claim: ClaimEntity): Promise<SharedTrait[]> {
    const since = daysBefore(claim.filedAt, LOOK_BACK_DAYS.shared);
    return reads.query<SharedTrait[]>(SHARED, [claim.lane, claim.id, since, FILE_BYTES_MIN]);
  }

  private async disputes(
    reads: Reads,
    claim: ClaimEntity,
    payments: readonly Disputed[],
  ): Promise<PayeeDispute[]> {
    const ids = distinct(payments.map(({ payeeId }) => payeeId));
    const accounts = distinct(payments.map(({ payeeAccount }) => payeeAccount));
    if (ids.length + accounts.length === 0) return [];
    const since = daysBefore(claim.filedAt, LOOK_BACK_DAYS.payee);
    const values = [ids, accounts, since, claim.claimantPartyId];
    const rows = await reads.query<PayeeDispute[]>(DISPUTES, values);
    return rows.sort((one, other) => other.disputedAt.getTime() - one.disputedAt.getTime());
  }

  private async history(reads: Reads, claim: ClaimEntity): Promise<PastPayment[]> {
    const rows = await reads.query<
      (Omit<PastPayment, 'amountMinor'> & { readonly amountMinor: string })[]
    >(HISTORY, [claim.lane, claim.claimantPartyId]);
    return rows.map((row) => ({ ...row, amountMinor: BigInt(row.amountMinor) }));
  }

  private async events(reads: Reads, claim: ClaimEntity): Promise<PayerEvent[]> {
    const since = daysBefore(claim.filedAt, LOOK_BACK_DAYS.history);
    const values = [claim.lane, claim.claimantPartyId, since];
    return reads.query<(PayerEvent & { readonly kind: PayerEventKind })[]>(EVENTS, values);
  }
}

function distinct(texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.filter((text) => text !== null))];
}
