import { laneOfId } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import { AMOUNT_MINOR_MAX } from '@app/money';

import { LINES_MAX } from '../journal';
import { quotedCode } from './balances';
import type { Chart, ChartAccount } from './chart';
import type { JournalLine, TransferLine } from './journal-line';

/** A closing, from when on everything that is posted has to keep to it. */
interface BindingClosing {
  readonly bindsFrom: string;
  readonly closedUntil: string;
}

interface KnownAccount extends ChartAccount {
  /** Null while it is open. */
  readonly closedFrom: string | null;
}

/**
 * A transaction is booked at the time when it began, and may have begun before a closing that it
 * then waited for, or went before; and server clocks are set. An hour is not held against it.
 */
const CLOSING_ALLOWANCE_MS = 3_600_000;

const AMOUNT_MAX = AMOUNT_MINOR_MAX.toString();

/** What each journal of the ledger has to keep to by itself, given the chart and the closings. */
export class JournalRules {
  private readonly accounts: ReadonlyMap<string, KnownAccount>;
  /** The latest first. */
  private readonly closings: readonly BindingClosing[];
  private readonly periodEnds: ReadonlySet<string>;
  /** The end of the last closed period; empty when none was closed. */
  private readonly openFrom: string;

  constructor({ accounts, periodClosings }: Chart) {
    this.accounts = new Map(
      accounts.map((account) => [
        quotedCode(account.code),
        {
          ...account,
          closedFrom: account.closing === null ? null : afterAllowance(account.closing.closedAt),
        },
      ]),
    );
    this.closings = periodClosings
      .map(({ closedAt, closedUntil }) => ({ bindsFrom: afterAllowance(closedAt), closedUntil }))
      .reverse();
    this.openFrom = periodClosings.at(-1)?.closedUntil ?? '';
    this.periodEnds = new Set(periodClosings.map(({ closedUntil }) => closedUntil));
  }

  /** What is wrong with a journal, as a clause that goes on after a colon; null when nothing is. */
  faultOf(journal: JournalLine): Bilingual | null {
    const { lane, id, postedAt, transfers } = journal;
    if (laneOfId(id) !== lane) {
      return { en: `its id is not of lane ${lane}`, 'zh-CN': `其编号不属于分区 ${lane}` };
    }
    if (transfers.length > LINES_MAX) {
      const count = transfers.length;
      return { en: `it has ${count} lines`, 'zh-CN': `共有 ${count} 行，超出上限` };
    }
    for (const transfer of transfers) {
      const fault = this.faultOfLine(transfer, postedAt);
      if (fault !== null) return fault;
    }
    return this.faultOfTimes(journal);
  }

  private faultOfLine(
    { debit, credit, currency, amountMinor }: TransferLine,
    postedAt: string,
  ): Bilingual | null {
    if (amountMinor.length >= AMOUNT_MAX.length && amountMinor > AMOUNT_MAX) {
      return {
        en: `the amount ${amountMinor} is larger than any that can be booked`,
        'zh-CN': `金额 ${amountMinor} 超出可记账的最大值`,
      };
    }
    if (debit === credit) {
      return {
        en: `a line goes from account ${debit} to itself`,
        'zh-CN': `有一行的借贷科目同为 ${debit}`,
      };
    }
    return (
      this.faultOfAccount(debit, currency, postedAt) ??
      this.faultOfAccount(credit, currency, postedAt)
    );
  }

  private faultOfAccount(code: string, currency: string, postedAt: string): Bilingual | null {
    const account = this.accounts.get(code);
    if (account === undefined) {
      return { en: `account ${code} is not in the chart`, 'zh-CN': `科目表中没有科目 ${code}` };
    }
    if (account.currency !== null && account.currency !== currency) {
      return {
        en: `account ${code} is kept in ${account.currency}, not in ${currency}`,
        'zh-CN': `科目 ${code} 只能记 ${account.currency}，不能记 ${currency}`,
      };
    }
    if (account.closedFrom !== null && postedAt > account.closedFrom) {
      return {
        en: `account ${code} was closed before it was posted`,
        'zh-CN': `入账时科目 ${code} 已关闭`,
      };
    }
    return null;
  }

  /** It counts from when it occurred, or from the end of a closed period: the later of the two. */
  private faultOfTimes({ occurredAt, effectiveAt, postedAt }: JournalLine): Bilingual | null {
    const occurred = inMicroseconds(occurredAt);
    if (effectiveAt !== occurred) {
      if (effectiveAt < occurred || !this.periodEnds.has(effectiveAt)) {
        return {
          en: `it takes effect at ${effectiveAt}, which is neither when it occurred nor the end of a closed period`,
          'zh-CN': `生效时间 ${effectiveAt} 既不是发生时间，也不是已结账期间的终点`,
        };
      }
    }
    if (effectiveAt >= this.openFrom) return null;
    const closing = this.closings.find(({ bindsFrom }) => bindsFrom < postedAt);
    if (closing === undefined || closing.closedUntil <= effectiveAt) return null;
    return {
      en: `it was posted into the period up to ${closing.closedUntil}, which was closed`,
      'zh-CN': `记入了已于 ${closing.closedUntil} 截止结账的期间`,
    };
  }
}

/** A time of three to six places with all six: `padEnd` would take ten times as long. */
function inMicroseconds(time: string): string {
  return `${time.slice(0, -1)}${'000Z'.slice(time.length - MILLISECONDS_LENGTH)}`;
}

const MILLISECONDS_LENGTH = '2026-03-01T08:00:00.000Z'.length;

function afterAllowance(closedAt: string): string {
  const milliseconds = new Date(Date.parse(closedAt) + CLOSING_ALLOWANCE_MS).toISOString();
  return `${milliseconds.slice(0, -1)}000Z`;
}
