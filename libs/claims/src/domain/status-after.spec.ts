import type { DomainError } from '@app/kernel';

import { CLAIM_STATUSES, COMMANDS, mayCommand, statusAfter } from './claim-lifecycle';
import type { ClaimStatus, CommandAsked, CommandGiven } from './claim-lifecycle';
import { CLAIM_COMMANDS } from './command-words';

interface Row {
  readonly roles: readonly CommandAsked['role'][];
  readonly moves: Readonly<Partial<Record<ClaimStatus, readonly ClaimStatus[]>>>;
}

const ROLES = [
  ...['claimant', 'agent', 'reviewer', 'approver'],
  ...['institution', 'auditor', 'operator', 'system'],
] as readonly CommandAsked['role'][];

const ASKED = CLAIM_COMMANDS.flatMap((command) =>
  CLAIM_STATUSES.flatMap((status) =>
    ROLES.map((role) => ({ command, status, role, may: mayCommand(command, { status, role }) })),
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

/** Where a command may lead whom, by its row in the table. */
function endsIn({ command, status, role }: (typeof ASKED)[number]): readonly ClaimStatus[] {
  const rows: readonly Row[] = COMMANDS[command];
  const own = rows.filter(({ roles }) => roles.includes(role));
  return own.flatMap(({ moves }) => moves[status] ?? []);
}

const SYSTEM_ALONE = CLAIM_COMMANDS.filter((command) =>
  ASKED.every((one) => one.command !== command || !one.may || one.role === 'system'),
);

describe('what a claim becomes', () => {
  const given = ASKED.filter(({ command }) => !SYSTEM_ALONE.includes(command));

  it('by a command is what the table says for that status and role, and nothing else', () => {
    for (const asked of given) {
      const { command, may } = asked;
      const reached = CLAIM_STATUSES.filter(
        (to) => endOf(() => statusAfter({ command, to }, asked)) === to,
      );
      const ends = endsIn(asked);
      const wanted = CLAIM_STATUSES.filter((to) => to === asked.status || ends.includes(to));
      expect({ ...asked, reached }).toEqual({ ...asked, reached: may ? wanted : [] });
    }
    expect(given.length).toBeGreaterThan(1000);
  });

  it('by a command that names no end is what it was', () => {
    const asked = { status: 'awaiting_approval', role: 'approver' } as const;
    expect(statusAfter({ command: 'approve' }, asked)).toBe('awaiting_approval');
  });

  it.each(SYSTEM_ALONE)('by %s is the same, whoever caused it', (command) => {
    for (const status of CLAIM_STATUSES) {
      const ends = ROLES.map((role) => endOf(() => statusAfter({ command }, { status, role })));
      const may = mayCommand(command, { status, role: 'system' });
      expect(ends.filter((end) => end === status)).toHaveLength(may ? ROLES.length : 0);
    }
  });

  it.each<[what: string, given: CommandGiven, asked: CommandAsked, becomes: ClaimStatus | null]>([
    [
      'moves it',
      { command: 'record_finding', follows: 'reassess', to: 'assessing' },
      { status: 'in_review', role: 'reviewer' },
      'assessing',
    ],
    [
      'moves it as far as it leads',
      { command: 'record_finding', follows: 'reassess', to: 'approved' },
      { status: 'in_review', role: 'reviewer' },
      null,
    ],
    [
      'does not excuse what comes before it',
      { command: 'record_finding', follows: 'reassess', to: 'assessing' },
      { status: 'in_review', role: 'claimant' },
      null,
    ],
    [
      'is asked for itself',
      { command: 'add_evidence', follows: 'amend', to: 'in_review' },
      { status: 'assessing', role: 'claimant' },
      null,
    ],
  ])('by what follows from a command: it %s', (_what, command, asked, becomes) => {
    const refusal: unknown = expect.objectContaining({ name: 'DomainError' });
    expect(endOf(() => statusAfter(command, asked))).toEqual(becomes ?? refusal);
  });

  it('is named in a refusal with what it was, in both languages', () => {
    const refused = (): unknown =>
      statusAfter({ command: 'reopen', to: 'closed' }, { status: 'paid', role: 'reviewer' });
    const { kind, code, text } = endOf(refused) as DomainError;
    expect({ kind, code }).toEqual({ kind: 'conflict', code: 'claim.cannot_advance' });
    expect(text.en).toMatch(/"paid".*"closed"/);
    expect(text['zh-CN']).toMatch(/“已赔付”.*“已结案”/);
  });
});
