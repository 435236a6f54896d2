import { Money } from '@app/money';

import type { BankStatement, BankStatementLine } from './bank-report';
import { linesOfEntry } from './camt-entry';
import { dateAt, directionAt, moneyAt } from './report-fields';
import { unsound } from './report-refusal';
import type { XmlElement } from './xml/read-xml';
import { allAt, textAt } from './xml/xml-path';

/**
 * An account statement of camt.053.001.02 or .08. Only what is booked is a line; one entry for many
 * transfers is one line each. Throws `bank.report_unsound` where balances or batches do not add up.
 */
export function readStatement(
  element: XmlElement,
  { timeZone, path }: { readonly timeZone: string; readonly path: string },
): BankStatement {
  const statementId = textAt(element, 'Id');
  const account =
    textAt(element, 'Acct', 'Id', 'IBAN') ?? textAt(element, 'Acct', 'Id', 'Othr', 'Id');
  if (statementId === null || account === null) {
    throw unsound('a statement has no id or no account', '对账单缺少编号或账号');
  }
  const opening = balanceAt(element, path, ['OPBD', 'PRCD']);
  const closing = balanceAt(element, path, ['CLBD']);
  const all = allAt(element, 'Ntry');
  const entries = all.filter(isBooked);
  const stated = closing?.currency ?? textAt(element, 'Acct', 'Ccy');
  const context = { timeZone, statementId, currency: stated ?? currencyOf(entries) };
  const pathOf = (entry: XmlElement): string => `${path}/Ntry[${String(all.indexOf(entry) + 1)}]`;
  const lines = distinct(
    entries.flatMap((entry, index) =>
      linesOfEntry(entry, index, { ...context, path: pathOf(entry) }),
    ),
  );
  requireSum({ opening, closing, lines });
  const [from, to] = spanOf(element, lines, timeZone);
  return { source: 'bank', account: account.replace(/\s/g, ''), from, to, opening, closing, lines };
}

/** The currency of the first entry, where nothing else says in which the account is. */
function currencyOf([first]: readonly XmlElement[]): string {
  return (first === undefined ? null : moneyAt(first, 'Amt'))?.currency ?? '';
}

function isBooked(entry: XmlElement): boolean {
  return (textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts')) === 'BOOK';
}

/** A balance of one of the kinds, negative when the account is overdrawn. */
function balanceAt(statement: XmlElement, path: string, kinds: readonly string[]): Money | null {
  const all = allAt(statement, 'Bal');
  const found = all.find((one) => kinds.includes(textAt(one, 'Tp', 'CdOrPrtry', 'Cd') ?? ''));
  const money = found === undefined ? null : moneyAt(found, 'Amt');
  if (found === undefined || money === null) return null;
  const direction = directionAt(found, `${path}/Bal[${String(all.indexOf(found) + 1)}]`);
  return direction === 'in' ? money : Money.of(-money.amountMinor, money.currency);
}

/** A bank that gives two lines one reference means two lines: their order tells them apart. */
function distinct(lines: readonly BankStatementLine[]): BankStatementLine[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const count = (seen.get(line.lineId) ?? 0) + 1;
    seen.set(line.lineId, count);
    return count === 1 ? line : { ...line, lineId: `${line.lineId}#${String(count)}` };
  });
}

function requireSum({
  opening,
  closing,
  lines,
}: Pick<BankStatement, 'opening' | 'closing' | 'lines'>): void {
  if (opening === null || closing === null) return;
  const moved = lines.reduce(
    (sum, { direction, money }) =>
      sum + (direction === 'in' ? money.amountMinor : -money.amountMinor),
    0n,
  );
  if (
    opening.currency === closing.currency &&
    opening.amountMinor + moved === closing.amountMinor
  ) {
    return;
  }
  throw unsound(
    'opening balance and entries do not give the closing balance',
    '期初余额加减各笔发生额与期末余额不符',
  );
}

/** The span that the statement names, or that its lines fill. */
function spanOf(
  statement: XmlElement,
  lines: readonly BankStatementLine[],
  timeZone: string,
): readonly [from: Date, to: Date] {
  const times = lines.map(({ bookedAt }) => bookedAt.getTime());
  const made = dateAt(statement, timeZone, 'CreDtTm');
  const from = dateAt(statement, timeZone, 'FrToDt', 'FrDtTm');
  const to = dateAt(statement, timeZone, 'FrToDt', 'ToDtTm');
  const first = times.length === 0 ? null : new Date(times.reduce((a, b) => Math.min(a, b)));
  const last = times.length === 0 ? null : new Date(times.reduce((a, b) => Math.max(a, b)));
  const [begins, ends] = [from ?? first ?? made, to ?? last ?? made];
  if (begins === null || ends === null) throw unsound('a statement has no dates', '对账单没有日期');
  return [begins, ends];
}
