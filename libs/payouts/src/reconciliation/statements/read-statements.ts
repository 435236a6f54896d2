import { isUtf8 } from 'node:buffer';

import { readAlipayBill } from '../../rails/alipay/read-alipay-bill';
import type { BankReport } from '../../rails/bank/bank-report';
import { parseCamt053 } from '../../rails/bank/read-bank-report';
import { readFundBill } from '../../rails/wechat/read-fund-bill';
import { readShanghaiTime } from '../../domain/shanghai-time';
import type { Statement } from '../../domain/statement-line';
import { CASH } from '../domain/reconcilable';
import { STATEMENT_FORMATS } from '../persistence/statement.entity';
import type { StatementFormat } from '../persistence/statement.entity';
import { soundStatement } from './sound-statement';
import type { SoundStatement } from './sound-statement';
import { readStatementCsv } from './statement-csv';
import { dayMissing, formatOfOtherRail, railMissing, unknownFormat } from './statement-refusal';

/** What whoever hands a file in says of it, where the file itself does not. */
export interface StatementWords {
  /** Whose account it is of: a rail by its name, or `cash`. Null where the format says so. */
  readonly rail: string | null;
  readonly account: string | null;
  /** The day in Shanghai of a fund bill, `2026-11-26`. */
  readonly day: string | null;
  /** Where the days of a bank begin. */
  readonly timeZone: string;
}

type KnownWords = StatementWords & { readonly rail: string };

/** How one kind of file is told from others and read. One more kind is one more entry. */
interface StatementParser {
  readonly looksLike: (bytes: Buffer) => boolean;
  /** Whose statements come in it; any rail's without it. */
  readonly rails?: readonly string[];
  /** Of a statement without lines and balances. */
  readonly currencyIfEmpty: string;
  readonly read: (bytes: Buffer, words: KnownWords) => readonly Statement[];
}

const PARSERS: Readonly<Record<StatementFormat, StatementParser>> = {
  'camt.053': {
    looksLike: (bytes) => startOf(bytes).startsWith('<'),
    rails: ['bank', CASH],
    currencyIfEmpty: '',
    read: (bytes, { timeZone }) => parseCamt053(bytes, timeZone).map(fromBank),
  },
  'wechat-fund-bill': {
    looksLike: (bytes) => startOf(bytes).startsWith('记账时间'),
    rails: ['wechat'],
    currencyIfEmpty: 'CNY',
    read: (bytes, { account, day }) => {
      const text = bytes.toString('utf8');
      const stated = day ?? FIRST_DAY.exec(text)?.[1];
      if (stated === undefined || readShanghaiTime(`${stated} 00:00:00`) === null) {
        throw dayMissing();
      }
      return [readFundBill(text, { account: account ?? 'wechat', day: stated })];
    },
  },
  'alipay-bill': {
    looksLike: (bytes) => decoded(bytes.subarray(0, 4_096)).includes('账务明细'),
    rails: ['alipay'],
    currencyIfEmpty: 'CNY',
    read: (bytes) => [readAlipayBill(bytes)],
  },
  csv: {
    looksLike: (bytes) => startOf(bytes).startsWith('line_id,'),
    currencyIfEmpty: '',
    read: (bytes, { rail, account }) => {
      if (!isUtf8(bytes)) throw unknownFormat();
      return readStatementCsv(bytes.toString('utf8'), { source: rail, account: account ?? rail });
    },
  },
};

/** The first line of a fund bill begins with its time, behind a backtick. */
const FIRST_DAY = /^`(\d{4}-\d\d-\d\d) /m;

export interface ReadFile {
  readonly format: StatementFormat;
  readonly rail: string;
  readonly statements: readonly SoundStatement[];
}

/**
 * Reads the statements in a file, whichever format it is in unless one is named. Throws
 * `statement.*` and `bank.report_*` for the whole file: of what cannot be gone by nothing is taken.
 */
export function readStatements(
  bytes: Buffer,
  wanted: StatementFormat | 'auto',
  words: StatementWords,
): ReadFile {
  const format =
    wanted === 'auto' ? STATEMENT_FORMATS.find((one) => PARSERS[one].looksLike(bytes)) : wanted;
  if (format === undefined) throw unknownFormat();
  const { rails, read, currencyIfEmpty } = PARSERS[format];
  const rail = words.rail ?? rails?.[0];
  if (rail === undefined) throw railMissing();
  if (rails?.includes(rail) === false) throw formatOfOtherRail(format, rail);
  const found = read(bytes, { ...words, rail });
  const statements = found.map((one) => soundStatement(one, currencyIfEmpty));
  if (statements.length === 0) throw unknownFormat();
  return { format, rail, statements };
}

/** The account statements of a report of the bank, as it was read for the bank rail. */
export function bankStatements(report: BankReport): readonly SoundStatement[] {
  if (report.kind !== 'camt.053') return [];
  return report.statements.map((one) => soundStatement(fromBank(one), ''));
}

/** A bank numbers the lines of each account by itself. */
function fromBank(statement: Statement): Statement {
  return { ...statement, source: `bank ${statement.account}` };
}

function startOf(bytes: Buffer): string {
  return bytes
    .subarray(0, 256)
    .toString('utf8')
    .replace(/^\uFEFF?\s*/, '');
}

/** A cut in the middle of a character spoils that character only. */
function decoded(bytes: Buffer): string {
  const utf8 = bytes.toString('utf8');
  return utf8.includes('账务明细') ? utf8 : new TextDecoder('gb18030').decode(bytes);
}
