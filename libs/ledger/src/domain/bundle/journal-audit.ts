import type { Bilingual } from '@app/kernel';

import { BalanceFold } from './balances';
import type { Balance } from './balances';
import type { Chart } from './chart';
import { faultOfText } from './journal-fault';
import { JournalHistory } from './journal-history';
import type { ReversalPair, WaitingReversal } from './journal-history';
import { parseJournalLine } from './journal-line';
import { JournalRules } from './journal-rules';

/**
 * Looks at the journals of a log one after the other: their form, the rules that each keeps to,
 * what it repeats of earlier ones, and what they add up to.
 */
export class JournalAudit {
  private readonly rules: JournalRules;
  private readonly history = new JournalHistory();
  private readonly fold = new BalanceFold();
  private linesSoFar = 0;

  constructor(private readonly chart: Chart) {
    this.rules = new JournalRules(chart);
  }

  /** Adds the line of journal `index`; says what is wrong with it, as a clause after a colon. */
  add(text: string, index: number): Bilingual | null {
    const journal = parseJournalLine(text);
    if (journal === null) return faultOfText(text);
    const fault = this.rules.faultOf(journal) ?? this.history.add(journal, index);
    if (fault !== null) return fault;
    for (const transfer of journal.transfers) this.fold.add(transfer);
    this.linesSoFar += journal.transfers.length;
    return null;
  }

  /** The lines of all journals that were added. */
  get lines(): number {
    return this.linesSoFar;
  }

  /** Which of them reverse others: they are compared once all are added. */
  get reversals(): readonly number[] {
    return this.history.reversals;
  }

  /** The number of the journal with an id, or null. */
  indexOf(id: string): number | null {
    return this.history.indexOf(id);
  }

  faultOfReversal(pair: ReversalPair): Bilingual | null {
    return this.history.faultOfReversal(pair);
  }

  /** The reversals, of those that were compared, whose originals are still to come. */
  get waiting(): readonly WaitingReversal[] {
    return this.history.waiting;
  }

  /** What went through the accounts, in the order of `balances.json`. */
  balances(): Balance[] {
    return this.fold.balances(this.chart.accounts);
  }
}
