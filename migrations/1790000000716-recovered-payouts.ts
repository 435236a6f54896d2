import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The claimant's part of money that came back, beyond their award. Two persons say that a match is
 * so, and to which payee its part goes, before anything is booked; and what they said is ordered
 * exactly, once. Both are checked here once more, behind the application.
 */
export class RecoveredPayouts1790000000716 implements MigrationInterface {
  readonly name = 'RecoveredPayouts1790000000716';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROPOSALS);
    await runner.query(MATCHES);
    await runner.query(ORDERS);
    await runner.query(`
      GRANT SELECT, INSERT ON receipt_match_proposals, receipt_match_verdicts TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: who gave a part to a claimant is kept.'));
  }
}

const PROPOSALS = `
  CREATE TABLE receipt_match_proposals (
    lane smallint NOT NULL,
    id text NOT NULL,
    receipt_id text NOT NULL,
    claim_id text NOT NULL,
    recovery_id text,
    currency char(3) NOT NULL,
    amount_minor bigint NOT NULL,
    victim_minor bigint NOT NULL,
    payee_key text NOT NULL,
    reason text NOT NULL,
    digest text NOT NULL,
    proposed_by text NOT NULL,
    proposed_by_person text NOT NULL,
    proposed_at timestamptz NOT NULL,
    CONSTRAINT receipt_match_proposals_pk PRIMARY KEY (lane, id),
    CONSTRAINT receipt_match_proposals_content_key UNIQUE (lane, id, digest, proposed_by_person),
    CONSTRAINT receipt_match_proposals_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id),
    CONSTRAINT receipt_match_proposals_recovery_fk FOREIGN KEY (lane, recovery_id) REFERENCES recoveries (lane, id),
    CONSTRAINT receipt_match_proposals_amounts_check
      CHECK (victim_minor > 0 AND victim_minor <= amount_minor)
  );
  CREATE INDEX receipt_match_proposals_receipt_idx ON receipt_match_proposals (receipt_id);
  CREATE INDEX receipt_match_proposals_claim_idx ON receipt_match_proposals (lane, claim_id);

  CREATE TABLE receipt_match_verdicts (
    lane smallint NOT NULL,
    proposal_id text NOT NULL,
    verdict text NOT NULL CONSTRAINT receipt_match_verdicts_verdict_check CHECK (verdict IN ('approve', 'return')),
    digest text NOT NULL,
    proposed_by_person text NOT NULL,
    note text NOT NULL,
    approver_id text NOT NULL,
    approver_person text NOT NULL,
    given_at timestamptz NOT NULL,
    CONSTRAINT receipt_match_verdicts_pk PRIMARY KEY (lane, proposal_id),
    CONSTRAINT receipt_match_verdicts_content_fk FOREIGN KEY (lane, proposal_id, digest, proposed_by_person)
      REFERENCES receipt_match_proposals (lane, id, digest, proposed_by_person),
    CONSTRAINT receipt_match_verdicts_other_eyes
      CHECK (verdict = 'return' OR approver_person <> proposed_by_person)
  );
  CREATE TRIGGER receipt_match_proposals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt_match_proposals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER receipt_match_verdicts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt_match_verdicts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

  -- Who says that something is a claimant's is staff of that name, and nobody who claims.
  CREATE FUNCTION receipt_match_words_require_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  DECLARE account text; person text; proposal text; claim claims;
  BEGIN
    IF TG_TABLE_NAME = 'receipt_match_proposals' THEN
      account := NEW.proposed_by; person := NEW.proposed_by_person; proposal := NEW.id;
      SELECT * INTO claim FROM claims WHERE lane = NEW.lane AND id = NEW.claim_id;
    ELSE
      account := NEW.approver_id; person := NEW.approver_person; proposal := NEW.proposal_id;
      SELECT c.* INTO claim FROM receipt_match_proposals p JOIN claims c ON c.lane = p.lane AND c.id = p.claim_id
       WHERE p.lane = NEW.lane AND p.id = NEW.proposal_id;
    END IF;
    IF NOT is_staff(account, person, '{approver, operator}') OR is_claiming(person, claim) THEN
      RAISE EXCEPTION 'this word on match % does not count', proposal
        USING ERRCODE = 'check_violation', CONSTRAINT = 'receipt_match_words_eyes';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER receipt_match_proposals_eyes BEFORE INSERT ON receipt_match_proposals
    FOR EACH ROW EXECUTE FUNCTION receipt_match_words_require_eyes();
  CREATE TRIGGER receipt_match_verdicts_eyes BEFORE INSERT ON receipt_match_verdicts
    FOR EACH ROW EXECUTE FUNCTION receipt_match_words_require_eyes();`;

const MATCHES = `
  ALTER TABLE receipt_matches
    ADD COLUMN proposal_id text,
    ADD CONSTRAINT receipt_matches_proposal_key UNIQUE (lane, proposal_id),
    ADD CONSTRAINT receipt_matches_proposal_fk FOREIGN KEY (lane, proposal_id)
      REFERENCES receipt_match_proposals (lane, id);

  CREATE FUNCTION receipt_matches_require_two() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (
      SELECT FROM receipt_match_proposals p JOIN receipt_match_verdicts v ON v.lane = p.lane AND v.proposal_id = p.id
       WHERE p.lane = NEW.lane AND p.id = NEW.proposal_id AND v.verdict = 'approve' AND v.digest = p.digest
         AND (p.receipt_id, p.claim_id, p.currency, p.amount_minor, p.victim_minor)
           = (NEW.receipt_id, NEW.claim_id, NEW.currency, NEW.amount_minor, NEW.victim_minor)
         AND p.recovery_id IS NOT DISTINCT FROM NEW.recovery_id
         -- Who is who may be known better by now.
         AND person_of(p.proposed_by) <> person_of(v.approver_id)) THEN
      RAISE EXCEPTION 'match % gives a part to a claimant by the word of two persons', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'receipt_matches_by_two';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER receipt_matches_by_two BEFORE INSERT ON receipt_matches FOR EACH ROW
    WHEN (NEW.victim_minor > 0) EXECUTE FUNCTION receipt_matches_require_two();`;

const ORDERS = `
  -- One order per match and line; another one only in place of one that died.
  CREATE UNIQUE INDEX payouts_one_per_source_idx ON payouts (lane, source_id, claim_line_id)
    WHERE kind = 'recovered' AND replaces_id IS NULL;

  CREATE FUNCTION payouts_require_match() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  DECLARE match receipt_matches; claim claims; dead payouts; agreed_payee text;
  BEGIN
    SELECT * INTO match FROM receipt_matches WHERE lane = NEW.lane AND id = NEW.source_id;
    SELECT * INTO claim FROM claims WHERE lane = NEW.lane AND id = NEW.claim_id;
    SELECT payee_key INTO agreed_payee FROM receipt_match_proposals WHERE lane = match.lane AND id = match.proposal_id;
    SELECT * INTO dead FROM payouts WHERE lane = NEW.lane AND id = NEW.replaces_id;
    IF match.id IS NULL OR (match.claim_id, match.currency) IS DISTINCT FROM (NEW.claim_id, NEW.currency)
       OR NOT EXISTS (SELECT FROM claim_lines l
            WHERE l.lane = NEW.lane AND l.id = NEW.claim_line_id AND l.claim_id = NEW.claim_id)
       OR claim.decision_id IS DISTINCT FROM NEW.decision_id
       OR (NEW.payee ->> 'route') <> (claim.payout_method ->> 'route')
       OR coalesce(NEW.payee ->> 'position', '') <> coalesce(claim.payout_method ->> 'position', '')
       OR (CASE WHEN NEW.replaces_id IS NULL
            THEN claim.status <> 'paid' OR agreed_payee IS DISTINCT FROM payee_key(NEW.payee)
            ELSE claim.status <> 'approved' OR (dead.kind, dead.source_id, dead.claim_line_id, dead.amount_minor)
                 IS DISTINCT FROM (NEW.kind, NEW.source_id, NEW.claim_line_id, NEW.amount_minor)
              OR dead.status NOT IN ('failed', 'returned')
              OR dead.status_reason IN ('contradiction', 'paid_to_state', 'released') IS TRUE
              OR reorder_persons(dead, payee_key(NEW.payee)) < reorder_persons_needed(dead, payee_key(NEW.payee)) END) THEN
      RAISE EXCEPTION 'payout % is not what two persons gave to the claimant', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_as_matched';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payouts_match BEFORE INSERT ON payouts FOR EACH ROW
    WHEN (NEW.kind = 'recovered') EXECUTE FUNCTION payouts_require_match();

  -- When the transaction ends, the lines together carry exactly the claimant's part.
  CREATE FUNCTION payouts_add_up_to_match() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF (SELECT sum(amount_minor) FROM payouts
         WHERE lane = NEW.lane AND source_id = NEW.source_id AND kind = 'recovered' AND replaces_id IS NULL)
       IS DISTINCT FROM (SELECT victim_minor FROM receipt_matches WHERE lane = NEW.lane AND id = NEW.source_id) THEN
      RAISE EXCEPTION 'the payouts of match % are not the part of its claimant', NEW.source_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_as_matched';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER payouts_match_in_full AFTER INSERT ON payouts
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.kind = 'recovered' AND NEW.replaces_id IS NULL)
    EXECUTE FUNCTION payouts_add_up_to_match();`;
