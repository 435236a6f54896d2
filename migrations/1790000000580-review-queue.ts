import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The queues of the reviewers. Each way of looking at them has an index of its own over the claims
 * that are open, in the order in which they are shown: somebody vulnerable first, then what has a
 * broken promise, then what is due. A page is read from such an index, however many claims were
 * ever filed. A claim knows when it last came to another place, and until when its owner put it
 * off. A contact is found by keys that stand in its own row, so that they are erased with it. Who
 * looks at a claim is worth a minute and no more: that table is not even logged.
 */
export class ReviewQueue1790000000580 implements MigrationInterface {
  readonly name = 'ReviewQueue1790000000580';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CLAIMS);
    await runner.query(QUEUES);
    await runner.query(CONTACTS);
    await runner.query(VIEWINGS);
    await runner.query(`
      CREATE INDEX users_staff_idx ON users (role) WHERE role <> 'claimant';

      GRANT UPDATE (moved_at, snoozed_until) ON claims TO ganpei_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON claim_viewings TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: what was put off comes back at its time.'));
  }
}

const CLAIMS = `
  ALTER TABLE claims
    ADD COLUMN moved_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN snoozed_until timestamptz;
  CREATE INDEX claims_moved_idx ON claims (moved_at) WHERE next_step IS NOT NULL;
  -- Nobody of the staff finds their own claims in a list.
  CREATE INDEX users_person_idx ON users (person_id) WHERE party_id IS NOT NULL;
  CREATE INDEX claims_open_owner_idx ON claims (owner_id)
    WHERE owner_id IS NOT NULL AND status NOT IN ('paid', 'denied', 'withdrawn', 'closed');`;

/** The order of every queue. */
const PLACE = `(-priority), (coalesce(escalated_at, 'infinity'::timestamptz)), next_due_at, id`;
/** What waits for a person of ours, and whatever has a broken promise. */
const FOR_PEOPLE = `next_step IS NOT NULL
  AND (next_by IN ('reviewer', 'approver', 'operator') OR escalated_at IS NOT NULL)`;

const QUEUES = `
  CREATE INDEX claims_queue_all_idx ON claims (${PLACE}) WHERE ${FOR_PEOPLE};
  CREATE INDEX claims_queue_owner_idx ON claims (owner_id, ${PLACE}) WHERE ${FOR_PEOPLE};
  CREATE INDEX claims_queue_waiting_idx ON claims (${PLACE}) WHERE next_by = 'claimant';
  CREATE INDEX claims_queue_approval_idx ON claims (${PLACE}) WHERE status = 'awaiting_approval';
  CREATE INDEX claims_queue_appeals_idx ON claims (${PLACE})
    WHERE reopening_id IS NOT NULL
      AND status IN ('awaiting_claimant', 'in_review', 'awaiting_approval');`;

/** Keys come with few contacts at a time: a short list of what is not yet sorted in is enough. */
const CONTACTS = `
  ALTER TABLE claim_contacts ADD COLUMN search_keys tsvector NOT NULL DEFAULT '';
  ALTER TABLE claim_contacts ALTER COLUMN search_keys DROP DEFAULT;
  CREATE INDEX claim_contacts_search_idx ON claim_contacts USING gin (search_keys)
    WITH (gin_pending_list_limit = 256);`;

const VIEWINGS = `
  CREATE UNLOGGED TABLE claim_viewings (
    lane smallint NOT NULL,
    claim_id text NOT NULL,
    user_id text NOT NULL,
    since timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    is_deciding boolean NOT NULL,
    CONSTRAINT claim_viewings_pk PRIMARY KEY (lane, claim_id, user_id)
  );
  CREATE INDEX claim_viewings_seen_idx ON claim_viewings (seen_at);`;
