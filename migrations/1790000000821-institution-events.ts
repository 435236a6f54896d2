import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which events of the log an institution is told: those of claims that dispute a payment which it
 * was the first to report. Written when an event gets its position, so that the log is read as far
 * as it goes whatever of it is others'; what was numbered before is looked up once.
 */
export class InstitutionEvents1790000000821 implements MigrationInterface {
  readonly name = 'InstitutionEvents1790000000821';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(EARLIER);
    await runner.query('GRANT SELECT, INSERT ON institution_events TO ganpei_app');
    await runner.query(STOP_OTHERS);
  }

  /** What was cancelled stays so: it was nobody's who registered the address. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE institution_events');
  }
}

const TABLE = `
  CREATE TABLE institution_events (
    institution_id text NOT NULL,
    position bigint NOT NULL,
    kind text NOT NULL,
    CONSTRAINT institution_events_pk PRIMARY KEY (institution_id, position),
    CONSTRAINT institution_events_event_fk FOREIGN KEY (position) REFERENCES events (position),
    CONSTRAINT institution_events_institution_fk FOREIGN KEY (institution_id) REFERENCES users (id)
  );
  CREATE INDEX institution_events_kind_idx ON institution_events (institution_id, kind, position);
  CREATE TRIGGER institution_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON institution_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

const EARLIER = `
  INSERT INTO institution_events (institution_id, position, kind)
  SELECT DISTINCT u.id, e.position, e.kind FROM events e
    JOIN claim_lines l ON l.lane = e.lane AND l.claim_id = e.claim_id
    JOIN payments p ON p.lane = l.lane AND p.id = l.payment_id
    JOIN users u ON u.id = p.reported_by AND u.role = 'institution'`;

/** What is on its way to an institution about claims of others does not leave. */
const STOP_OTHERS = `
  UPDATE webhook_deliveries d SET state = 'cancelled', ended_at = now()
    FROM webhook_endpoints w JOIN users u ON u.id = w.created_by AND u.role = 'institution'
   WHERE d.state = 'pending' AND w.id = d.endpoint_id
     AND NOT EXISTS (SELECT FROM institution_events i
       WHERE i.institution_id = u.id AND i.position = d.position)`;
