import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Claims and what belongs to them. Contact data stands in a table of its own, beside the case, so
 * that it can be erased while the books still verify. Clock events and claim events are facts and
 * are only ever inserted; a clock's state is folded from its events.
 */
export class Claims1790000000300 implements MigrationInterface {
  readonly name = 'Claims1790000000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CLAIM_TABLES);
    await runner.query(FACT_TABLES);
    await runner.query(`
      GRANT SELECT, INSERT ON claims, claim_lines TO ganpei_app;
      GRANT UPDATE (status, owner_id, next_step, next_by, next_due_at, reserve_minor, awarded_minor,
        decision_id, paid_minor, version, updated_at) ON claims TO ganpei_app;
      GRANT UPDATE (status, award_minor) ON claim_lines TO ganpei_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON claim_contacts TO ganpei_app;
      GRANT SELECT, INSERT ON claim_evidence, claim_clock_events, claim_events TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: no acknowledged claim is ever lost.'));
  }
}

const CLAIM_TABLES = `
  CREATE TABLE claims (
    lane smallint NOT NULL,
    id text NOT NULL,
    reference text NOT NULL,
    claimant_party_id text NOT NULL,
    filed_by text NOT NULL,
    loss_type text NOT NULL,
    pack_id text NOT NULL,
    pack_version text NOT NULL,
    narrative text NOT NULL,
    discovered_at timestamptz NOT NULL,
    payout_method jsonb NOT NULL,
    currency char(3) NOT NULL,
    claimed_minor bigint NOT NULL CONSTRAINT claims_claimed_check CHECK (claimed_minor > 0),
    reserve_minor bigint NOT NULL CONSTRAINT claims_reserve_check CHECK (reserve_minor >= 0),
    awarded_minor bigint,
    decision_id text,
    paid_minor bigint NOT NULL DEFAULT 0,
    status text NOT NULL CONSTRAINT claims_status_check CHECK (status IN
      ('received', 'assessing', 'awaiting_claimant', 'in_review', 'awaiting_approval', 'approved',
       'paying', 'paid', 'denied', 'withdrawn', 'closed')),
    owner_id text,
    next_step text,
    next_by text,
    next_due_at timestamptz,
    version integer NOT NULL,
    filed_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT claims_pk PRIMARY KEY (lane, id),
    CONSTRAINT claims_reference_key UNIQUE (lane, reference),
    CONSTRAINT claims_paid_check CHECK (paid_minor >= 0 AND paid_minor <= coalesce(awarded_minor, 0)),
    CONSTRAINT claims_next_step_check CHECK (
      (status IN ('paid', 'denied', 'withdrawn', 'closed'))
      OR (next_step IS NOT NULL AND next_by IS NOT NULL AND next_due_at IS NOT NULL))
  );
  CREATE INDEX claims_claimant_idx ON claims (lane, claimant_party_id, id);
  CREATE INDEX claims_queue_idx ON claims (status, next_due_at);

  CREATE TABLE claim_contacts (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    name text NOT NULL,
    email text,
    phone text,
    locale text NOT NULL CONSTRAINT claim_contacts_locale_check CHECK (locale IN ('zh-CN', 'en')),
    CONSTRAINT claim_contacts_pk PRIMARY KEY (lane, claim_id),
    CONSTRAINT claim_contacts_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id)
  );

  CREATE TABLE claim_lines (
    lane smallint NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    position smallint NOT NULL,
    payment_id text NOT NULL,
    currency char(3) NOT NULL,
    amount_minor bigint NOT NULL CONSTRAINT claim_lines_amount_check CHECK (amount_minor > 0),
    award_minor bigint CONSTRAINT claim_lines_award_check CHECK (award_minor >= 0),
    status text NOT NULL CONSTRAINT claim_lines_status_check CHECK (status IN
      ('claimed', 'awarded', 'denied', 'withdrawn')),
    CONSTRAINT claim_lines_pk PRIMARY KEY (lane, id),
    CONSTRAINT claim_lines_payment_key UNIQUE (lane, claim_id, payment_id),
    CONSTRAINT claim_lines_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id),
    CONSTRAINT claim_lines_payment_fk FOREIGN KEY (lane, payment_id) REFERENCES payments (lane, id)
  );
  CREATE INDEX claim_lines_by_payment_idx ON claim_lines (lane, payment_id);`;

const FACT_TABLES = `
  CREATE TABLE claim_evidence (
    lane smallint NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    item text NOT NULL,
    sha256 text NOT NULL,
    media_type text NOT NULL,
    size_bytes integer NOT NULL,
    file_name text NOT NULL,
    description text,
    uploaded_by text NOT NULL,
    uploaded_at timestamptz NOT NULL,
    CONSTRAINT claim_evidence_pk PRIMARY KEY (lane, id),
    CONSTRAINT claim_evidence_content_key UNIQUE (lane, claim_id, item, sha256),
    CONSTRAINT claim_evidence_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id)
  );

  CREATE TABLE claim_clock_events (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    position smallint NOT NULL,
    clock text NOT NULL,
    kind text NOT NULL CONSTRAINT claim_clock_events_kind_check CHECK (kind IN
      ('started', 'paused', 'resumed', 'met', 'stopped')),
    at timestamptz NOT NULL,
    due_at timestamptz,
    CONSTRAINT claim_clock_events_pk PRIMARY KEY (lane, claim_id, position),
    CONSTRAINT claim_clock_events_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id)
  );

  CREATE TABLE claim_events (
    lane smallint NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    actor_id text NOT NULL,
    actor_role text NOT NULL,
    summary jsonb NOT NULL,
    CONSTRAINT claim_events_pk PRIMARY KEY (lane, id),
    CONSTRAINT claim_events_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id)
  );
  CREATE UNIQUE INDEX claim_events_claim_idx ON claim_events (lane, claim_id, id);

  CREATE TRIGGER claim_evidence_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER claim_clock_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_clock_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER claim_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
