import { Money } from '@app/money';

import { payoutIdOfKey } from '../../domain/payout-order';
import type { StatementLineKind } from '../../domain/statement-line';
import { excerpt } from '../excerpt';
import type { BankStatementLine } from './bank-report';
import { codeAt, dateAt, directionAt, endToEndId, moneyAt } from './report-fields';
import { unsound } from './report-refusal';
import type { XmlElement } from './xml/read-xml';
import { allAt, firstAt, textAt } from './xml/xml-path';

/** Sub-families of bank transaction codes (ISO 20022) for what the bank takes for itself. */
const FEES: readonly string[] = ['CHRG', 'COMM', 'FEES'];

/** What an entry without details has for details. */
const NOTHING: XmlElement = { name: 'TxDtls', attributes: new Map(), text: '', children: [] };

export interface EntryContext {
  readonly timeZone: string;
  readonly statementId: string;
  /** Of the account. */
  readonly currency: string;
  /** Where the entry stands in the file: `BkToCstmrStmt/Stmt[1]/Ntry[3]`. */
  readonly path: string;
}

/** An entry, as far as it is the same for all transfers in it. */
interface Booked {
  readonly entry: XmlElement;
  readonly direction: 'in' | 'out';
  readonly money: Money;
  readonly bookedAt: Date;
  readonly reference: string;
}

/** The lines of one booked entry: itself, or each transfer of a batch, which have to add up. */
export function linesOfEntry(
  entry: XmlElement,
  index: number,
  context: EntryContext,
): BankStatementLine[] {
  const booked = bookedEntry(entry, index, context);
  const details = allAt(entry, 'NtryDtls', 'TxDtls');
  details.forEach((one, place) => {
    requireSameDirection(booked, one, `${context.path}/NtryDtls/TxDtls[${String(place + 1)}]`);
  });
  const [only = NOTHING, ...more] = details;
  if (more.length === 0) return [lineOf(booked, only, booked.money)];
  const lines = details.map((one, place) => {
    const line = lineOf(booked, one, transferMoney(one) ?? Money.zero(booked.money.currency));
    // The number of the entry is that of the batch, and of none of its transfers.
    const transferId = textAt(one, 'Refs', 'AcctSvcrRef');
    return { ...line, lineId: `${line.lineId}/${String(place + 1)}`, transferId };
  });
  const sum = lines.reduce((total, { money }) => total + money.amountMinor, 0n);
  const isOne = lines.every(({ money }) => money.currency === booked.money.currency);
  if (isOne && sum === booked.money.amountMinor) return lines;
  throw unsound(
    `the transfers of entry ${String(index + 1)} do not add up to it`,
    `第 ${String(index + 1)} 笔的明细合计与该笔金额不符`,
  );
}

function bookedEntry(
  entry: XmlElement,
  index: number,
  { timeZone, statementId, currency, path }: EntryContext,
): Booked {
  const direction = directionAt(entry, path);
  const money = moneyAt(entry, 'Amt');
  const bookedAt = dateAt(entry, timeZone, 'BookgDt') ?? dateAt(entry, timeZone, 'ValDt');
  if (money === null || bookedAt === null || money.currency !== currency) {
    throw unsound(
      `entry ${String(index + 1)} has no amount in the currency of the account, or no date`,
      `第 ${String(index + 1)} 笔缺少账户币种的金额或日期`,
    );
  }
  const ours = `${statementId}:${textAt(entry, 'NtryRef') ?? String(index + 1)}`;
  const reference = textAt(entry, 'AcctSvcrRef') ?? ours;
  return { entry, direction, money, bookedAt, reference };
}

/** A transfer that says which way it went went the way of its entry: amounts carry no sign. */
function requireSameDirection({ direction }: Booked, details: XmlElement, path: string): void {
  if (firstAt(details, 'CdtDbtInd') === null || directionAt(details, path) === direction) return;
  throw unsound(
    `${path}/CdtDbtInd says another direction than its entry`,
    `${path}/CdtDbtInd 与所属分录方向不一致`,
  );
}

function lineOf(
  { entry, direction, bookedAt, reference }: Booked,
  details: XmlElement,
  money: Money,
): BankStatementLine {
  const named = endToEndId(textAt(details, 'Refs', 'EndToEndId'));
  const key = named !== null && payoutIdOfKey(named) !== null ? named : null;
  return {
    lineId: `${direction}:${reference}`,
    kind: direction === 'in' ? kindIn(entry, details) : kindOut(entry, details, key),
    direction,
    money,
    bookedAt,
    key,
    transferId: textAt(details, 'Refs', 'AcctSvcrRef') ?? textAt(entry, 'AcctSvcrRef'),
    text: textOf(entry, details, named),
    code: codeAt(details, 'RtrInf', 'Rsn'),
  };
}

/** The amount of one transfer of a batch, where each version keeps it. */
function transferMoney(details: XmlElement): Money | null {
  return (
    moneyAt(details, 'Amt') ??
    moneyAt(details, 'AmtDtls', 'TxAmt', 'Amt') ??
    moneyAt(details, 'AmtDtls', 'InstdAmt', 'Amt')
  );
}

/** Money that came back says so: a reason of its return, or that a booking was reversed. */
function isReturn(entry: XmlElement, details: XmlElement): boolean {
  return textAt(entry, 'RvslInd') === 'true' || firstAt(details, 'RtrInf') !== null;
}

function kindIn(entry: XmlElement, details: XmlElement): StatementLineKind {
  return isReturn(entry, details) ? 'return' : 'other';
}

function kindOut(entry: XmlElement, details: XmlElement, key: string | null): StatementLineKind {
  if (isReturn(entry, details)) return 'other';
  if (key !== null) return 'payout';
  const path = ['BkTxCd', 'Domn', 'Fmly', 'SubFmlyCd'];
  const code = textAt(details, ...path) ?? textAt(entry, ...path) ?? '';
  return FEES.includes(code) ? 'fee' : 'other';
}

function textOf(entry: XmlElement, details: XmlElement, named: string | null): string {
  const words = [
    named,
    ...allAt(details, 'RmtInf', 'Ustrd').map(({ text }) => text),
    codeAt(details, 'RtrInf', 'Rsn'),
    textAt(entry, 'AddtlNtryInf'),
  ];
  return excerpt(words.filter((word) => word !== null && word !== '').join(' · '));
}
