import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Changes of rights and limits, each of which needs two people: a proposal, the verdict of another
 * person on exactly that, and that it holds. Reference data, the same for every lane. The database
 * itself refuses the application's login what no approved change stands behind: an account of
 * staff, a role, a person, letting somebody in again, a limit, an invitation, a password. So one
 * administrator with the application's rights makes no other one. Whoever may be the owner of the
 * tables is not held up: the command line makes the first people of an installation so.
 */
export class Controls1790000000590 implements MigrationInterface {
  readonly name = 'Controls1790000000590';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(VERDICTS);
    await runner.query(EFFECTS);
    await runner.query(USERS);
    await runner.query(INVITATIONS);
    await runner.query(APPEND_ONLY);
    await runner.query(`
      GRANT SELECT, INSERT ON controlled_changes, controlled_change_approvals, applied_changes,
        limit_values, user_invitations TO ganpei_app;
      GRANT UPDATE (expires_at) ON user_invitations TO ganpei_app;
      REVOKE ALL ON FUNCTION accept_invitation(text, text, timestamptz) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION accept_invitation(text, text, timestamptz) TO ganpei_app;
      -- Names, parties and passwords of accounts are nothing that the application writes over.
      REVOKE UPDATE ON users FROM ganpei_app;
      GRANT UPDATE (role, person_id, disabled_at, change_id) ON users TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: who gave whom which rights is kept.'));
  }
}

const TABLES = `
  CREATE TABLE controlled_changes (
    id text CONSTRAINT controlled_changes_pk PRIMARY KEY,
    content jsonb NOT NULL,
    new_user jsonb,
    weakens boolean NOT NULL,
    approvals_required smallint NOT NULL,
    reason text NOT NULL CONSTRAINT controlled_changes_reason_check CHECK (length(reason) > 0),
    digest text NOT NULL,
    proposed_by text NOT NULL,
    proposed_by_person text NOT NULL,
    proposed_at timestamptz NOT NULL,
    CONSTRAINT controlled_changes_content_key UNIQUE (id, digest, proposed_by_person),
    CONSTRAINT controlled_changes_new_user_check
      CHECK ((content ->> 'kind' = 'user.add') = (new_user IS NOT NULL)),
    CONSTRAINT controlled_changes_weakens_check
      CHECK (weakens OR content ->> 'kind' IN
        ('user.disable', 'limit.set', 'top_up.set', 'contribution.bill', 'estimate.raise')),
    -- One person alone may shut somebody out, and stop the machine; nothing else.
    CONSTRAINT controlled_changes_approvals_check
      CHECK (approvals_required = 1 OR (approvals_required = 0 AND (content ->> 'kind' = 'user.disable'
        OR content @> '{"kind": "limit.set", "name": "automaticApprovals", "value": 0}')))
  );
  CREATE TABLE controlled_change_approvals (
    change_id text NOT NULL,
    verdict text NOT NULL
      CONSTRAINT controlled_change_approvals_verdict_check CHECK (verdict IN ('approve', 'return')),
    digest text NOT NULL,
    proposed_by_person text NOT NULL,
    note text NOT NULL,
    approver_id text NOT NULL,
    approver_person text NOT NULL,
    approved_at timestamptz NOT NULL,
    effective_at timestamptz,
    CONSTRAINT controlled_change_approvals_pk PRIMARY KEY (change_id, verdict),
    CONSTRAINT controlled_change_approvals_effective_check
      CHECK ((verdict = 'approve') = (effective_at IS NOT NULL)),
    CONSTRAINT controlled_change_approvals_other_eyes
      CHECK (verdict = 'return' OR approver_person <> proposed_by_person),
    CONSTRAINT controlled_change_approvals_content_fk FOREIGN KEY (change_id, digest, proposed_by_person)
      REFERENCES controlled_changes (id, digest, proposed_by_person)
  );
  CREATE TABLE applied_changes (
    change_id text CONSTRAINT applied_changes_pk PRIMARY KEY,
    applied_at timestamptz NOT NULL,
    problem jsonb,
    CONSTRAINT applied_changes_change_fk FOREIGN KEY (change_id) REFERENCES controlled_changes (id)
  );
  CREATE TABLE limit_values (
    change_id text CONSTRAINT limit_values_pk PRIMARY KEY,
    name text NOT NULL,
    version integer NOT NULL,
    value bigint NOT NULL,
    set_at timestamptz NOT NULL,
    CONSTRAINT limit_values_version_key UNIQUE (name, version),
    CONSTRAINT limit_values_change_fk FOREIGN KEY (change_id) REFERENCES controlled_changes (id)
  );
  CREATE TABLE user_invitations (
    token_hash text CONSTRAINT user_invitations_pk PRIMARY KEY,
    user_id text NOT NULL,
    change_id text NOT NULL,
    issued_to text NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT user_invitations_change_fk FOREIGN KEY (change_id) REFERENCES controlled_changes (id)
  );
  CREATE INDEX user_invitations_user_idx ON user_invitations (user_id);`;

const VERDICTS = `
  CREATE FUNCTION is_staff(wanted text, person text, roles text[]) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT EXISTS (SELECT FROM users
      WHERE id = wanted AND person_id = person AND role = ANY (roles) AND disabled_at IS NULL)
  $$;
  CREATE FUNCTION changes_require_operator() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT is_staff(NEW.proposed_by, NEW.proposed_by_person, '{operator}') THEN
      RAISE EXCEPTION '% is no operator of this person', NEW.proposed_by
        USING ERRCODE = 'check_violation', CONSTRAINT = 'controlled_changes_operator';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER controlled_changes_operator BEFORE INSERT ON controlled_changes
    FOR EACH ROW EXECUTE FUNCTION changes_require_operator();

  -- A verdict is of somebody who may give one, on a change that is open; what lets somebody do more,
  -- or watches less, waits a day.
  CREATE FUNCTION verdicts_require_eyes() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT is_staff(NEW.approver_id, NEW.approver_person, '{approver, operator}')
       OR EXISTS (SELECT FROM applied_changes WHERE change_id = NEW.change_id)
       OR NEW.verdict = 'approve' AND (
         EXISTS (SELECT FROM controlled_change_approvals WHERE change_id = NEW.change_id AND verdict = 'return')
         OR EXISTS (SELECT FROM controlled_changes c JOIN users u
                       ON u.id = CASE c.content ->> 'kind' WHEN 'user.add' THEN c.new_user ->> 'personId'
                                   ELSE c.content ->> 'userId' END
                     WHERE c.id = NEW.change_id AND u.person_id = NEW.approver_person)
         OR EXISTS (SELECT FROM controlled_changes WHERE id = NEW.change_id AND weakens
                     AND NEW.effective_at < NEW.approved_at + interval '24 hours')) THEN
      RAISE EXCEPTION 'this verdict on change % does not count', NEW.change_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'controlled_change_approvals_eyes';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER controlled_change_approvals_eyes BEFORE INSERT ON controlled_change_approvals
    FOR EACH ROW EXECUTE FUNCTION verdicts_require_eyes();`;

const EFFECTS = `
  -- Whether what somebody may stop alone was stopped after a change was proposed to let it go on:
  -- an approval that was given in advance undoes no emergency stop.
  CREATE FUNCTION is_superseded(wanted text) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT EXISTS (SELECT FROM controlled_changes c
        JOIN controlled_changes stop ON stop.approvals_required = 0 AND stop.proposed_at > c.proposed_at
        JOIN applied_changes done ON done.change_id = stop.id AND done.problem IS NULL
      WHERE c.id = wanted AND (
        c.content ->> 'kind' = 'user.enable' AND stop.content ->> 'kind' = 'user.disable'
          AND stop.content ->> 'userId' = c.content ->> 'userId'
        OR c.content @> '{"kind": "limit.set", "name": "automaticApprovals"}'
          AND c.approvals_required = 1 AND stop.content ->> 'name' = 'automaticApprovals'))
  $$;
  CREATE FUNCTION changes_require_approval() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT FROM controlled_change_approvals WHERE change_id = NEW.change_id AND verdict = 'return')
       OR NEW.problem IS NULL AND is_superseded(NEW.change_id)
       OR NOT EXISTS (SELECT FROM controlled_changes c
         WHERE c.id = NEW.change_id AND (c.approvals_required = 0 OR EXISTS (
           SELECT FROM controlled_change_approvals a
            WHERE a.change_id = c.id AND a.verdict = 'approve' AND a.effective_at <= NEW.applied_at))) THEN
      RAISE EXCEPTION 'change % is not approved, or not yet in force', NEW.change_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'applied_changes_approved';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER applied_changes_approved BEFORE INSERT ON applied_changes
    FOR EACH ROW EXECUTE FUNCTION changes_require_approval();

  -- Whether a change comes into force in this very transaction: an older one proves nothing, or
  -- whoever once had a right could give it to themselves again.
  CREATE FUNCTION comes_into_force(wanted text, said jsonb) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT EXISTS (SELECT FROM applied_changes a JOIN controlled_changes c ON c.id = a.change_id
      WHERE a.change_id = wanted AND a.problem IS NULL AND c.content @> said
        AND a.xmin = pg_current_xact_id()::xid)
  $$;
  CREATE FUNCTION limits_require_change() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT comes_into_force(NEW.change_id,
             jsonb_build_object('kind', 'limit.set', 'name', NEW.name, 'value', NEW.value)) THEN
      RAISE EXCEPTION 'no approved change sets % to %', NEW.name, NEW.value
        USING ERRCODE = 'check_violation', CONSTRAINT = 'limit_values_approved';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER limit_values_approved BEFORE INSERT ON limit_values
    FOR EACH ROW EXECUTE FUNCTION limits_require_change();`;

const USERS = `
  ALTER TABLE users ADD COLUMN change_id text;
  CREATE FUNCTION users_require_change() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  DECLARE
    said jsonb := jsonb_build_object('userId', NEW.id);
    asked boolean := true;
  BEGIN
    IF pg_has_role(current_user, 'ganpei_owner', 'MEMBER') THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
      -- A claimant has no rights over others, and a demo account none outside demo mode.
      IF NEW.demo OR NEW.role = 'claimant' THEN RETURN NEW; END IF;
      asked := comes_into_force(NEW.change_id, said || jsonb_build_object('kind', 'user.add', 'role', NEW.role))
        AND EXISTS (SELECT FROM controlled_changes WHERE id = NEW.change_id
          AND new_user ->> 'username' = NEW.username
          AND new_user ->> 'partyId' IS NOT DISTINCT FROM NEW.party_id
          AND coalesce(new_user ->> 'personId', NEW.id) = coalesce(NEW.person_id, NEW.id));
    ELSIF NOT OLD.demo THEN
      IF NEW.role <> OLD.role THEN
        asked := comes_into_force(NEW.change_id, said || jsonb_build_object('kind', 'user.role', 'role', NEW.role));
      END IF;
      IF NEW.person_id <> OLD.person_id THEN
        asked := asked AND comes_into_force(NEW.change_id,
          said || jsonb_build_object('kind', 'user.person', 'personId', NEW.person_id));
      END IF;
      IF OLD.disabled_at IS NOT NULL AND NEW.disabled_at IS NULL THEN
        asked := asked AND comes_into_force(NEW.change_id, said || '{"kind": "user.enable"}'::jsonb);
      END IF;
    END IF;
    IF NOT asked THEN
      RAISE EXCEPTION 'no approved change stands behind the rights of %', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'users_approved_change';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER users_approved_change BEFORE INSERT OR UPDATE ON users
    FOR EACH ROW EXECUTE FUNCTION users_require_change();`;

const INVITATIONS = `
  -- An invitation goes to whoever approved the change that it comes from, and ends with the first
  -- password that is chosen after it.
  CREATE FUNCTION invitations_require_change() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NEW.used_at IS NOT NULL OR NOT EXISTS (
         SELECT FROM applied_changes done
           JOIN controlled_changes c ON c.id = done.change_id
           JOIN controlled_change_approvals a ON a.change_id = c.id AND a.verdict = 'approve'
          WHERE c.id = NEW.change_id AND done.problem IS NULL
            AND c.content ->> 'kind' IN ('user.add', 'user.invite') AND c.content ->> 'userId' = NEW.user_id
            AND is_staff(NEW.issued_to, a.approver_person, '{approver, operator}')
            -- Two weeks to issue it, and three days to use it.
            AND NEW.expires_at <= done.applied_at + interval '17 days'
            AND NOT EXISTS (SELECT FROM user_invitations earlier
              WHERE earlier.user_id = NEW.user_id AND earlier.used_at >= done.applied_at)) THEN
      RAISE EXCEPTION 'no approved change lets % be invited', NEW.user_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'user_invitations_approved';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER user_invitations_approved BEFORE INSERT ON user_invitations
    FOR EACH ROW EXECUTE FUNCTION invitations_require_change();

  CREATE FUNCTION invitations_only_end() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NEW.expires_at > OLD.expires_at THEN
      RAISE EXCEPTION 'an invitation ends sooner, and never later'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'user_invitations_only_end';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER user_invitations_only_end BEFORE UPDATE ON user_invitations
    FOR EACH ROW EXECUTE FUNCTION invitations_only_end();

  -- Uses up an invitation and sets the password (its hash) of the account that it is for, whose id
  -- it returns; null where there is no such invitation any more. It wants the token, which nobody
  -- can read here. Nothing else of the application can set a password: this has the owner's rights.
  CREATE FUNCTION accept_invitation(token text, chosen text, accepted_at timestamptz) RETURNS text
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ganpei, pg_temp AS $$
    WITH used AS (
      UPDATE user_invitations SET used_at = accepted_at
       WHERE token_hash = encode(sha256(convert_to(token, 'UTF8')), 'hex')
         AND used_at IS NULL AND expires_at > accepted_at
      RETURNING user_id)
    UPDATE users SET password_hash = chosen FROM used
     WHERE users.id = used.user_id AND users.disabled_at IS NULL
    RETURNING users.id
  $$;`;

const APPEND_ONLY = [
  'controlled_changes',
  'controlled_change_approvals',
  'applied_changes',
  'limit_values',
]
  .map(
    (table) => `
  CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
  )
  .join('');
