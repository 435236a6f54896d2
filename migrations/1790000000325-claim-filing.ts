import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What happens before and at the filing of a claim, and what is recorded about it: drafts with
 * their files, on what basis somebody filed for the claimant, who helps the claimant, that they
 * are vulnerable, what was found out, and which incident it belongs to. Drafts and proxies hold
 * personal data and can be removed; the other tables are facts and are only ever inserted.
 */
export class ClaimFiling1790000000325 implements MigrationInterface {
  readonly name = 'ClaimFiling1790000000325';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DRAFTS);
    await runner.query(INCIDENTS);
    await runner.query(CLAIMS);
    await runner.query(RECORDED);
    await runner.query(`
      GRANT SELECT, INSERT, UPDATE, DELETE ON claim_drafts, claim_proxies TO ganpei_app;
      GRANT SELECT, INSERT, DELETE ON claim_draft_files TO ganpei_app;
      GRANT SELECT, INSERT ON incidents, claim_representations, claim_vulnerabilities,
        claim_findings TO ganpei_app;
      GRANT UPDATE (priority, incident_id) ON claims TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: what was recorded about a claim stays.'));
  }
}

const DRAFTS = `
  CREATE TABLE claim_drafts (
    lane smallint NOT NULL,
    id text NOT NULL,
    party_id text NOT NULL,
    made_by text NOT NULL,
    made_by_role text NOT NULL
      CONSTRAINT claim_drafts_role_check CHECK (made_by_role IN ('claimant', 'agent')),
    content jsonb NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT claim_drafts_pk PRIMARY KEY (lane, id)
  );
  CREATE INDEX claim_drafts_party_idx ON claim_drafts (lane, party_id, id);
  CREATE INDEX claim_drafts_maker_idx ON claim_drafts (made_by, id);
  CREATE INDEX claim_drafts_expiry_idx ON claim_drafts (expires_at);

  CREATE TABLE claim_draft_files (
    lane smallint NOT NULL,
    draft_id text NOT NULL,
    item text NOT NULL,
    sha256 text NOT NULL,
    media_type text NOT NULL,
    size_bytes integer NOT NULL,
    file_name text NOT NULL,
    description text,
    uploaded_by text NOT NULL,
    uploaded_at timestamptz NOT NULL,
    CONSTRAINT claim_draft_files_pk PRIMARY KEY (lane, draft_id, item, sha256),
    CONSTRAINT claim_draft_files_draft_fk FOREIGN KEY (lane, draft_id) REFERENCES claim_drafts (lane, id)
  );`;

const INCIDENTS = `
  CREATE TABLE incidents (
    lane smallint NOT NULL,
    id text NOT NULL,
    title text NOT NULL,
    description text,
    opened_by text NOT NULL,
    opened_at timestamptz NOT NULL,
    CONSTRAINT incidents_pk PRIMARY KEY (lane, id)
  );

  CREATE TRIGGER incidents_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON incidents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

// An incident has claims of many lanes, so that no foreign key can tie them to it.
const CLAIMS = `
  ALTER TABLE claims
    ADD COLUMN claimant_kind text NOT NULL DEFAULT 'individual',
    ADD COLUMN priority smallint NOT NULL DEFAULT 0
      CONSTRAINT claims_priority_check CHECK (priority IN (0, 1)),
    ADD COLUMN incident_id text,
    ADD COLUMN draft_id text;
  CREATE INDEX claims_incident_idx ON claims (incident_id, id) WHERE incident_id IS NOT NULL;
  CREATE UNIQUE INDEX claims_draft_key ON claims (lane, draft_id) WHERE draft_id IS NOT NULL;`;

const RECORDED = `
  CREATE TABLE claim_representations (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    basis text NOT NULL CONSTRAINT claim_representations_basis_check CHECK (basis IN
      ('call', 'visit', 'letter', 'power_of_attorney', 'guardian')),
    note text,
    agent_id text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT claim_representations_pk PRIMARY KEY (lane, claim_id),
    CONSTRAINT claim_representations_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id)
  );

  CREATE TABLE claim_proxies (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    name text NOT NULL,
    email text,
    phone text,
    relation text,
    CONSTRAINT claim_proxies_pk PRIMARY KEY (lane, claim_id),
    CONSTRAINT claim_proxies_contact_check CHECK (email IS NOT NULL OR phone IS NOT NULL),
    CONSTRAINT claim_proxies_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id)
  );

  CREATE TABLE claim_vulnerabilities (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    position smallint NOT NULL,
    kinds text[] NOT NULL,
    support_needs text,
    actor_id text NOT NULL,
    actor_role text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT claim_vulnerabilities_pk PRIMARY KEY (lane, claim_id, position),
    CONSTRAINT claim_vulnerabilities_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id)
  );

  CREATE TABLE claim_findings (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    position smallint NOT NULL,
    finding text NOT NULL,
    line_id text,
    value text NOT NULL,
    reason text NOT NULL CONSTRAINT claim_findings_reason_check CHECK (length(reason) > 0),
    actor_id text NOT NULL,
    actor_role text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT claim_findings_pk PRIMARY KEY (lane, claim_id, position),
    CONSTRAINT claim_findings_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id),
    CONSTRAINT claim_findings_line_fk FOREIGN KEY (lane, line_id) REFERENCES claim_lines (lane, id)
  );

  CREATE TRIGGER claim_representations_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_representations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER claim_vulnerabilities_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_vulnerabilities
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER claim_findings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_findings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
