import { Money } from '@app/money';

import type { Statement, StatementLine } from '../../domain/statement-line';
import { sumOfLines } from '../../domain/statement-balances';
import { unsoundStatement } from './statement-refusal';

/** A statement that can be gone by, in its one currency. */
export interface SoundStatement extends Statement {
  readonly currency: string;
}

const LINES_MAX = 200_000;
const ID_LENGTH_MAX = 120;
/** Far above what any rail moves at once: a longer amount is a broken file. */
const AMOUNT_MINOR_MAX = 10n ** 15n;
const YEARS = { min: Date.UTC(2000, 0, 1), max: Date.UTC(2201, 0, 1) };
/** What PostgreSQL does not keep, and what nobody can see. */
const UNSAFE = /[\p{Cc}\p{Surrogate}]/u;

/**
 * What every statement has to be, whatever file it comes from: one currency, each line once, times
 * of this age, and with both balances stated opening + in − out = closing. Its span is widened to
 * all of its lines. Throws `statement.unsound`.
 */
export function soundStatement(statement: Statement, currencyIfEmpty: string): SoundStatement {
  const { lines, opening, closing } = statement;
  if (lines.length > LINES_MAX) {
    throw unsoundStatement({ en: 'it has too many lines', 'zh-CN': '明细过多' });
  }
  const monies = [opening, closing, ...lines.map(({ money }) => money)].filter(
    (money) => money !== null,
  );
  const currency = monies[0]?.currency ?? currencyIfEmpty;
  if (currency === '' || monies.some((money) => money.currency !== currency)) {
    throw unsoundStatement({ en: 'it has several currencies, or none', 'zh-CN': '币种不唯一' });
  }
  requireDistinct(lines);
  lines.forEach(requireLine);
  if (opening !== null && closing !== null) requireSum({ lines, opening, closing });
  const times = [statement.from, statement.to, ...lines.map(({ bookedAt }) => bookedAt)];
  const [from, to] = [edge(times, Math.min), edge(times, Math.max)];
  return { ...statement, currency, from, to };
}

function requireDistinct(lines: readonly StatementLine[]): void {
  const seen = new Set<string>();
  for (const { lineId } of lines) {
    if (seen.has(lineId)) {
      throw unsoundStatement(
        { en: 'the id of a line comes twice', 'zh-CN': '明细编号重复' },
        lineId,
      );
    }
    seen.add(lineId);
  }
}

function requireLine({ lineId, transferId, text, money }: StatementLine): void {
  const ids = [lineId, transferId ?? '-'];
  if (
    ids.some((id) => id === '' || id.length > ID_LENGTH_MAX) ||
    UNSAFE.test(ids.join('') + text)
  ) {
    throw unsoundStatement(
      { en: 'a line has an id or a text that no rail writes', 'zh-CN': '明细编号或摘要有误' },
      lineId,
    );
  }
  if (money.amountMinor < 0n || money.amountMinor > AMOUNT_MINOR_MAX) {
    throw unsoundStatement(
      { en: 'a line has an amount that cannot be', 'zh-CN': '明细金额有误' },
      money.toString(),
    );
  }
}

function requireSum({
  lines,
  opening,
  closing,
}: {
  readonly lines: readonly StatementLine[];
  readonly opening: Money;
  readonly closing: Money;
}): void {
  const endMinor = opening.amountMinor + sumOfLines(lines, 'in') - sumOfLines(lines, 'out');
  if (endMinor === closing.amountMinor) return;
  throw unsoundStatement(
    {
      en: `its lines lead from ${opening.toString()} to ${Money.of(endMinor, opening.currency).toString()}, and it says ${closing.toString()}`,
      'zh-CN': '期初余额加减明细与期末余额不符',
    },
    closing.toString(),
  );
}

function edge(times: readonly Date[], choose: (a: number, b: number) => number): Date {
  const at = times.reduce(
    (chosen, time) => choose(chosen, time.getTime()),
    times[0]?.getTime() ?? 0,
  );
  if (at >= YEARS.min && at <= YEARS.max) return new Date(at);
  throw unsoundStatement({ en: 'it is of no time that can be', 'zh-CN': '时间有误' });
}
