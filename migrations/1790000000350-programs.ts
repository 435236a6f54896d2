import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Versions of policy packs that people publish while the service runs: a proposal, and the verdict
 * of another person on exactly that. Both only ever inserted; reference data, the same for every
 * lane. A verdict repeats whom and what it is about, so that keys alone refuse one by the proposer,
 * one on other content, the same one twice, and a second publication of one version.
 */
export class Programs1790000000350 implements MigrationInterface {
  readonly name = 'Programs1790000000350';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE program_versions (
        id text CONSTRAINT program_versions_pk PRIMARY KEY,
        pack_id text NOT NULL,
        version text NOT NULL,
        pack jsonb NOT NULL,
        cases jsonb NOT NULL,
        reason text NOT NULL CONSTRAINT program_versions_reason_check CHECK (length(reason) > 0),
        digest text NOT NULL,
        proposed_by text NOT NULL,
        proposed_at timestamptz NOT NULL,
        CONSTRAINT program_versions_content_key UNIQUE (id, pack_id, version, digest, proposed_by)
      );

      CREATE TABLE program_version_approvals (
        version_id text NOT NULL,
        pack_id text NOT NULL,
        version text NOT NULL,
        digest text NOT NULL,
        proposed_by text NOT NULL,
        verdict text NOT NULL CONSTRAINT program_version_approvals_verdict_check CHECK (verdict IN ('approve', 'return')),
        note text NOT NULL,
        approver_id text NOT NULL,
        approved_at timestamptz NOT NULL,
        CONSTRAINT program_version_approvals_pk PRIMARY KEY (version_id, verdict),
        CONSTRAINT program_version_approvals_other_eyes CHECK (approver_id <> proposed_by),
        CONSTRAINT program_version_approvals_content_fk FOREIGN KEY (version_id, pack_id, version, digest, proposed_by)
          REFERENCES program_versions (id, pack_id, version, digest, proposed_by)
      );
      CREATE UNIQUE INDEX program_version_approvals_published_idx ON program_version_approvals (pack_id, version)
        WHERE verdict = 'approve';

      CREATE TRIGGER program_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON program_versions
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER program_version_approvals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON program_version_approvals
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      GRANT SELECT, INSERT ON program_versions, program_version_approvals TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: claims are pinned to published versions.'));
  }
}
