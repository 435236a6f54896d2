import { ageInDays } from '@app/payouts';
import type {
  BookReport,
  BreakWordEntity,
  ReconciliationBreakEntity,
  StatementEntity,
  StatementLineEntity,
  StatementMatchEntity,
  StatementWithdrawals,
  Tally,
  UndoneBreakEntity,
} from '@app/payouts';

/** A statement that was taken in, and what people said of withdrawing it. */
export function presentStatement(
  statement: StatementEntity,
  { words, withdrawn }: StatementWithdrawals,
): object {
  const { id, rail, currency, source, account, format, lineCount, newLineCount } = statement;
  const { sha256, fileName, takenBy, openingMinor, closingMinor, edition } = statement;
  return {
    ...{ id, rail, currency, source, account, format },
    ...{ from: statement.fromAt.toISOString(), to: statement.toAt.toISOString() },
    ...(openingMinor === null ? {} : { opening: money(currency, openingMinor) }),
    ...(closingMinor === null ? {} : { closing: money(currency, closingMinor) }),
    ...{ lineCount, newLineCount, edition, sha256, fileName, takenBy },
    takenAt: statement.takenAt.toISOString(),
    ...(words.length === 0 ? {} : { withdrawals: presentWithdrawals(words) }),
    ...(withdrawn === null
      ? {}
      : { withdrawn: { at: withdrawn.withdrawnAt.toISOString(), by: withdrawn.withdrawnBy } }),
  };
}

function presentWithdrawals(words: StatementWithdrawals['words']): object[] {
  const proposals = words.filter(({ word }) => word === 'propose');
  return proposals.map(({ number, note: reason, userId: proposedBy, givenAt }) => {
    const said = words.find((one) => one.number === number && one.word !== 'propose');
    const verdict = said && {
      ...{ verdict: said.word, note: said.note, approverId: said.userId },
      givenAt: said.givenAt.toISOString(),
    };
    const proposed = { number, reason, proposedBy, proposedAt: givenAt.toISOString() };
    return { ...proposed, ...(verdict === undefined ? {} : { verdict }) };
  });
}

/** A line of a statement. */
export function presentLine(line: StatementLineEntity): object {
  const { id, statementId, lineId, kind, direction, currency, amountMinor, key, transferId } = line;
  return {
    ...{ id, statementId, lineId, kind, direction, money: money(currency, amountMinor) },
    bookedAt: line.bookedAt.toISOString(),
    ...(key === null ? {} : { key }),
    ...(transferId === null ? {} : { transferId }),
    text: line.text,
  };
}

/** With which booking a line is matched, and by what; one that people match say so. */
export function presentMatch(match: StatementMatchEntity): object {
  const { id, lineId, journalId, journalLine, kind, causeId, matchedBy, actorId } = match;
  return {
    ...{ id, lineId, entryId: `${journalId}/${String(journalLine)}`, kind, about: causeId },
    ...{ by: matchedBy, actorId, matchedAt: match.matchedAt.toISOString() },
  };
}

/** The report on one account. */
export function presentReport(report: BookReport): object {
  const { book, stated, statementMinor, unexplainedMinor, matchedCount, isClean } = report;
  const { currency } = book;
  const tally = presentTally(currency);
  return {
    ...book,
    ...(stated === null
      ? {}
      : { stated: { from: stated.from.toISOString(), until: stated.until.toISOString() } }),
    balances: {
      ledger: money(currency, report.ledgerMinor),
      inTransit: money(currency, report.inTransitMinor),
      ...(statementMinor === null ? {} : { statement: money(currency, statementMinor) }),
      ...(unexplainedMinor === null ? {} : { unexplained: money(currency, unexplainedMinor) }),
    },
    matched: { count: matchedCount },
    unstated: tally(report.unstated),
    breaks: tally(report.breaks),
    byAge: tallies(report.ages, tally),
    byKind: tallies(report.kinds, tally),
    isClean,
  };
}

function presentTally(currency: string): (tally: Tally) => object {
  return ({ count, effectMinor }) => ({ count, effect: money(currency, effectMinor) });
}

function tallies(
  columns: Readonly<Record<string, Tally>>,
  present: (tally: Tally) => object,
): Record<string, object> {
  return Object.fromEntries(Object.entries(columns).map(([name, one]) => [name, present(one)]));
}

/** What else there is to say of a break. */
export interface BreakSurroundings {
  readonly lines: ReadonlyMap<string, StatementLineEntity>;
  readonly words: readonly BreakWordEntity[];
  readonly undone: ReadonlyMap<string, UndoneBreakEntity>;
  readonly now: Date;
}

/** A break with its line, whose it is, what people said and how it ended. */
export function presentBreak(
  found: ReconciliationBreakEntity,
  { lines, words, undone, now }: BreakSurroundings,
): object {
  const { id, rail, kind, reason, currency, effectMinor, since, payoutId, statementId } = found;
  const { ownerId, ownerNote, journalId, journalLine } = found;
  const line = lines.get(found.lineId ?? '');
  return {
    ...{ id, rail, kind, reason, effect: money(currency, effectMinor) },
    since: since.toISOString(),
    ageDays: ageInDays(since, now),
    foundAt: found.foundAt.toISOString(),
    ...(payoutId === null ? {} : { payoutId }),
    ...(line === undefined ? {} : { line: presentLine(line) }),
    ...(journalId === null ? {} : { entryId: `${journalId}/${String(journalLine)}` }),
    ...(statementId === null ? {} : { statementId }),
    ...(ownerId === null ? {} : { owner: { id: ownerId, note: ownerNote } }),
    words: words.filter(({ breakId }) => breakId === id).map(presentWord),
    ...presentEnd(found),
    ...presentUndone(undone.get(id)),
  };
}

function presentUndone(undone: UndoneBreakEntity | undefined): object {
  if (undone === undefined) return {};
  return { undone: { at: undone.undoneAt.toISOString(), by: undone.undoneBy } };
}

function presentWord({ how, against, userId, note, givenAt }: BreakWordEntity): object {
  const at = givenAt.toISOString();
  return { how, ...(against === '' ? {} : { against }), by: userId, note, at };
}

function presentEnd({ endedAt, howEnded, endedBy, endNote }: ReconciliationBreakEntity): object {
  if (endedAt === null) return {};
  const ended = { at: endedAt.toISOString(), how: howEnded, by: endedBy };
  return { ended: { ...ended, ...(endNote === null ? {} : { note: endNote }) } };
}

function money(currency: string, amountMinor: bigint): object {
  return { currency, amountMinor: amountMinor.toString() };
}
