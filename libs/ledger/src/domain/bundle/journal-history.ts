import { isId, laneOfId } from '@app/kernel';
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

/** A reversal in a log that has not its original yet. */
export interface WaitingReversal {
  /** Its number in the log. */
  readonly index: number;
  readonly id: string;
  readonly reversesId: string;
}

/**
 * The log takes journals by their ids, which begin with the time: what was made before a reversal
 * stands before it. Ids of one statement are made one after the other, which takes a moment.
 */
const ORDER_ALLOWANCE_MS = 1_000;

/** What the journals of a ledger keep to together: unique ids, keys and reversals. */
export class JournalHistory {
  private readonly ids = new FingerprintTable();
  private readonly keys = new FingerprintTable();
  private readonly words = new Uint32Array(FINGERPRINT_WORDS);
  private readonly reversalsSoFar: number[] = [];
  /** The number of the first reversal of a journal, by the number of that journal. */
  private readonly reversedBy = new Map<number, number>();
  /** Those whose originals are still to come, by the ids of these. */
  private readonly waitingFor = new Map<string, WaitingReversal>();

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

  /** The reversals, of those that were compared, whose originals are still to come. */
  get waiting(): readonly WaitingReversal[] {
    return [...this.waitingFor.values()];
  }

  /**
   * What is wrong with a reversal: its lines are those of the original, each with debit and credit
   * exchanged, and it is the only one. Clocks of two processes differ, so that a log may end
   * between a reversal and an original with a later id: then it waits.
   */
  faultOfReversal({ index, reversal, originalIndex, original }: ReversalPair): Bilingual | null {
    const id = reversal.reversesId ?? '';
    if (originalIndex === null || original === null) return this.faultOfWaiting(reversal, index);
    const earlier = this.reversedBy.get(originalIndex);
    if (earlier !== undefined) return reversedTwice(id, earlier);
    this.reversedBy.set(originalIndex, index);
    if (originalIndex !== index && isMirror(reversal, original)) return null;
    return {
      en: `it is not the exact mirror of ${id}, which it reverses`,
      'zh-CN': `与其冲销的 ${id} 并非逐行相反`,
    };
  }

  private faultOfWaiting({ id, lane, reversesId }: JournalLine, index: number): Bilingual | null {
    const originalId = reversesId ?? '';
    const mayCome =
      isId(originalId, 'jnl') &&
      laneOfId(originalId) === lane &&
      this.timeOf(originalId) >= this.timeOf(id) - ORDER_ALLOWANCE_MS;
    if (!mayCome) {
      return {
        en: `it reverses ${originalId}, which is not in the log`,
        'zh-CN': `它冲销的 ${originalId} 不在日志中`,
      };
    }
    const earlier = this.waitingFor.get(originalId);
    if (earlier !== undefined) return reversedTwice(originalId, earlier.index);
    this.waitingFor.set(originalId, { index, id, reversesId: originalId });
    return null;
  }

  /** When an id was made, in milliseconds: its first 48 bits (UUIDv7, RFC 9562 §5.7). */
  private timeOf(id: string): number {
    fingerprintOfId(id, this.words);
    const [high = 0, low = 0] = this.words;
    return high * 2 ** 16 + (low >>> 16);
  }
}

function reversedTwice(id: string, earlier: number): Bilingual {
  return {
    en: `it reverses ${id}, as number ${earlier} does already`,
    'zh-CN': `它冲销的 ${id} 已由第 ${earlier} 号冲销`,
  };
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
