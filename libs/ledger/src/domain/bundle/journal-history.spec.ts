import { JournalHistory } from './journal-history';
import type { JournalLine, TransferLine } from './journal-line';

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const LINE: TransferLine = {
  debit: '5010',
  credit: '2010',
  currency: 'CNY',
  amountMinor: '100',
  dimensions: '{"pack":"p@1"}',
};
const OTHER: TransferLine = { ...LINE, debit: '2010', credit: '1030', amountMinor: '70' };

function journal(number: number, wish: Partial<JournalLine> = {}): JournalLine {
  return {
    lane: 5,
    id: `jnl_01m8beenaye${String(number).padStart(15, '0')}`,
    occurredAt: '',
    effectiveAt: '',
    postedAt: '',
    reversesId: null,
    idempotencyKey: `key-${number}`,
    transfers: [LINE, OTHER],
    ...wish,
  };
}

const exchanged = (line: TransferLine): TransferLine => ({
  ...line,
  debit: line.credit,
  credit: line.debit,
});

describe('the journals of a ledger together', () => {
  it('name the earlier one that a journal repeats', () => {
    const history = new JournalHistory();
    expect(history.add(journal(1), 0)).toBeNull();
    expect(history.add(journal(2), 1)).toBeNull();
    expect(history.add(journal(1, { idempotencyKey: 'free' }), 2)?.en).toBe(
      'number 0 has the same id',
    );
    expect(history.add(journal(3, { idempotencyKey: 'key-2' }), 3)?.en).toBe(
      'number 1 has the same idempotency key',
    );
  });

  it('may use a key once in each lane', () => {
    const history = new JournalHistory();
    expect(history.add(journal(1), 0)).toBeNull();
    expect(history.add(journal(2, { lane: 6, idempotencyKey: 'key-1' }), 1)).toBeNull();
  });

  const original = journal(1);
  const reversal = journal(2, {
    reversesId: original.id,
    transfers: [LINE, OTHER].map(exchanged),
  });

  function faultOf(wish: Partial<JournalLine>, before: Partial<JournalLine>[] = []): string | null {
    const history = new JournalHistory();
    history.add(original, 0);
    const reversals = [...before, wish].map((one) => ({ ...reversal, ...one }));
    const faults = reversals.map((one, at) => {
      history.add({ ...one, id: journal(2 + at).id, idempotencyKey: `r${at}` }, 1 + at);
      const originalIndex = history.indexOf(one.reversesId ?? '');
      return history.faultOfReversal({
        index: 1 + at,
        reversal: one,
        originalIndex,
        original: originalIndex === 0 ? original : null,
      });
    });
    return faults.at(-1)?.en ?? null;
  }

  it('may reverse one another, line by line in any order', () => {
    expect(faultOf({})).toBeNull();
    expect(faultOf({ transfers: [OTHER, LINE].map(exchanged) })).toBeNull();
  });

  const notMirror = `it is not the exact mirror of ${original.id}, which it reverses`;

  it.each<[string, Partial<JournalLine>, string]>([
    [
      'of nothing',
      { reversesId: journal(9).id },
      `it reverses ${journal(9).id}, which is not in the log`,
    ],
    ['of what has no id', { reversesId: 'x' }, 'it reverses x, which is not in the log'],
    ['in another lane', { lane: 6 }, notMirror],
    ['that goes the same way', { transfers: [LINE, OTHER] }, notMirror],
    ['of a part', { transfers: [LINE].map(exchanged) }, notMirror],
    ['with a line twice', { transfers: [LINE, OTHER, OTHER].map(exchanged) }, notMirror],
    [
      'of another amount',
      { transfers: [{ ...LINE, amountMinor: '99' }, OTHER].map(exchanged) },
      notMirror,
    ],
    [
      'in another currency',
      { transfers: [{ ...LINE, currency: 'JPY' }, OTHER].map(exchanged) },
      notMirror,
    ],
    [
      'about something else',
      { transfers: [{ ...LINE, dimensions: '{}' }, OTHER].map(exchanged) },
      notMirror,
    ],
  ])('show a reversal %s', (_, wish, fault) => {
    expect(faultOf(wish)).toBe(fault);
  });

  it('show a second reversal', () => {
    expect(faultOf({}, [{}])).toBe(`it reverses ${original.id}, as number 1 does already`);
  });

  describe('end before what a reversal reverses', () => {
    /** An id of the lane of these journals that was made so much later than theirs. */
    const idAfter = (milliseconds: number, lane = 5): string => {
      const time = '01m8beenay'
        .split('')
        .reduce((sum, digit) => sum * 32 + DIGITS.indexOf(digit), 0);
      let [digits, rest] = ['', time + milliseconds];
      for (let each = 0; each < 10; each += 1) {
        digits = `${DIGITS.charAt(rest % 32)}${digits}`;
        rest = Math.floor(rest / 32);
      }
      return `jnl_${digits}${'0'.repeat(15)}${DIGITS.charAt(lane)}`;
    };
    const waits = (reversesId: string): [string | null, number] => {
      const history = new JournalHistory();
      const pair = {
        index: 3,
        reversal: { ...reversal, reversesId },
        originalIndex: null,
        original: null,
      };
      const fault = history.faultOfReversal(pair)?.en ?? null;
      return [fault, history.waiting.length];
    };

    it.each([
      [86_400_000, 'a day later'],
      [1, 'a moment later'],
      [-1_000, 'in the same statement'],
    ])('and wait for it, when it was made %i ms after: %s', (milliseconds) => {
      expect(waits(idAfter(milliseconds))).toEqual([null, 1]);
    });

    it.each([
      ['made before', idAfter(-1_001)],
      ['of another lane', idAfter(60_000, 6)],
      ['of another kind', idAfter(60_000).replace('jnl', 'clm')],
      ['no id', 'x'],
    ])('and wait in vain for one that is %s', (_, id) => {
      expect(waits(id)).toEqual([`it reverses ${id}, which is not in the log`, 0]);
    });

    it('and show a second reversal of it', () => {
      const history = new JournalHistory();
      const [first, second] = [1, 2].map((index) => {
        const one = { ...reversal, id: journal(index).id, reversesId: idAfter(60_000) };
        return history.faultOfReversal({
          index,
          reversal: one,
          originalIndex: null,
          original: null,
        });
      });
      expect(first).toBeNull();
      expect(second?.en).toBe(`it reverses ${idAfter(60_000)}, as number 1 does already`);
      expect(history.waiting).toEqual([
        { index: 1, id: journal(1).id, reversesId: idAfter(60_000) },
      ]);
    });
  });

  it('show a journal that reverses itself', () => {
    const history = new JournalHistory();
    // Its lines undo each other, so that it is its own mirror.
    const itself = { ...reversal, id: original.id, transfers: [LINE, exchanged(LINE)] };
    history.add(itself, 0);
    const pair = { index: 0, reversal: itself, originalIndex: 0, original: itself };
    expect(history.faultOfReversal(pair)?.en).toBe(notMirror);
  });
});
