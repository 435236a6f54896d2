import { Injectable } from '@nestjs/common';

import { isId, laneOfId } from '@app/kernel';
import type { Reads } from '@app/platform';

import { readReference } from './domain/claim-reference';
import type { SearchedContact } from './domain/contact-search';

/** A claim with the contact by which it may be found. */
export interface FoundContact extends SearchedContact {
  readonly claimId: string;
}

/** So many claims are looked at more closely; a search that finds more has to say more. */
export const CANDIDATES_MAX = 2_000;

/** The reads of the search. They go across all lanes, and name each index that they need. */
@Injectable()
export class ClaimSearchQueries {
  /** The claim that somebody names by its id or by its reference in any spelling. */
  async named(reads: Reads, text: string): Promise<string[]> {
    const found = readReference(text);
    const rows = isId(text, 'clm')
      ? await reads.query<{ id: string }[]>('SELECT id FROM claims WHERE lane = $1 AND id = $2', [
          laneOfId(text),
          text,
        ])
      : found === null
        ? []
        : await reads.query<{ id: string }[]>(
            'SELECT id FROM claims WHERE lane = $1 AND reference = $2',
            [found.lane, found.reference],
          );
    return rows.map(({ id }) => id);
  }

  /** The claims about some payments, the newest first. */
  async aboutPayments(reads: Reads, paymentIds: readonly string[]): Promise<string[]> {
    if (paymentIds.length === 0) return [];
    const rows = await reads.query<{ id: string }[]>(
      `SELECT DISTINCT line.claim_id AS id
         FROM unnest($1::smallint[], $2::text[]) key (lane, id)
         JOIN claim_lines line ON line.lane = key.lane AND line.payment_id = key.id
        ORDER BY id DESC LIMIT ${CANDIDATES_MAX}`,
      [paymentIds.map(laneOfId), paymentIds],
    );
    return rows.map(({ id }) => id);
  }

  /** Claims whose contact keys fit, what is still open first, then the newest. */
  async byContact(reads: Reads, contactQuery: string): Promise<FoundContact[]> {
    return reads.query<FoundContact[]>(
      `WITH found AS MATERIALIZED (
         SELECT lane, claim_id, name, email, phone FROM claim_contacts
          WHERE search_keys @@ $1::tsquery LIMIT ${CANDIDATES_MAX})
       SELECT found.claim_id AS "claimId", found.name, found.email, found.phone
         FROM found JOIN claims c ON c.lane = found.lane AND c.id = found.claim_id
        ORDER BY c.next_step IS NULL, c.id DESC`,
      [contactQuery],
    );
  }

  /** Those of some claims that are nobody's of some payers. */
  async ofOthers(
    reads: Reads,
    claimIds: readonly string[],
    parties: readonly string[],
  ): Promise<string[]> {
    if (parties.length === 0) return [...claimIds];
    const own = await reads.query<{ id: string }[]>(
      `SELECT c.id FROM unnest($1::smallint[], $2::text[]) key (lane, id)
         JOIN claims c ON c.lane = key.lane AND c.id = key.id
        WHERE c.claimant_party_id = ANY ($3)`,
      [claimIds.map(laneOfId), claimIds, parties],
    );
    return claimIds.filter((claimId) => !own.some(({ id }) => id === claimId));
  }

  /** The contacts of some claims; of those that were erased there is none. */
  async contacts(reads: Reads, claimIds: readonly string[]): Promise<FoundContact[]> {
    if (claimIds.length === 0) return [];
    return reads.query<FoundContact[]>(
      `SELECT contact.claim_id AS "claimId", contact.name, contact.email, contact.phone
         FROM unnest($1::smallint[], $2::text[]) key (lane, id)
         JOIN claim_contacts contact ON contact.lane = key.lane AND contact.claim_id = key.id`,
      [claimIds.map(laneOfId), claimIds],
    );
  }
}
