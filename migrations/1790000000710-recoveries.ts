import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What others owe us of claims that we have paid, money that came without being asked for, and how
 * both are shared. A claim that becomes paid is noted, so that its split is looked at.
 */
export class Recoveries1790000000710 implements MigrationInterface {
  readonly name = 'Recoveries1790000000710';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RECOVERIES);
    await runner.query(RECEIPTS);
    await runner.query(UNSPLIT);
    await runner.query(`
      -- Statements of account read the lines of one counterparty.
      CREATE INDEX ledger_transfers_counterparty_idx ON ledger_transfers ((dimensions ->> 'counterparty'))
        WHERE dimensions ? 'counterparty';

      GRANT SELECT, INSERT ON counterparties, recoveries, recovery_steps, recovery_proposals,
        recovery_verdicts, receipts, receipt_matches, counterparty_payments TO ganpei_app;
      GRANT SELECT, INSERT, DELETE ON unsplit_claims TO ganpei_app;
      GRANT UPDATE (name, contact) ON counterparties TO ganpei_app;
      GRANT UPDATE (counterparty_id, requested_minor, agreed_minor, received_minor, written_off_minor,
        allowance_minor, status, due_at, next_age_at, steps, updated_at) ON recoveries TO ganpei_app;
      GRANT UPDATE (matched_minor, taken_back_at) ON receipts TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: who owes what is kept.'));
  }
}

const RECOVERIES = `
  CREATE TABLE counterparties (
    id text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL CONSTRAINT counterparties_kind_check
      CHECK (kind IN ('institution', 'insurer', 'fraudster', 'merchant')),
    contact text NOT NULL,
    party text,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT counterparties_pk PRIMARY KEY (id)
  );
  CREATE UNIQUE INDEX counterparties_party_key ON counterparties (party) WHERE party IS NOT NULL;

  CREATE TABLE recoveries (
    lane smallint NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    kind text NOT NULL CONSTRAINT recoveries_kind_check
      CHECK (kind IN ('institution', 'insurer', 'fraudster', 'merchant', 'claimant', 'credit')),
    party text NOT NULL,
    counterparty_id text,
    decision_id text,
    currency char(3) NOT NULL,
    requested_minor bigint NOT NULL,
    agreed_minor bigint,
    received_minor bigint NOT NULL DEFAULT 0,
    written_off_minor bigint NOT NULL DEFAULT 0,
    allowance_minor bigint NOT NULL DEFAULT 0,
    status text NOT NULL CONSTRAINT recoveries_status_check CHECK (status IN
      ('open', 'requested', 'objected', 'agreed', 'received', 'refused', 'written_off', 'closed')),
    due_at timestamptz,
    next_age_at timestamptz,
    steps integer NOT NULL,
    opened_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT recoveries_pk PRIMARY KEY (lane, id),
    CONSTRAINT recoveries_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id),
    CONSTRAINT recoveries_counterparty_fk FOREIGN KEY (counterparty_id) REFERENCES counterparties (id),
    CONSTRAINT recoveries_amounts_check CHECK (
      requested_minor > 0 AND received_minor >= 0 AND written_off_minor >= 0 AND allowance_minor >= 0
      AND agreed_minor BETWEEN 1 AND requested_minor
      AND received_minor + written_off_minor <= coalesce(agreed_minor, requested_minor))
  );
  CREATE UNIQUE INDEX recoveries_split_key ON recoveries (lane, claim_id, party, decision_id)
    WHERE decision_id IS NOT NULL;
  CREATE INDEX recoveries_claim_idx ON recoveries (lane, claim_id);
  CREATE INDEX recoveries_id_idx ON recoveries (id);
  CREATE INDEX recoveries_age_idx ON recoveries (next_age_at) WHERE next_age_at IS NOT NULL;

  CREATE TABLE recovery_steps (
    lane smallint NOT NULL,
    recovery_id text NOT NULL,
    number integer NOT NULL,
    step text NOT NULL,
    amount_minor bigint,
    reference text,
    note text,
    actor_id text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT recovery_steps_pk PRIMARY KEY (lane, recovery_id, number),
    CONSTRAINT recovery_steps_recovery_fk FOREIGN KEY (lane, recovery_id) REFERENCES recoveries (lane, id)
  );
  CREATE TABLE recovery_proposals (
    lane smallint NOT NULL,
    recovery_id text NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL
      CONSTRAINT recovery_proposals_kind_check CHECK (kind IN ('write_off', 'clawback')),
    amount_minor bigint NOT NULL CONSTRAINT recovery_proposals_amount_check CHECK (amount_minor >= 0),
    reason text NOT NULL CONSTRAINT recovery_proposals_reason_check CHECK (length(reason) > 0),
    evidence jsonb NOT NULL,
    digest text NOT NULL,
    proposed_by text NOT NULL,
    proposed_by_person text NOT NULL,
    proposed_at timestamptz NOT NULL,
    CONSTRAINT recovery_proposals_pk PRIMARY KEY (lane, recovery_id, number),
    CONSTRAINT recovery_proposals_content_key UNIQUE (lane, recovery_id, number, digest, proposed_by_person),
    CONSTRAINT recovery_proposals_recovery_fk FOREIGN KEY (lane, recovery_id) REFERENCES recoveries (lane, id),
    -- Nobody is accused without something that others can look up.
    CONSTRAINT recovery_proposals_evidence_check
      CHECK (kind <> 'clawback' OR jsonb_array_length(evidence) > 0)
  );
  CREATE TABLE recovery_verdicts (
    lane smallint NOT NULL,
    recovery_id text NOT NULL,
    number integer NOT NULL,
    verdict text NOT NULL
      CONSTRAINT recovery_verdicts_verdict_check CHECK (verdict IN ('approve', 'return')),
    digest text NOT NULL,
    proposed_by_person text NOT NULL,
    note text NOT NULL,
    approver_id text NOT NULL,
    approver_person text NOT NULL,
    given_at timestamptz NOT NULL,
    CONSTRAINT recovery_verdicts_pk PRIMARY KEY (lane, recovery_id, number),
    CONSTRAINT recovery_verdicts_content_fk
      FOREIGN KEY (lane, recovery_id, number, digest, proposed_by_person)
      REFERENCES recovery_proposals (lane, recovery_id, number, digest, proposed_by_person),
    CONSTRAINT recovery_verdicts_other_eyes
      CHECK (verdict = 'return' OR approver_person <> proposed_by_person)
  );
  CREATE TRIGGER recovery_steps_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON recovery_steps
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER recovery_proposals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON recovery_proposals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER recovery_verdicts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON recovery_verdicts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

const RECEIPTS = `
  CREATE TABLE receipts (
    id text NOT NULL,
    currency char(3) NOT NULL,
    amount_minor bigint NOT NULL CONSTRAINT receipts_amount_check CHECK (amount_minor > 0),
    matched_minor bigint NOT NULL DEFAULT 0
      CONSTRAINT receipts_matched_check CHECK (matched_minor BETWEEN 0 AND amount_minor),
    received_at timestamptz NOT NULL,
    reference text NOT NULL,
    sender text,
    note text,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    taken_back_at timestamptz,
    CONSTRAINT receipts_taken_back_check CHECK (taken_back_at IS NULL OR matched_minor = 0),
    CONSTRAINT receipts_pk PRIMARY KEY (id),
    CONSTRAINT receipts_reference_key UNIQUE (reference)
  );
  CREATE INDEX receipts_open_idx ON receipts (received_at)
    WHERE matched_minor < amount_minor AND taken_back_at IS NULL;

  CREATE TABLE receipt_matches (
    lane smallint NOT NULL,
    id text NOT NULL,
    receipt_id text NOT NULL,
    claim_id text NOT NULL,
    recovery_id text,
    currency char(3) NOT NULL,
    amount_minor bigint NOT NULL,
    house_minor bigint NOT NULL,
    victim_minor bigint NOT NULL,
    others_minor bigint NOT NULL,
    others jsonb NOT NULL,
    reason text NOT NULL,
    matched_by text NOT NULL,
    matched_at timestamptz NOT NULL,
    CONSTRAINT receipt_matches_pk PRIMARY KEY (lane, id),
    CONSTRAINT receipt_matches_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id),
    CONSTRAINT receipt_matches_recovery_fk FOREIGN KEY (lane, recovery_id) REFERENCES recoveries (lane, id),
    CONSTRAINT receipt_matches_parts_check CHECK (
      amount_minor > 0 AND house_minor >= 0 AND victim_minor >= 0 AND others_minor >= 0
      AND amount_minor = house_minor + victim_minor + others_minor)
  );
  CREATE INDEX receipt_matches_receipt_idx ON receipt_matches (receipt_id);
  CREATE INDEX receipt_matches_claim_idx ON receipt_matches (lane, claim_id);

  CREATE TABLE counterparty_payments (
    lane smallint NOT NULL,
    id text NOT NULL,
    counterparty_id text NOT NULL,
    claim_id text NOT NULL,
    currency char(3) NOT NULL,
    amount_minor bigint NOT NULL CONSTRAINT counterparty_payments_amount_check CHECK (amount_minor > 0),
    reference text NOT NULL,
    paid_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT counterparty_payments_pk PRIMARY KEY (lane, id),
    CONSTRAINT counterparty_payments_reference_key UNIQUE (lane, counterparty_id, reference),
    CONSTRAINT counterparty_payments_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id),
    CONSTRAINT counterparty_payments_counterparty_fk FOREIGN KEY (counterparty_id) REFERENCES counterparties (id)
  );
  CREATE INDEX counterparty_payments_claim_idx ON counterparty_payments (lane, claim_id);

  CREATE TRIGGER receipt_matches_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt_matches
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER counterparty_payments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON counterparty_payments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

const UNSPLIT = `
  CREATE TABLE unsplit_claims (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    since timestamptz NOT NULL,
    CONSTRAINT unsplit_claims_pk PRIMARY KEY (lane, claim_id),
    CONSTRAINT unsplit_claims_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id)
  );
  CREATE INDEX unsplit_claims_since_idx ON unsplit_claims (since);

  CREATE FUNCTION claim_is_unsplit() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    INSERT INTO unsplit_claims (lane, claim_id, since) VALUES (NEW.lane, NEW.id, NEW.updated_at)
      ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$;
  CREATE TRIGGER claims_unsplit AFTER UPDATE ON claims FOR EACH ROW
    WHEN (NEW.status = 'paid' AND OLD.status <> 'paid' AND NEW.paid_minor > 0)
    EXECUTE FUNCTION claim_is_unsplit();`;
