import { DomainError } from '@app/kernel';
import type { Actor } from '@app/platform';

import { CLAIM_COMMANDS, COMMAND_WORDS, possibleNow } from './command-words';
import type { ClaimCommand } from './command-words';
import { STATUS_WORDS } from './status-words';

export const CLAIM_STATUSES = [
  'received',
  'assessing',
  'awaiting_claimant',
  'in_review',
  'awaiting_approval',
  'approved',
  'paying',
  'paid',
  'denied',
  'withdrawn',
  'closed',
] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];
type ActorRole = Actor['role'];

/** From which statuses, and to which. It may stay as it is by each; by an empty list it does. */
type Moves = Readonly<Partial<Record<ClaimStatus, readonly ClaimStatus[]>>>;

/** Whom a command is for, and what it does. A command may have a row for each of several roles. */
interface CommandRow {
  readonly roles: readonly ActorRole[];
  readonly moves: Moves;
}

const UNDECIDED = [
  'received',
  'assessing',
  'awaiting_claimant',
  'in_review',
  'awaiting_approval',
] as const satisfies readonly ClaimStatus[];
const OPEN = [...UNDECIDED, 'approved', 'paying'] as const satisfies readonly ClaimStatus[];
const SETTLED = ['paid', 'denied', 'withdrawn', 'closed'] as const satisfies readonly ClaimStatus[];
const NOT_CLOSED = CLAIM_STATUSES.filter((status) => status !== 'closed');

/** A decision of a person: it waits for other eyes, or is carried out at once. */
const DECIDED = ['awaiting_approval', 'approved', 'denied', 'paid'] as const;

const CLAIMING: readonly ActorRole[] = ['claimant', 'agent'];
const DECIDING: readonly ActorRole[] = ['reviewer', 'approver'];
const SYSTEM: readonly ActorRole[] = ['system'];

/**
 * Everything that can be done with a claim: by whom, in which status, and what it may become. What
 * is not here is refused without effect. Commands of `system` follow by themselves from a job, an
 * answer of a rail, or from what somebody did.
 */
export const COMMANDS = {
  assess: [row(SYSTEM, { received: ['assessing'], assessing: [] })],
  ask_claimant: [row(SYSTEM, { assessing: ['awaiting_claimant'] })],
  hand_to_reviewer: [row(SYSTEM, { assessing: ['in_review'] })],
  // Evidence that arrives: what was decided before goes to its reviewer, not to the machine.
  complete_evidence: [
    row(SYSTEM, { ...each(OPEN), awaiting_claimant: ['assessing', 'in_review'] }),
  ],
  reassess: [
    row(SYSTEM, each(['in_review', 'awaiting_claimant', 'awaiting_approval'], ['assessing'])),
  ],
  decide: [
    // A reviewer may decide on what there is. `paid`: an appeal on a paid claim changes nothing.
    row(DECIDING, each(['in_review', 'awaiting_claimant'], DECIDED)),
    row(SYSTEM, { assessing: ['approved'] }),
  ],
  approve: [
    // An approved one takes another approval where two who approved turned out to be one person.
    row(['approver'], { awaiting_approval: ['approved', 'denied', 'paid'], approved: [] }),
  ],
  return: [row(['approver'], { awaiting_approval: ['in_review'] })],
  recall: [row(DECIDING, { awaiting_approval: ['in_review'] })],
  // What the decision stands on has changed: it is void, and the claim is decided anew.
  amend: [row(SYSTEM, { awaiting_approval: ['in_review'] })],
  open_payout: [row(SYSTEM, { approved: ['paying'] })],
  // An approved one where people found out that a payout which had failed was paid after all.
  settle_payout: [row(SYSTEM, { paying: ['paid'], approved: ['paid'] })],
  // Two people said that a part of what came back of the loss is the claimant's beyond the award.
  pay_recovered: [row(SYSTEM, { paid: ['paying'] })],
  // Goodwill, or what the pack pays because we were late.
  pay_goodwill: [row(SYSTEM, { paid: ['paying'] })],
  submit_payout: [row(SYSTEM, { paying: [] })],
  // A payout that failed for certain needs a person before the next one.
  fail_payout: [row(SYSTEM, { paying: ['approved'], approved: [] })],
  // The rail waits for the payee, or goes on after that.
  await_payee: [row(SYSTEM, each(['approved', 'paying']))],
  // What was paid came back: it is owed again, unless the claim is being decided anew.
  return_payout: [
    row(SYSTEM, {
      ...each(UNDECIDED),
      ...each(['paying', 'paid', 'closed'], ['approved']),
      approved: [],
    }),
  ],
  // After a payout that failed or came back: nobody but a person orders another one.
  reorder_payout: [row(DECIDING, { approved: [] })],
  // Its loss was made good meanwhile: two people take back what nobody has paid of the award.
  take_back: [row(DECIDING, { approved: ['paid', 'closed'] })],
  // Nobody collected what came back, and the limitation is over.
  end_unclaimed: [row(SYSTEM, { approved: ['closed'], paying: [], ...each(UNDECIDED) })],
  // A rail says another end than our books, however long ago that was.
  contradict_payout: [row(SYSTEM, each(CLAIM_STATUSES))],
  // Or it turns out that nothing is to be done about it.
  clear_payout: [row(SYSTEM, each(CLAIM_STATUSES))],
  // A credit before the decision is given, made final or taken back. Where it was all of the award
  // nothing is left to be paid.
  credit: [row(SYSTEM, { ...each(CLAIM_STATUSES), approved: ['paid'] })],
  withdraw: [
    row(CLAIMING, {
      received: ['withdrawn'],
      // Who withdraws what was opened again lets the earlier decision stand; it is still to be
      // paid where its money came back meanwhile.
      ...each(UNDECIDED.slice(1), ['withdrawn', 'denied', 'paid', 'approved']),
    }),
  ],
  appeal: [
    // While a payout is on its way an appeal is kept, and opens by itself when it is at rest.
    row(CLAIMING, {
      ...each(['denied', 'paid', 'closed'], ['in_review']),
      approved: [],
      paying: [],
    }),
    // An approved one of whose award nobody is owed anything any more.
    row(SYSTEM, each(['paid', 'closed', 'approved'], ['in_review'])),
  ],
  reopen: [
    row(DECIDING, each(['denied', 'withdrawn', 'paid', 'closed'], ['in_review'])),
    // An agent has a withdrawn claim opened again at the wish of the claimant.
    row(['agent'], { withdrawn: ['in_review'] }),
    // An answer opens what was closed for want of one.
    row(SYSTEM, { closed: ['in_review'] }),
  ],
  merge: [row(DECIDING, each(UNDECIDED, ['closed']))],
  // One whose claimant does not answer is closed by a person, after two reminders.
  close: [row(DECIDING, each(['awaiting_claimant', 'paid', 'denied', 'withdrawn'], ['closed']))],
  add_evidence: [row(CLAIMING, each(OPEN))],
  request_information: [row(DECIDING, { in_review: ['awaiting_claimant'], awaiting_claimant: [] })],
  // By the system where the account that was named does not fit what a merger brings.
  // An approved one whose payout could not be made, or came back.
  change_payout_method: [row([...CLAIMING, 'system'], each([...UNDECIDED, 'approved']))],
  record_circumstance: [row(DECIDING, each(OPEN))],
  record_milestone: [row([...DECIDING, 'agent', 'institution'], each(NOT_CLOSED))],
  record_finding: [row(DECIDING, each(OPEN))],
  pause_clock: [row(DECIDING, each(NOT_CLOSED))],
  resume_clock: [row(DECIDING, each(NOT_CLOSED))],
  extend_clock: [row(DECIDING, each(NOT_CLOSED))],
  assign: [row([...DECIDING, 'system'], each(NOT_CLOSED))],
  // A message of the claimant brings it back.
  snooze: [row([...DECIDING, 'system'], each(NOT_CLOSED))],
  declare_vulnerability: [row([...CLAIMING, ...DECIDING], each(CLAIM_STATUSES))],
  link_incident: [row(['agent', ...DECIDING], each(CLAIM_STATUSES))],
  quarantine_evidence: [row(SYSTEM, each(CLAIM_STATUSES))],
  break_clocks: [row(SYSTEM, each(CLAIM_STATUSES))],
  pass_due_time: [row(SYSTEM, each(CLAIM_STATUSES))],
  // Others pay their share, or money comes back: the claim stays as it is.
  recover: [row(SYSTEM, each(CLAIM_STATUSES))],
  // Whoever writes when all is over waits for an answer.
  owe_answer: [row(SYSTEM, each(SETTLED))],
  answer_message: [row(SYSTEM, each(SETTLED))],
} as const satisfies Record<ClaimCommand, readonly CommandRow[]>;

function row(roles: readonly ActorRole[], moves: Moves): CommandRow {
  return { roles, moves };
}

function each(from: readonly ClaimStatus[], to: readonly ClaimStatus[] = []): Moves {
  return Object.fromEntries(from.map((status) => [status, to]));
}

/** What may follow what, by whatever command. Everything that is not here is refused. */
export const NEXT_STATUSES: Readonly<Record<ClaimStatus, readonly ClaimStatus[]>> = nextStatuses();

function nextStatuses(): Record<ClaimStatus, ClaimStatus[]> {
  const rows: readonly CommandRow[] = Object.values(COMMANDS).flat();
  const next = (from: ClaimStatus): ClaimStatus[] => {
    const to = new Set(rows.flatMap(({ moves }) => moves[from] ?? []));
    return CLAIM_STATUSES.filter((status) => to.has(status));
  };
  const pairs = CLAIM_STATUSES.map((from) => [from, next(from)] as const);
  return Object.fromEntries(pairs) as Record<ClaimStatus, ClaimStatus[]>;
}

/** Who asks for a command, and how the claim stands. */
export interface CommandAsked {
  readonly status: ClaimStatus;
  readonly role: ActorRole;
}

/** Whether a role may give a command to a claim that stands so. */
export function mayCommand(command: ClaimCommand, { status, role }: CommandAsked): boolean {
  const rows: readonly CommandRow[] = COMMANDS[command];
  return rows.some(({ roles, moves }) => roles.includes(role) && status in moves);
}

/**
 * What a role can do with a claim because it stands so, in the order of the table. What it can do
 * in every status is left out: that says nothing about this one.
 */
export function allowedCommands({ status, role }: CommandAsked): ClaimCommand[] {
  return CLAIM_COMMANDS.filter((command) => {
    const possible = CLAIM_STATUSES.filter((one) => mayCommand(command, { status: one, role }));
    return possible.includes(status) && possible.length < CLAIM_STATUSES.length;
  });
}

/**
 * Refuses a command that is not in the table: `claim.not_for_role` when others may do it in this
 * status, else `claim.cannot_advance`; both say what is possible now (`allowed`).
 */
export function requireCommand(command: ClaimCommand, asked: CommandAsked): void {
  if (mayCommand(command, asked)) return;
  const { status } = asked;
  const allowed = allowedCommands(asked);
  const words = COMMAND_WORDS[command];
  const now = possibleNow(allowed);
  const rows: readonly CommandRow[] = COMMANDS[command];
  if (rows.some(({ moves }) => status in moves)) {
    throw new DomainError(
      'forbidden',
      'claim.not_for_role',
      {
        en: `With your role you cannot ${words.en}: that is for others. ${now.en}`,
        'zh-CN': `您的角色不能${words['zh-CN']}，须由其他人员办理。${now['zh-CN']}`,
      },
      { status, allowed },
    );
  }
  throw new DomainError(
    'conflict',
    'claim.cannot_advance',
    {
      en: `The claim is ${STATUS_WORDS[status].en}: you cannot ${words.en} now. ${now.en}`,
      'zh-CN': `索赔状态为“${STATUS_WORDS[status]['zh-CN']}”，现在不能${words['zh-CN']}。${now['zh-CN']}`,
    },
    { status, allowed },
  );
}

/** Statuses in which nobody has anything left to do before the claim is closed. */
export function isSettledStatus(status: ClaimStatus): boolean {
  return (SETTLED as readonly ClaimStatus[]).includes(status);
}

/** Whether the claim waits for a decision still: until then it can be withdrawn. */
export function isUndecided(status: ClaimStatus): boolean {
  return (UNDECIDED as readonly ClaimStatus[]).includes(status);
}

/** What is done to a claim. */
export interface CommandGiven {
  readonly command: ClaimCommand;
  /** What the system does at once because of that; the claim moves by this then. */
  readonly follows?: ClaimCommand;
  /** What the claim becomes. Left out, it stays as it is. */
  readonly to?: ClaimStatus;
}

/**
 * What a claim becomes by what is done to it. Refuses what `requireCommand` refuses, also of what
 * follows, and a status to which that does not lead (`claim.cannot_advance`).
 */
export function statusAfter(given: CommandGiven, asked: CommandAsked): ClaimStatus {
  const { command, follows, to = asked.status } = given;
  const steps = follows === undefined ? [command] : [command, follows];
  const ends = steps.map((step) => endsOf(step, asked)).at(-1) ?? [];
  if (to === asked.status || ends.includes(to)) return to;
  throw new DomainError(
    'conflict',
    'claim.cannot_advance',
    {
      en: `A claim that is "${STATUS_WORDS[asked.status].en}" cannot become "${STATUS_WORDS[to].en}".`,
      'zh-CN': `状态为“${STATUS_WORDS[asked.status]['zh-CN']}”的索赔不能变为“${STATUS_WORDS[to]['zh-CN']}”。`,
    },
    { status: asked.status },
  );
}

/** What only the system does follows by itself from what somebody did, whoever that was. */
function endsOf(command: ClaimCommand, { status, role: given }: CommandAsked): ClaimStatus[] {
  const rows: readonly CommandRow[] = COMMANDS[command];
  const isOfSystem = rows.flatMap(({ roles }) => roles).every((role) => role === 'system');
  const role = isOfSystem ? 'system' : given;
  requireCommand(command, { status, role });
  return rows
    .filter(({ roles }) => roles.includes(role))
    .flatMap(({ moves }) => moves[status] ?? []);
}
