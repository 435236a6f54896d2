import { isCalendarDay } from '@app/kernel';
import { isCurrency, parseDecimal } from '@app/money';
import type { Money } from '@app/money';

import { excerpt } from '../excerpt';
import { dayStart } from './local-date';
import { unsound } from './report-refusal';
import { firstAt, textAt } from './xml/xml-path';
import type { XmlElement } from './xml/read-xml';

/** An amount with its currency; null where there is none. `bank.report_unsound` for a wrong one. */
export function moneyAt(element: XmlElement, ...path: readonly string[]): Money | null {
  const amount = firstAt(element, ...path);
  if (amount === null) return null;
  const currency = amount.attributes.get('Ccy') ?? '';
  if (isCurrency(currency) && /^\d{1,15}(\.\d{1,5})?$/.test(amount.text)) {
    try {
      return parseDecimal(amount.text, currency);
    } catch {
      // More decimals than the currency has: said below.
    }
  }
  throw unsound(
    `"${excerpt(`${amount.text} ${currency}`).slice(0, 60)}" is no amount`,
    `“${excerpt(`${amount.text} ${currency}`).slice(0, 60)}”不是有效金额`,
  );
}

/**
 * Whether money came in or left: `CRDT` or `DBIT` and nothing else, because a sign that was guessed
 * turns a payout into a return. `bank.report_unsound` names the place in the file by its path.
 */
export function directionAt(element: XmlElement, path: string): 'in' | 'out' {
  const said = textAt(element, 'CdtDbtInd');
  if (said === 'CRDT') return 'in';
  if (said === 'DBIT') return 'out';
  const saw = said === null ? 'missing' : `"${excerpt(said).slice(0, 20)}"`;
  const sawZh = said === null ? '缺失' : `“${excerpt(said).slice(0, 20)}”`;
  throw unsound(
    `${path}/CdtDbtInd is ${saw}, and has to be CRDT or DBIT`,
    `${path}/CdtDbtInd 为${sawZh}，应为 CRDT 或 DBIT`,
  );
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
const LOCAL_TIME = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d{1,9})?$/;

/** An instant, or a day, which begins in the bank's time zone; null for what is neither. */
export function instantOf(text: string | null, timeZone: string): Date | null {
  if (text === null) return null;
  if (DAY.test(text)) return dayStart(text, timeZone);
  if (INSTANT.test(text)) {
    const at = new Date(text);
    return isCalendarDay(text.slice(0, 10)) && !Number.isNaN(at.getTime()) ? at : null;
  }
  const [, day = '', hour, minute, second] = LOCAL_TIME.exec(text) ?? [];
  const start = dayStart(day, timeZone);
  if (start === null) return null;
  const seconds = Number(hour) * 3_600 + Number(minute) * 60 + Number(second);
  return new Date(start.getTime() + seconds * 1_000);
}

/** The date of an element, written as a day or as an instant, or one directly in it. */
export function dateAt(
  element: XmlElement,
  timeZone: string,
  ...path: readonly string[]
): Date | null {
  const text =
    textAt(element, ...path, 'DtTm') ?? textAt(element, ...path, 'Dt') ?? textAt(element, ...path);
  return instantOf(text, timeZone);
}

/** A reason by its code, or by the bank's own word for it. */
export function codeAt(element: XmlElement, ...path: readonly string[]): string | null {
  const code =
    textAt(element, ...path, 'Cd') ?? textAt(element, ...path, 'Prtry') ?? textAt(element, ...path);
  return code === null ? null : excerpt(code).slice(0, 35);
}

/** An end-to-end id; null where the bank says that there was none. */
export function endToEndId(text: string | null): string | null {
  return text === null || text === 'NOTPROVIDED' ? null : text.slice(0, 35);
}
