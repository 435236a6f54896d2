import type { DomainError } from '@app/kernel';

import {
  CLAIM_STATUSES,
  COMMANDS,
  NEXT_STATUSES,
  advance,
  allowedCommands,
  isSettledStatus,
  isUndecided,
  mayAdvance,
  mayCommand,
  requireCommand,
} from './claim-lifecycle';
import type { ClaimStatus, CommandAsked } from './claim-lifecycle';
import { CLAIM_COMMANDS } from './command-words';
import type { ClaimCommand } from './command-words';

/** Rows: from. Columns: to, in the same order. `x` may, `.` may not. */
const TABLE: Readonly<Record<ClaimStatus, string>> = {
  //                  rc as aw ir aa ap py pd dn wd cl
  received: /*         */ '.  x  .  .  .  .  .  .  .  x  x',
  assessing: /*        */ '.  .  x  x  .  x  .  x  x  x  x',
  awaiting_claimant: /**/ '.  x  .  x  x  x  .  x  x  x  x',
  in_review: /*        */ '.  x  x  .  x  x  .  x  x  x  x',
  awaiting_approval: /**/ '.  x  .  x  .  x  .  x  x  x  x',
  approved: /*         */ '.  .  .  .  .  .  x  .  .  .  .',
  paying: /*           */ '.  .  .  .  .  x  .  x  .  .  .',
  paid: /*             */ '.  .  .  x  .  .  .  .  .  .  x',
  denied: /*           */ '.  .  .  x  .  .  .  .  .  .  x',
  withdrawn: /*        */ '.  .  .  x  .  .  .  .  .  .  x',
  closed: /*           */ '.  .  .  x  .  .  .  .  .  .  .',
};

/** Who may give which command in which status, in the same order, by the letters below. */
const COMMAND_TABLE: Readonly<Record<ClaimCommand, string>> = {
  //                     rc    as    aw    ir    aa    ap    py    pd    dn    wd    cl
  assess: /*            */ 's    s     .     .     .     .     .     .     .     .     .',
  ask_claimant: /*      */ '.    s     .     .     .     .     .     .     .     .     .',
  hand_to_reviewer: /*  */ '.    s     .     .     .     .     .     .     .     .     .',
  complete_evidence: /* */ '.    .     s     .     .     .     .     .     .     .     .',
  reassess: /*          */ '.    .     s     s     s     .     .     .     .     .     .',
  decide: /*            */ '.    s     rp    rp    .     .     .     .     .     .     .',
  approve: /*           */ '.    .     .     .     p     p     .     .     .     .     .',
  return: /*            */ '.    .     .     .     p     .     .     .     .     .     .',
  recall: /*            */ '.    .     .     .     rp    .     .     .     .     .     .',
  amend: /*             */ '.    .     .     .     s     .     .     .     .     .     .',
  open_payout: /*       */ '.    .     .     .     .     s     .     .     .     .     .',
  settle_payout: /*     */ '.    .     .     .     .     s     s     .     .     .     .',
  fail_payout: /*       */ '.    .     .     .     .     s     s     .     .     .     .',
  withdraw: /*          */ 'ca   ca    ca    ca    ca    .     .     .     .     .     .',
  appeal: /*            */ '.    .     .     .     .     ca    ca    cas   ca    .     ca',
  reopen: /*            */ '.    .     .     .     .     .     .     rp    rp    arp   rps',
  merge: /*             */ 'rp   rp    rp    rp    rp    .     .     .     .     .     .',
  close: /*             */ '.    .     rp    .     .     .     .     rp    rp    rp    .',
  add_evidence: /*      */ 'ca   ca    ca    ca    ca    ca    ca    .     .     .     .',
  request_information: /**/ '.   .     rp    rp    .     .     .     .     .     .     .',
  change_payout_method: /**/ 'ca ca    ca    ca    ca    .     .     .     .     .     .',
  record_circumstance: /**/ 'rp  rp    rp    rp    rp    rp    rp    .     .     .     .',
  record_milestone: /*  */ 'arpi arpi  arpi  arpi  arpi  arpi  arpi  arpi  arpi  arpi  .',
  record_finding: /*    */ 'rp   rp    rp    rp    rp    rp    rp    .     .     .     .',
  pause_clock: /*       */ 'rp   rp    rp    rp    rp    rp    rp    rp    rp    rp    .',
  resume_clock: /*      */ 'rp   rp    rp    rp    rp    rp    rp    rp    rp    rp    .',
  assign: /*            */ 'rps  rps   rps   rps   rps   rps   rps   rps   rps   rps   .',
  snooze: /*            */ 'rp   rp    rp    rp    rp    rp    rp    rp    rp    rp    .',
};

const LETTERS = {
  claimant: 'c',
  agent: 'a',
  reviewer: 'r',
  approver: 'p',
  institution: 'i',
  system: 's',
  // Auditors look, operators run the house: neither has a hand in a claim.
  auditor: '-',
  operator: '-',
} as const satisfies Record<CommandAsked['role'], string>;
const ROLES = Object.keys(LETTERS) as CommandAsked['role'][];

const PAIRS = CLAIM_STATUSES.flatMap((from) =>
  CLAIM_STATUSES.map((to, column) => {
    const may = TABLE[from].split(/\s+/)[column] === 'x';
    return { from, to, may, word: may ? 'may' : 'may not' };
  }),
);

const ASKED = CLAIM_COMMANDS.flatMap((command) =>
  CLAIM_STATUSES.flatMap((status, column) =>
    ROLES.map((role) => {
      const may = COMMAND_TABLE[command].split(/\s+/)[column]?.includes(LETTERS[role]) ?? false;
      return { command, status, role, may };
    }),
  ),
);

/** What came of it, or the refusal. */
function endOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('the life of a claim', () => {
  it.each(PAIRS)('a claim that is $from $word become $to', ({ from, to, may }) => {
    expect(mayAdvance(from, to)).toBe(may);
    const refusal = expect.objectContaining({ kind: 'conflict', code: 'claim.cannot_advance' });
    expect(endOf(() => advance(from, to))).toEqual(may ? to : refusal);
  });

  it('knows 121 pairs, of which 43 are allowed', () => {
    expect(PAIRS).toHaveLength(121);
    expect(PAIRS.filter(({ may }) => may)).toHaveLength(43);
  });

  it.each(CLAIM_STATUSES)('has a way from %s to closed', (status) => {
    const reached = new Set<ClaimStatus>([status]);
    for (const seen of reached) for (const next of NEXT_STATUSES[seen]) reached.add(next);
    expect(reached).toContain('closed');
  });

  it('sends no money without an approval before', () => {
    const before = (wanted: ClaimStatus): ClaimStatus[] =>
      CLAIM_STATUSES.filter((status) => NEXT_STATUSES[status].includes(wanted));
    expect(before('paying')).toEqual(['approved']);
  });

  it('opens only a claim that is at rest again, and only for a reviewer', () => {
    for (const status of CLAIM_STATUSES.filter(isSettledStatus)) {
      expect(NEXT_STATUSES[status].filter((next) => next !== 'closed')).toEqual(['in_review']);
    }
  });

  it('names both states in a refusal, in both languages', () => {
    const { text } = endOf(() => advance('paid', 'withdrawn')) as DomainError;
    expect(text.en).toMatch(/"paid".*"withdrawn"/);
    expect(text['zh-CN']).toMatch(/“paid”.*“withdrawn”/);
  });

  it('takes a claim for settled when it is paid, denied, withdrawn or closed', () => {
    const settled = ['paid', 'denied', 'withdrawn', 'closed'];
    expect(CLAIM_STATUSES.filter(isSettledStatus)).toEqual(settled);
  });

  it('takes a claim for undecided until it is approved, denied or withdrawn', () => {
    expect(CLAIM_STATUSES.filter(isUndecided)).toEqual([
      'received',
      'assessing',
      'awaiting_claimant',
      'in_review',
      'awaiting_approval',
    ]);
  });
});

describe('a command to a claim', () => {
  it.each(CLAIM_COMMANDS)('%s is for whom the table says, in the statuses it says', (command) => {
    const asked = ASKED.filter((one) => one.command === command);
    expect(asked).toHaveLength(CLAIM_STATUSES.length * ROLES.length);
    for (const one of asked) expect({ ...one, may: mayCommand(command, one) }).toEqual(one);
  });

  it('is refused without exception when it is not in the table', () => {
    const refused = ASKED.filter(({ command, ...asked }) => {
      const end = endOf(() => requireCommand(command, asked));
      return /^claim\.(cannot_advance|not_for_role)$/.test((end as DomainError | null)?.code ?? '');
    });
    expect(refused).toEqual(ASKED.filter(({ may }) => !may));
  });

  it('leads to statuses of the table only', () => {
    const moves = Object.values(COMMANDS).flatMap((rows) =>
      rows.flatMap((row) => Object.entries(row.moves)),
    );
    const steps = moves.flatMap(([from, to]) => to.map((status) => [from, status] as const));
    expect(steps.filter(([from, to]) => !mayAdvance(from as ClaimStatus, to))).toEqual([]);
  });

  it('says that it is for somebody else, when it is', () => {
    const refusal = endOf(() => requireCommand('close', { status: 'paid', role: 'claimant' }));
    expect(refusal).toMatchObject({
      kind: 'forbidden',
      code: 'claim.not_for_role',
      text: { en: expect.stringContaining('claimant'), 'zh-CN': expect.stringContaining('结案') },
    });
  });

  it('says how the claim stands, and what can be done with it now', () => {
    const refusal = endOf(() => requireCommand('withdraw', { status: 'paid', role: 'claimant' }));
    expect(refusal).toMatchObject({
      kind: 'conflict',
      code: 'claim.cannot_advance',
      details: { status: 'paid', allowed: ['appeal'] },
      text: {
        en: 'The claim is "paid": you cannot withdraw it now. You can: appeal.',
        'zh-CN': '索赔状态为“paid”，现在不能撤回索赔。您可以：提出申诉。',
      },
    });
  });

  it('says so when nothing can be done any more', () => {
    const asked = { status: 'withdrawn', role: 'claimant' } as const;
    const { text } = endOf(() => requireCommand('withdraw', asked)) as DomainError;
    expect(text.en).toMatch(/You can: nothing\.$/);
    expect(text['zh-CN']).toMatch(/您可以：无。$/);
  });

  it.each([
    ['claimant', 'denied', ['appeal']],
    ['claimant', 'in_review', ['withdraw', 'add_evidence', 'change_payout_method']],
    ['approver', 'awaiting_approval', ['approve', 'return', 'recall', 'merge']],
    ['auditor', 'in_review', []],
  ] as const)('lets a %s of a claim that is %s do %p first', (role, status, first) => {
    expect(allowedCommands({ role, status }).slice(0, first.length || 1)).toEqual(first);
  });
});
