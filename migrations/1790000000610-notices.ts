import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What claimants are to be told, and what becomes of it on the way. An event that is told and the
 * note that it has not been told yet are one commit; deliveries change as they are tried.
 */
export class Notices1790000000610 implements MigrationInterface {
  readonly name = 'Notices1790000000610';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UNTOLD);
    await runner.query(DELIVERIES);
    await runner.query(`
      GRANT SELECT, INSERT, DELETE ON claim_untold_events TO ganpei_app;
      GRANT SELECT, INSERT ON message_deliveries TO ganpei_app;
      GRANT UPDATE (state, tries, next_try_at, provider_id, problem, sent_at, bounced_at)
        ON message_deliveries TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: what was sent to whom stays on record.'));
  }
}

const UNTOLD = `
  CREATE TABLE claim_untold_events (
    lane smallint NOT NULL,
    event_id text NOT NULL,
    claim_id text NOT NULL,
    since timestamptz NOT NULL,
    CONSTRAINT claim_untold_events_pk PRIMARY KEY (lane, event_id),
    CONSTRAINT claim_untold_events_event_fk FOREIGN KEY (lane, event_id)
      REFERENCES claim_events (lane, id)
  );
  CREATE INDEX claim_untold_events_claim_idx ON claim_untold_events (lane, claim_id, event_id);
  CREATE INDEX claim_untold_events_since_idx ON claim_untold_events (since);

  -- The kinds of TOLD_EVENTS. Events from before this migration are nobody's news any more.
  CREATE FUNCTION claim_event_is_untold() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    INSERT INTO claim_untold_events (lane, event_id, claim_id, since)
      VALUES (NEW.lane, NEW.id, NEW.claim_id, NEW.at);
    RETURN NULL;
  END $$;
  CREATE TRIGGER claim_events_untold AFTER INSERT ON claim_events FOR EACH ROW
    WHEN (NEW.kind IN ('claim.filed', 'claim.in_review', 'claim.evidence_needed',
      'evidence.complete', 'information.complete', 'evidence.quarantined', 'clock.paused',
      'clock.resumed', 'claim.approved', 'claim.denied', 'claim.confirmed', 'payee.changed',
      'payout.opened', 'payout.awaiting_funds', 'payout.obstacle', 'payout.settled',
      'appeal.lodged', 'appeal.opened', 'appeal.outside', 'claim.reopened', 'claim.withdrawn',
      'claim.merged_into', 'claim.closed', 'claim.closed_unanswered', 'claim.not_reopened',
      'clock.breached', 'due_time.passed', 'information.reminded', 'information.overdue'))
    EXECUTE FUNCTION claim_event_is_untold();`;

const DELIVERIES = `
  CREATE TABLE message_deliveries (
    lane smallint NOT NULL,
    message_id text NOT NULL,
    channel text NOT NULL CONSTRAINT message_deliveries_channel_check CHECK
      (channel IN ('mail', 'sms', 'im', 'thread')),
    state text NOT NULL CONSTRAINT message_deliveries_state_check CHECK
      (state IN ('queued', 'sent', 'failed', 'bounced')),
    tries smallint NOT NULL DEFAULT 0 CONSTRAINT message_deliveries_tries_check CHECK (tries >= 0),
    next_try_at timestamptz,
    provider_id text,
    problem text,
    queued_at timestamptz NOT NULL,
    sent_at timestamptz,
    bounced_at timestamptz,
    CONSTRAINT message_deliveries_pk PRIMARY KEY (lane, message_id, channel),
    CONSTRAINT message_deliveries_message_fk FOREIGN KEY (lane, message_id)
      REFERENCES messages (lane, id),
    CONSTRAINT message_deliveries_due_check CHECK ((state = 'queued') = (next_try_at IS NOT NULL))
  );
  CREATE INDEX message_deliveries_due_idx ON message_deliveries (next_try_at)
    WHERE next_try_at IS NOT NULL;`;
