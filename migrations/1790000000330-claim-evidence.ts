import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What becomes of a file after it was handed in, uploads that come in parts, and what claimants are
 * asked for. Preparations change as a file is looked at, and uploads go when they are finished or
 * given up; what was asked and answered is only ever inserted.
 */
export class ClaimEvidence1790000000330 implements MigrationInterface {
  readonly name = 'ClaimEvidence1790000000330';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PREPARATIONS);
    await runner.query(UPLOADS);
    await runner.query(INFORMATION);
    await runner.query(`
      GRANT SELECT, INSERT ON claim_evidence_preparations TO ganpei_app;
      GRANT UPDATE (copy_sha256, copy_size_bytes, cautions, scan, threat, prepared_at, due_at)
        ON claim_evidence_preparations TO ganpei_app;
      GRANT SELECT, INSERT, DELETE ON claim_uploads, claim_upload_parts TO ganpei_app;
      GRANT UPDATE (size_bytes, received_bytes, item, file_name, description, expires_at, closed_at)
        ON claim_uploads TO ganpei_app;
      GRANT SELECT, INSERT ON claim_information_requests, claim_information_items,
        claim_information_answers TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: what was asked and handed in stays.'));
  }
}

const PREPARATIONS = `
  CREATE TABLE claim_evidence_preparations (
    lane smallint NOT NULL,
    evidence_id text NOT NULL,
    copy_sha256 text,
    copy_size_bytes integer,
    cautions text[] NOT NULL DEFAULT '{}',
    scan text NOT NULL CONSTRAINT claim_evidence_preparations_scan_check CHECK (scan IN
      ('unscanned', 'off', 'clean', 'infected')),
    threat text,
    prepared_at timestamptz,
    due_at timestamptz,
    CONSTRAINT claim_evidence_preparations_pk PRIMARY KEY (lane, evidence_id),
    CONSTRAINT claim_evidence_preparations_evidence_fk FOREIGN KEY (lane, evidence_id)
      REFERENCES claim_evidence (lane, id),
    CONSTRAINT claim_evidence_preparations_threat_check CHECK
      ((scan = 'infected') = (threat IS NOT NULL))
  );
  CREATE INDEX claim_evidence_preparations_due_idx ON claim_evidence_preparations (due_at)
    WHERE due_at IS NOT NULL;
  INSERT INTO claim_evidence_preparations (lane, evidence_id, scan, due_at)
    SELECT lane, id, 'unscanned', uploaded_at FROM claim_evidence;

  -- Whoever puts a file on a claim: it is to be prepared. Its job rings at once, the sweep later.
  CREATE FUNCTION claim_evidence_begins_preparation() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    INSERT INTO claim_evidence_preparations (lane, evidence_id, scan, due_at)
      VALUES (NEW.lane, NEW.id, 'unscanned', NEW.uploaded_at + interval '15 seconds');
    RETURN NULL;
  END $$;
  CREATE TRIGGER claim_evidence_preparation AFTER INSERT ON claim_evidence
    FOR EACH ROW EXECUTE FUNCTION claim_evidence_begins_preparation();`;

const UPLOADS = `
  CREATE TABLE claim_uploads (
    lane smallint NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    uploaded_by text NOT NULL,
    sha256 text NOT NULL,
    size_bytes integer NOT NULL,
    received_bytes integer NOT NULL DEFAULT 0,
    item text NOT NULL,
    file_name text NOT NULL,
    description text,
    expires_at timestamptz NOT NULL,
    closed_at timestamptz,
    CONSTRAINT claim_uploads_pk PRIMARY KEY (lane, id),
    CONSTRAINT claim_uploads_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id),
    CONSTRAINT claim_uploads_received_check CHECK (received_bytes BETWEEN 0 AND size_bytes)
  );
  CREATE UNIQUE INDEX claim_uploads_open_idx
    ON claim_uploads (lane, claim_id, uploaded_by, sha256) WHERE closed_at IS NULL;
  CREATE INDEX claim_uploads_expiry_idx ON claim_uploads (expires_at);

  CREATE TABLE claim_upload_parts (
    lane smallint NOT NULL,
    upload_id text NOT NULL,
    start_byte integer NOT NULL,
    size_bytes integer NOT NULL CONSTRAINT claim_upload_parts_size_check CHECK (size_bytes > 0),
    name text NOT NULL,
    CONSTRAINT claim_upload_parts_pk PRIMARY KEY (lane, upload_id, start_byte),
    CONSTRAINT claim_upload_parts_upload_fk FOREIGN KEY (lane, upload_id)
      REFERENCES claim_uploads (lane, id)
  );`;

const INFORMATION = `
  CREATE TABLE claim_information_requests (
    lane smallint NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    text text,
    asked_by text NOT NULL,
    asked_by_role text NOT NULL,
    asked_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    CONSTRAINT claim_information_requests_pk PRIMARY KEY (lane, id),
    CONSTRAINT claim_information_requests_claim_fk FOREIGN KEY (lane, claim_id)
      REFERENCES claims (lane, id)
  );
  CREATE INDEX claim_information_requests_claim_idx
    ON claim_information_requests (lane, claim_id, id);

  -- An item is asked for once in the life of a claim.
  CREATE TABLE claim_information_items (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    item text NOT NULL,
    request_id text NOT NULL,
    position smallint NOT NULL,
    label jsonb NOT NULL,
    why jsonb NOT NULL,
    CONSTRAINT claim_information_items_pk PRIMARY KEY (lane, claim_id, item),
    CONSTRAINT claim_information_items_request_fk FOREIGN KEY (lane, request_id)
      REFERENCES claim_information_requests (lane, id)
  );

  CREATE TABLE claim_information_answers (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    item text NOT NULL,
    reason text NOT NULL CONSTRAINT claim_information_answers_reason_check CHECK (length(reason) > 0),
    answered_by text NOT NULL,
    answered_by_role text NOT NULL,
    answered_at timestamptz NOT NULL,
    CONSTRAINT claim_information_answers_pk PRIMARY KEY (lane, claim_id, item),
    CONSTRAINT claim_information_answers_item_fk FOREIGN KEY (lane, claim_id, item)
      REFERENCES claim_information_items (lane, claim_id, item)
  );

  CREATE TRIGGER claim_information_requests_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_information_requests
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER claim_information_items_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_information_items
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER claim_information_answers_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_information_answers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
