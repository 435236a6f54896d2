import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What signals look at. `claim_links` holds what may turn up in several claims as keyed hashes, so
 * that equal ones are found and none is read; `payer_events` is what institutions know of a payer's
 * account. A payment notes when a claim was last laid on it, so that claims against one payee are
 * found without reading all of its payments. Both tables, and the evidence's hash, are looked up
 * across lanes: a ring does not keep to one payer. An assessment that would have been approved by
 * the machine, and was drawn for people, says so.
 */
export class Risk1790000000530 implements MigrationInterface {
  readonly name = 'Risk1790000000530';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE claim_links (
        lane smallint NOT NULL,
        claim_id text NOT NULL,
        kind text NOT NULL CONSTRAINT claim_links_kind_check CHECK (kind IN
          ('device', 'email', 'phone', 'payout_account')),
        key text NOT NULL,
        party_id text NOT NULL,
        linked_at timestamptz NOT NULL,
        CONSTRAINT claim_links_pk PRIMARY KEY (lane, claim_id, kind, key),
        CONSTRAINT claim_links_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id)
      );
      CREATE INDEX claim_links_key_idx ON claim_links (kind, key, linked_at);
      CREATE TRIGGER claim_links_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_links
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE payer_events (
        lane smallint NOT NULL,
        payer_id text NOT NULL,
        source text NOT NULL,
        source_id text NOT NULL,
        kind text NOT NULL CONSTRAINT payer_events_kind_check CHECK (kind IN
          ('account_opened', 'phone_changed', 'password_reset', 'device_added', 'payee_added',
           'payout_account_changed')),
        at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT payer_events_pk PRIMARY KEY (lane, payer_id, source, source_id)
      );
      CREATE INDEX payer_events_time_idx ON payer_events (lane, payer_id, at);
      CREATE TRIGGER payer_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payer_events
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE INDEX claim_evidence_sha256_idx ON claim_evidence (sha256, uploaded_at);

      ALTER TABLE payments ADD COLUMN disputed_at timestamptz;
      CREATE INDEX payments_disputed_payee_idx ON payments (payee_id, disputed_at)
        WHERE disputed_at IS NOT NULL;
      CREATE INDEX payments_disputed_account_idx ON payments (payee_account, disputed_at)
        WHERE disputed_at IS NOT NULL;

      ALTER TABLE assessments ADD COLUMN qa_sample boolean NOT NULL DEFAULT false;

      GRANT SELECT, INSERT ON claim_links, payer_events TO ganpei_app;
      GRANT UPDATE (disputed_at) ON payments TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: what is known of claims and payers stays.'));
  }
}
