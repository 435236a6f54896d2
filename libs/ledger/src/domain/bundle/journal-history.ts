import { isId } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

import {
  FINGERPRINT_WORDS,
  FingerprintTable,
  fingerprintOfId,
  fingerprintOfText,
} from './fingerprint-table';
import type { JournalLine, TransferLine } from './journal-line';

/** A reversal and what it reverses, each with its number in the log. */
export interface ReversalPair {
  readonly index: number;
  readonly reversal: JournalLine;
  /** Null when it is not in the log. */
  readonly originalIndex: number | null;
  readonly original: JournalLine | null;
}

/** What the journals of a ledger keep to together: unique ids, keys and reversals. */
export class JournalHistory {
  private readonly ids = new FingerprintTable();
  private readonly keys = new FingerprintTable();
  private readonly words = new Uint32Array(FINGERPRINT_WORDS);
  private readonly reversalsSoFar: number[] = [];
  /** The number of the first reversal of a journal, by the number of that journal. */
  private readonly reversedBy = new Map<number, number>();

  /** Adds the next journal; says what it repeats of an earlier one, as a clause after a colon. */
  add({ lane, id, idempotencyKey, reversesId }: JournalLine, index: number): Bilingual | null {
    fingerprintOfId(id, this.words);
    const sameId = this.ids.add(this.words, index);
    if (sameId !== null) {
      return { en: `number ${sameId} has the same id`, 'zh-CN': `与第 ${sameId} 号编号相同` };
    }
    fingerprintOfText(`${lane} ${idempotencyKey}`, this.words);
    const sameKey = this.keys.add(this.words, index);
    if (sameKey !== null) {
      return {
        en: `number ${sameKey} has the same idempotency key`,
        'zh-CN': `与第 ${sameKey} 号的幂等键相同`,
      };
    }
    if (reversesId !== null) this.reversalsSoFar.push(index);
    return null;
  }

  /** The numbers of the journals that reverse others. */
  get reversals(): readonly number[] {
    return this.reversalsSoFar;
  }

  /** The number of the journal with an id, or null. */
  indexOf(id: string): number | null {
    if (!isId(id, 'jnl')) return null;
    fingerprintOfId(id, this.words);
    return this.ids.find(this.words);
  }

  /**
   * What is wrong with a reversal: its lines are those of the original, each with debit and credit
   * exchanged, and it is the only one.
   */
  faultOfReversal({ index, reversal, originalIndex, original }: ReversalPair): Bilingual | null {
    const id = reversal.reversesId ?? '';
    if (originalIndex === null || original === null) {
      return {
        en: `it reverses ${id}, which is not in the log`,
        'zh-CN': `它冲销的 ${id} 不在日志中`,
      };
    }
    const earlier = this.reversedBy.get(originalIndex);
    if (earlier !== undefined) {
      return {
        en: `it reverses ${id}, as number ${earlier} does already`,
        'zh-CN': `它冲销的 ${id} 已由第 ${earlier} 号冲销`,
      };
    }
    this.reversedBy.set(originalIndex, index);
    if (originalIndex !== index && isMirror(reversal, original)) return null;
    return {
      en: `it is not the exact mirror of ${id}, which it reverses`,
      'zh-CN': `与其冲销的 ${id} 并非逐行相反`,
    };
  }
}

function isMirror(reversal: JournalLine, original: JournalLine): boolean {
  const exchanged = original.transfers.map((line) => ({
    ...line,
    debit: line.credit,
    credit: line.debit,
  }));
  return reversal.lane === original.lane && contentOf(reversal.transfers) === contentOf(exchanged);
}

/** The lines as one text, whatever their order. */
function contentOf(transfers: readonly TransferLine[]): string {
  return transfers
    .map(({ debit, credit, currency, amountMinor, dimensions }) =>
      JSON.stringify([debit, credit, currency, amountMinor, dimensions]),
    )
    .sort()
    .join('\n');
}
