import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Clocks that break. A clock event now says why, by which calendar its due time was reckoned, who
 * caused it and when it was recorded; that a promise was broken is recorded once, which a unique
 * index keeps for certain. A claim's row knows when the next of its clocks breaks, so that the
 * sweep finds it without reading events. Milestones and circumstances are facts like the events:
 * only ever inserted, corrected by a newer one.
 */
export class ClaimClocks1790000000310 implements MigrationInterface {
  readonly name = 'ClaimClocks1790000000310';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CLOCK_EVENTS);
    await runner.query(CLAIMS);
    await runner.query(RECORDED_FACTS);
    await runner.query(`
      GRANT UPDATE (clock_due_at, escalated_at) ON claims TO ganpei_app;
      GRANT SELECT, INSERT ON claim_milestones, claim_circumstances TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: what is recorded about a promise stays.'));
  }
}

const CLOCK_EVENTS = `
  ALTER TABLE claim_clock_events
    DROP CONSTRAINT claim_clock_events_kind_check,
    ADD CONSTRAINT claim_clock_events_kind_check CHECK (kind IN
      ('started', 'paused', 'resumed', 'extended', 'met', 'breached', 'stopped')),
    ADD COLUMN hard_end_at timestamptz,
    ADD COLUMN reason text,
    ADD COLUMN calendar text,
    ADD COLUMN actor_id text NOT NULL DEFAULT 'system',
    ADD COLUMN recorded_at timestamptz;

  -- Until now an event was recorded when it happened.
  ALTER TABLE claim_clock_events DISABLE TRIGGER claim_clock_events_append_only;
  UPDATE claim_clock_events SET recorded_at = at;
  ALTER TABLE claim_clock_events ENABLE TRIGGER claim_clock_events_append_only;
  ALTER TABLE claim_clock_events
    ALTER COLUMN actor_id DROP DEFAULT,
    ALTER COLUMN recorded_at SET NOT NULL;

  CREATE UNIQUE INDEX claim_clock_events_breach_key ON claim_clock_events (lane, claim_id, clock)
    WHERE kind = 'breached';`;

const CLAIMS = `
  ALTER TABLE claims ADD COLUMN clock_due_at timestamptz, ADD COLUMN escalated_at timestamptz;
  CREATE INDEX claims_clock_due_idx ON claims (clock_due_at) WHERE clock_due_at IS NOT NULL;

  -- The sweep looks at each open claim once, and writes down when its clocks really break.
  UPDATE claims SET clock_due_at = updated_at
   WHERE status NOT IN ('paid', 'denied', 'withdrawn', 'closed');`;

const RECORDED_FACTS = `
  CREATE TABLE claim_milestones (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    position smallint NOT NULL,
    milestone text NOT NULL,
    at timestamptz NOT NULL,
    note text,
    actor_id text NOT NULL,
    actor_role text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT claim_milestones_pk PRIMARY KEY (lane, claim_id, position),
    CONSTRAINT claim_milestones_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id),
    CONSTRAINT claim_milestones_past_check CHECK (at <= recorded_at)
  );

  CREATE TABLE claim_circumstances (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    position smallint NOT NULL,
    circumstance text NOT NULL,
    line_id text,
    established boolean NOT NULL,
    note text NOT NULL,
    actor_id text NOT NULL,
    actor_role text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT claim_circumstances_pk PRIMARY KEY (lane, claim_id, position),
    CONSTRAINT claim_circumstances_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id),
    CONSTRAINT claim_circumstances_line_fk FOREIGN KEY (lane, line_id) REFERENCES claim_lines (lane, id)
  );

  CREATE TRIGGER claim_milestones_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_milestones
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER claim_circumstances_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_circumstances
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
