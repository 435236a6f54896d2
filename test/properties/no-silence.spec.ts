import * as fc from 'fast-check';

import { CLAIM_STATUSES, COMMANDS, REST_EVENTS, TOLD_AT_REST, isSettledStatus } from '@app/claims';
import type { ClaimCommand, ClaimStatus } from '@app/claims';

import { mentionedIn } from '../../libs/messaging/src/domain/notice';
import { noticeText } from '../../libs/messaging/src/domain/notices';
import { NOTICE_OF_EVENT } from '../../libs/messaging/src/domain/told-notices';

/** One thing that a command may do to a claim. */
interface Move {
  readonly command: ClaimCommand;
  readonly from: ClaimStatus;
  readonly to: ClaimStatus;
}

const MOVES: readonly Move[] = (Object.keys(COMMANDS) as ClaimCommand[]).flatMap((command) =>
  COMMANDS[command].flatMap(({ moves }) =>
    Object.entries(moves as Readonly<Record<string, readonly ClaimStatus[]>>).flatMap(
      ([from, ends]) => ends.map((to) => ({ command, from: from as ClaimStatus, to })),
    ),
  ),
);
const FROM = new Map(
  CLAIM_STATUSES.map((status) => [status, MOVES.filter(({ from }) => from === status)]),
);

/** What the claimant is told when a command brings a claim to rest; nothing when they are not. */
function toldBy({ command }: Move): readonly string[] {
  return (TOLD_AT_REST as Readonly<Partial<Record<string, readonly string[]>>>)[command] ?? [];
}

/** The commands that bring a claim from one status to rest without a word. */
function silentMoves(moves: readonly Move[]): string[] {
  return moves
    .filter((move) => isSettledStatus(move.to) && toldBy(move).length === 0)
    .map(({ command, from, to }) => `${command}: ${from} to ${to}`);
}

/** Every way from filing on on which no status comes twice, as far as it goes. */
function waysFrom(at: ClaimStatus, before: readonly Move[]): Move[][] {
  const visited = new Set<ClaimStatus>(['received', ...before.map(({ to }) => to)]);
  const further = (FROM.get(at) ?? []).filter(({ to }) => !visited.has(to));
  if (further.length === 0) return [[...before]];
  return further.flatMap((move) => waysFrom(move.to, [...before, move]));
}

describe('no claim ends in silence', () => {
  it('by any move of the table: what brings it to rest is told', () => {
    expect(MOVES.length).toBeGreaterThan(50);
    expect(silentMoves(MOVES)).toEqual([]);
  });

  it('on any way through the table', () => {
    const ways = waysFrom('received', []);
    const resting = ways.filter((way) => way.some(({ to }) => isSettledStatus(to)));
    expect(resting.length).toBeGreaterThan(100);
    expect([...new Set(resting.flatMap(silentMoves))]).toEqual([]);
  });

  it('however often it is opened again: each of its ends is told', () => {
    const lives = fc.array(fc.nat(), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(lives, (choices) => {
        let at: ClaimStatus = 'received';
        let ends = 0;
        let told = 0;
        for (const choice of choices) {
          const moves: readonly Move[] = FROM.get(at) ?? [];
          const move = moves[choice % Math.max(1, moves.length)];
          if (move === undefined) continue;
          if (isSettledStatus(move.to)) {
            ends += 1;
            told += toldBy(move).length > 0 ? 1 : 0;
          }
          at = move.to;
        }
        expect(told).toBe(ends);
      }),
    );
  });

  it.each(REST_EVENTS)('%s becomes a notice that gives the reason and can be answered', (kind) => {
    const key = (NOTICE_OF_EVENT as Readonly<Record<string, string>>)[kind];
    const text = noticeText(key ?? '');
    if (text === null) throw new Error(`Nobody is told of ${kind}.`);
    for (const language of ['en', 'zh-CN'] as const) {
      const parts = [text.happened, text.next, text.byWhen, text.yourPart].map(
        (part) => part[language],
      );
      expect(parts.every((part) => part.trim().length > 0)).toBe(true);
      const isReasoned = parts.some((part) =>
        mentionedIn(part).some((name) => ['summary', 'amount', 'reason'].includes(name)),
      );
      expect({ kind, language, isReasoned }).toEqual({ kind, language, isReasoned: true });
    }
  });

  it('and nothing that is said to be told at rest is a command that does not end anything', () => {
    const ending = new Set(MOVES.filter(({ to }) => isSettledStatus(to)).map((one) => one.command));
    expect(Object.keys(TOLD_AT_REST).sort()).toEqual([...ending].sort());
  });
});
