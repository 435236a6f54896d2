import { ACCOUNT_TYPES, SIDES } from '../account';
import type { AccountType, Side } from '../account';
import { MICROSECONDS } from './journal-grammar';
import { CHART } from './manifest';
import { list, nullOr, oneOf, parseShaped, record, text } from './shape';

/** When and why something was closed for ever; times are as `2026-03-01T08:00:00.000000Z`. */
export interface Closing {
  readonly closedAt: string;
  readonly closedBy: string;
  readonly reason: string;
}

export interface ChartAccount {
  readonly code: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly type: AccountType;
  readonly normalSide: Side;
  /** The one currency that may stand on the account; null where each has a balance of its own. */
  readonly currency: string | null;
  readonly dimensions: readonly string[];
  /** Null while it is open. */
  readonly closing: Closing | null;
}

/** A period that was closed: nothing counts before its end any more. */
export interface PeriodClosing extends Closing {
  readonly closedUntil: string;
}

/** The chart of accounts and the closings, as they were when the bundle was written. */
export interface Chart {
  readonly accounts: readonly ChartAccount[];
  /** In their order. */
  readonly periodClosings: readonly PeriodClosing[];
}

/** As in a journal, but without its quotes. */
const TIME = text(new RegExp(`^${MICROSECONDS.slice(1, -1)}$`));
const CLOSING = { closedAt: TIME, closedBy: text(), reason: text() };
const SHAPE = record({
  accounts: list(
    record({
      code: text(),
      nameEn: text(),
      nameZh: text(),
      type: oneOf(...ACCOUNT_TYPES),
      normalSide: oneOf(...SIDES),
      currency: nullOr(text(/^[A-Z]{3}$/)),
      dimensions: list(text()),
      closing: nullOr(record(CLOSING)),
    }),
  ),
  periodClosings: list(record({ closedUntil: TIME, ...CLOSING })),
});

export function formatChart(chart: Chart): string {
  return `${JSON.stringify(chart, null, 2)}\n`;
}

/** Reads the chart; refuses as `ledger.bad_bundle` what has another form. */
export function parseChart(json: string): Chart {
  return parseShaped(CHART, json, SHAPE) as Chart;
}
