import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The fingerprint of each version of a pack that claims were filed under. Packs are files: one that
 * was edited or lost afterwards would change, in silence, what was promised.
 */
export class PinnedVersions1790000000595 implements MigrationInterface {
  readonly name = 'PinnedVersions1790000000595';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE pinned_versions (
        pack_id text NOT NULL,
        version text NOT NULL,
        digest text NOT NULL,
        pinned_at timestamptz NOT NULL,
        CONSTRAINT pinned_versions_pk PRIMARY KEY (pack_id, version)
      );
      CREATE TRIGGER pinned_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON pinned_versions
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON pinned_versions TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: claims are pinned to these versions.'));
  }
}
