import type { Actor } from '@app/platform';

import type { QueueCursor } from '../domain/queue-cursor';
import type { QueueView } from '../domain/queue-view';

/** What somebody asks of the queue. */
export interface QueueQuestion {
  readonly actor: Actor;
  readonly view: QueueView;
  /** Whose claims only; null for everybody's. */
  readonly ownerId: string | null;
  readonly now: Date;
  /** When the working day of this installation ends. */
  readonly dayEndsAt: Date;
}

/** Keeps the values of a statement, and gives each its place in the text. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

const BROKEN_SINCE = `coalesce(c.escalated_at, 'infinity'::timestamptz)`;

/**
 * The order of every list, and below it the conditions, word for word as in the indexes over
 * claims: with other words PostgreSQL reads the whole table.
 */
export const PLACE = `(-c.priority), (${BROKEN_SINCE}), c.next_due_at, c.id`;
const FOR_PEOPLE = `c.next_step IS NOT NULL
  AND (c.next_by IN ('reviewer', 'approver', 'operator') OR c.escalated_at IS NOT NULL)`;
const OPENED_AGAIN = `c.reopening_id IS NOT NULL
  AND c.status IN ('awaiting_claimant', 'in_review', 'awaiting_approval')`;
const UNANSWERED = `c.next_step IS NOT NULL
  AND (c.answer_owed_at IS NOT NULL OR c.next_step = 'answer_objection')`;

/** The columns of a place as text, with every digit. */
export const PLACE_COLUMNS = `(-c.priority) AS rank, ${BROKEN_SINCE}::text AS broken_since,
  c.next_due_at::text AS exact_due_at`;

/** What claims of a view have in common, but for those of the payers behind whoever asks. */
export function inView(question: QueueQuestion, own: readonly string[], values: Values): string {
  const { ownerId } = question;
  const owned = ownerId === null ? [] : [`c.owner_id = ${values.add(ownerId)}`];
  const others = own.length === 0 ? [] : [`c.claimant_party_id <> ALL (${values.add(own)})`];
  return [...CONDITIONS[question.view](question, values), ...owned, ...others].join(' AND ');
}

type Condition = (question: QueueQuestion, values: Values) => string[];

const CONDITIONS: Readonly<Record<QueueView, Condition>> = {
  all: () => [FOR_PEOPLE],
  mine: ({ actor, ownerId, now }, values) => [
    FOR_PEOPLE,
    // Only who put a claim off does not see it.
    ...(ownerId === actor.id
      ? [`(c.snoozed_until IS NULL OR c.snoozed_until <= ${values.add(now)})`]
      : []),
  ],
  unassigned: () => [FOR_PEOPLE, 'c.owner_id IS NULL'],
  due_today: ({ dayEndsAt }, values) => [FOR_PEOPLE, `c.next_due_at < ${values.add(dayEndsAt)}`],
  breached: () => [FOR_PEOPLE, `${BROKEN_SINCE} < 'infinity'`],
  waiting: () => [`c.next_by = 'claimant'`],
  second_approval: ({ actor }, values) => [
    `c.status = 'awaiting_approval'`,
    mayApprove(values.add(actor.personId)),
  ],
  appeals: () => [OPENED_AGAIN],
  unanswered: () => [UNANSWERED],
};

/**
 * Whether somebody may approve the decision that a claim waits with: nobody approves what they
 * claim, filed, decided, approved or had a hand in before it was opened again. Who returned an
 * earlier decision may. Most claims know nobody's hand of theirs, and are not looked at closely:
 * whoever filed or claims is known by their accounts, and all others by the hands.
 */
function mayApprove(person: string): string {
  const decision = 'd.lane = c.lane AND d.claim_id = c.id';
  return `NOT EXISTS (SELECT FROM users victim
      WHERE victim.party_id = c.claimant_party_id AND victim.person_id = ${person})
    AND NOT EXISTS (SELECT FROM users filer
      WHERE filer.id = c.filed_by AND filer.person_id = ${person})
    AND (NOT c.hands @> ARRAY[${person}] OR (
      NOT c.earlier_hands @> ARRAY[${person}] AND NOT is_claiming(${person}, c)
      AND ${person} NOT IN (SELECT persons_deciding(c))
      AND NOT EXISTS (SELECT FROM decisions d JOIN decision_approvals a
          ON a.lane = d.lane AND a.decision_id = d.id
        WHERE ${decision} AND person_of(a.approver_id) = ${person}
          AND d.number = (SELECT max(d.number) FROM decisions d WHERE ${decision}))))`;
}

/** What comes after a place, and has not moved since the first page was read. */
export function afterCursor({ after, asOf }: QueueCursor, values: Values): string {
  const { rank, brokenSince, dueAt, id } = after;
  const times = [`${values.add(brokenSince)}::timestamptz`, `${values.add(dueAt)}::timestamptz`];
  const place = [...times, values.add(id)].join(', ');
  const isAfter =
    rank === null
      ? `(${BROKEN_SINCE}, c.next_due_at, c.id) > (${place})`
      : `((-c.priority), ${BROKEN_SINCE}, c.next_due_at, c.id) > (${values.add(rank)}, ${place})`;
  return `${isAfter} AND c.moved_at <= ${values.add(asOf)}`;
}

/** What has come into a view since a time, by a change or because a time has come. */
export function cameSince(since: Date, question: QueueQuestion, values: Values): string {
  const { view, actor, ownerId, now } = question;
  const moved = `c.moved_at > ${values.add(since)}`;
  if (view !== 'mine' || ownerId !== actor.id) return moved;
  const woke = `c.snoozed_until > ${values.add(since)} AND c.snoozed_until <= ${values.add(now)}`;
  return `(${moved} OR (${woke}))`;
}
