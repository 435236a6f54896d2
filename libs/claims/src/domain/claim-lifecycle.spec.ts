import type { DomainError } from '@app/kernel';

import {
  CLAIM_STATUSES,
  NEXT_STATUSES,
  allowedCommands,
  isSettledStatus,
  isUndecided,
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
  approved: /*         */ '.  .  .  x  .  .  x  x  .  .  x',
  paying: /*           */ '.  .  .  .  .  x  .  x  .  .  .',
  paid: /*             */ '.  .  .  x  .  x  x  .  .  .  x',
  denied: /*           */ '.  .  .  x  .  .  .  .  .  .  x',
  withdrawn: /*        */ '.  .  .  x  .  .  .  .  .  .  x',
  closed: /*           */ '.  .  .  x  .  x  .  .  .  .  .',
};

/** Who may give which command in which status, in the same order, by the letters below. */
const COMMAND_TABLE: Readonly<Record<ClaimCommand, string>> = {
  //                     rc    as    aw    ir    aa    ap    py    pd    dn    wd    cl
  assess: /*            */ 's    s     .     .     .     .     .     .     .     .     .',
  ask_claimant: /*      */ '.    s     .     .     .     .     .     .     .     .     .',
  hand_to_reviewer: /*  */ '.    s     .     .     .     .     .     .     .     .     .',
  complete_evidence: /* */ 's    s     s     s     s     s     s     .     .     .     .',
  reassess: /*          */ '.    .     s     s     s     .     .     .     .     .     .',
  decide: /*            */ '.    s     rp    rp    .     .     .     .     .     .     .',
  approve: /*           */ '.    .     .     .     p     p     .     .     .     .     .',
  return: /*            */ '.    .     .     .     p     .     .     .     .     .     .',
  recall: /*            */ '.    .     .     .     rp    .     .     .     .     .     .',
  amend: /*             */ '.    .     .     .     s     .     .     .     .     .     .',
  open_payout: /*       */ '.    .     .     .     .     s     .     .     .     .     .',
  settle_payout: /*     */ '.    .     .     .     .     s     s     .     .     .     .',
  pay_recovered: /*     */ '.    .     .     .     .     .     .     s     .     .     .',
  pay_goodwill: /*      */ '.    .     .     .     .     .     .     s     .     .     .',
  submit_payout: /*     */ '.    .     .     .     .     .     s     .     .     .     .',
  fail_payout: /*       */ '.    .     .     .     .     s     s     .     .     .     .',
  await_payee: /*       */ '.    .     .     .     .     s     s     .     .     .     .',
  return_payout: /*     */ 's    s     s     s     s     s     s     s     .     .     s',
  reorder_payout: /*    */ '.    .     .     .     .     rp    .     .     .     .     .',
  take_back: /*         */ '.    .     .     .     .     rp    .     .     .     .     .',
  end_unclaimed: /*   */ 's    s     s     s     s     s     s     .     .     .     .',
  clear_payout: /*      */ 's    s     s     s     s     s     s     s     s     s     s',
  contradict_payout: /* */ 's    s     s     s     s     s     s     s     s     s     s',
  credit: /*            */ 's    s     s     s     s     s     s     s     s     s     s',
  withdraw: /*          */ 'ca   ca    ca    ca    ca    .     .     .     .     .     .',
  appeal: /*            */ '.    .     .     .     .     cas   ca    cas   ca    .     cas',
  reopen: /*            */ '.    .     .     .     .     .     .     rp    rp    arp   rps',
  merge: /*             */ 'rp   rp    rp    rp    rp    .     .     .     .     .     .',
  close: /*             */ '.    .     rp    .     .     .     .     rp    rp    rp    .',
  add_evidence: /*      */ 'ca   ca    ca    ca    ca    ca    ca    .     .     .     .',
  request_information: /**/ '.   .     rp    rp    .     .     .     .     .     .     .',
  change_payout_method: /**/ 'cas cas  cas   cas   cas   cas   .     .     .     .     .',
  record_circumstance: /**/ 'rp  rp    rp    rp    rp    rp    rp    .     .     .     .',
  record_milestone: /*  */ 'arpi arpi  arpi  arpi  arpi  arpi  arpi  arpi  arpi  arpi  .',
  record_finding: /*    */ 'rp   rp    rp    rp    rp    rp    rp    .     .     .     .',
  pause_clock: /*       */ 'rp   rp    rp    rp    rp    rp    rp    rp    rp    rp    .',
  resume_clock: /*      */ 'rp   rp    rp    rp    rp    rp    rp    rp    rp    rp    .',
  extend_clock: /*      */ 'rp   rp    rp    rp    rp    rp    rp    rp    rp    rp    .',
  assign: /*            */ 'rps  rps   rps   rps   rps   rps   rps   rps   rps   rps   .',
  snooze: /*            */ 'rps  rps   rps   rps   rps   rps   rps   rps   rps   rps   .',
  declare_vulnerability: /**/ 'carp carp carp carp  carp  carp  carp  carp  carp  carp  carp',
  link_incident: /*     */ 'arp  arp   arp   arp   arp   arp   arp   arp   arp   arp   arp',
  quarantine_evidence: /**/ 's   s     s     s     s     s     s     s     s     s     s',
  break_clocks: /*      */ 's    s     s     s     s     s     s     s     s     s     s',
  pass_due_time: /*     */ 's    s     s     s     s     s     s     s     s     s     s',
  recover: /*           */ 's    s     s     s     s     s     s     s     s     s     s',
  owe_answer: /*        */ '.    .     .     .     .     .     .     s     s     s     s',
  answer_message: /*    */ '.    .     .     .     .     .     .     s     s     s     s',
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
    expect(NEXT_STATUSES[from].includes(to)).toBe(may);
  });

  it('knows 121 pairs, of which 49 are allowed', () => {
    expect(PAIRS).toHaveLength(121);
    expect(PAIRS.filter(({ may }) => may)).toHaveLength(49);
  });

  it.each(CLAIM_STATUSES)('has a way from %s to closed', (status) => {
    const reached = new Set<ClaimStatus>([status]);
    for (const seen of reached) for (const next of NEXT_STATUSES[seen]) reached.add(next);
    expect(reached).toContain('closed');
  });

  it('sends no money without an approval before', () => {
    const before = (wanted: ClaimStatus): ClaimStatus[] =>
      CLAIM_STATUSES.filter((status) => NEXT_STATUSES[status].includes(wanted));
    // From paid only for what came back of the loss, which two people have confirmed.
    expect(before('paying')).toEqual(['approved', 'paid']);
  });

  it.each([
    ['paid', ['in_review', 'approved', 'paying']],
    ['denied', ['in_review']],
    ['withdrawn', ['in_review']],
    ['closed', ['in_review', 'approved']],
  ] as const)('opens a claim that is %s for a reviewer, or when its money comes back', (at, to) => {
    expect(NEXT_STATUSES[at].filter((next) => next !== 'closed')).toEqual(to);
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

  it('says that it is for somebody else, when it is', () => {
    const refusal = endOf(() => requireCommand('close', { status: 'paid', role: 'claimant' }));
    expect(refusal).toMatchObject({
      kind: 'forbidden',
      code: 'claim.not_for_role',
      text: {
        en: expect.stringContaining('that is for others'),
        'zh-CN': expect.stringContaining('不能结案，须由其他人员办理'),
      },
    });
  });

  it('says how the claim stands, and what can be done with it now', () => {
    const refusal = endOf(() => requireCommand('withdraw', { status: 'paid', role: 'claimant' }));
    expect(refusal).toMatchObject({
      kind: 'conflict',
      code: 'claim.cannot_advance',
      details: { status: 'paid', allowed: ['appeal'] },
      text: {
        en: 'The claim is paid: you cannot withdraw it now. You can: appeal.',
        'zh-CN': '索赔状态为“已赔付”，现在不能撤回索赔。您可以：提出申诉。',
      },
    });
  });

  it('says so when nothing can be done any more', () => {
    const asked = { status: 'withdrawn', role: 'claimant' } as const;
    const { text } = endOf(() => requireCommand('withdraw', asked)) as DomainError;
    expect(text.en).toMatch(/There is nothing that you can do with it now\.$/);
    expect(text['zh-CN']).toMatch(/目前没有您可以进行的操作。$/);
  });

  it('names no status, role or command by its code', () => {
    const texts = ASKED.filter(({ may }) => !may).map(
      ({ command, ...asked }) => (endOf(() => requireCommand(command, asked)) as DomainError).text,
    );
    expect(texts.filter((text) => /[a-z]/i.test(text['zh-CN']) || text.en.includes('_'))).toEqual(
      [],
    );
  });

  it('is not listed when it is possible in every status anyhow', () => {
    const listed = CLAIM_STATUSES.flatMap((status) => allowedCommands({ status, role: 'agent' }));
    expect(listed).toContain('reopen');
    expect(listed).not.toContain('link_incident');
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
