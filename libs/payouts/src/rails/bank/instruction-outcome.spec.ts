import fc from 'fast-check';

import { Money } from '@app/money';

import { railOrder } from '../../domain/payout-order';
import type { BankWord } from './bank-report';
import { BANK_WORDS } from './bank-report';
import { instructionOutcome } from './instruction-outcome';
import type { BankEvidence } from './instruction-outcome';

const ORDER = railOrder('pyo_01h455vb4pex5vsknk084sn02q', Money.of(19_900n, 'EUR'), {
  route: 'account',
  kind: 'bank',
  account: 'GB29NWBK60161331926819',
  name: 'Lin Xiaoman',
});
const RELEASED = { requestDigest: ORDER.requestDigest, isReleased: true };
const AT = new Date('2026-11-26T00:00:00Z');

const said = (word: BankWord, wish: Partial<BankEvidence> = {}): BankEvidence => ({
  lineId: `line-${word}`,
  word,
  money: ORDER.money.toJson(),
  code: null,
  at: AT,
  ...wish,
});
const endOf = (reported: readonly BankEvidence[], known = RELEASED): string => {
  const answer = instructionOutcome(ORDER, known, reported);
  return answer.outcome === 'unknown' ? answer.reason : answer.outcome;
};

describe('what became of a bank instruction', () => {
  it('is nothing where none was handed in, and a conflict where another one was', () => {
    expect(instructionOutcome(ORDER, null, [])).toEqual({ outcome: 'not_found' });
    expect(endOf([], { requestDigest: 'other', isReleased: false })).toBe('key_conflict');
  });

  it.each<[string, readonly BankEvidence[], string]>([
    ['nothing is said', [], 'pending'],
    ['the bank took it', [said('accepted')], 'pending'],
    ['only something else is said', [said('other', { money: null })], 'pending'],
    ['it is completed', [said('accepted'), said('completed', { money: null })], 'confirmed'],
    ['it is booked', [said('booked')], 'confirmed'],
    ['the same booking came twice', [said('booked'), said('booked')], 'confirmed'],
    ['it is rejected for a listed reason', [said('rejected', { code: 'AC04' })], 'rejected'],
    ['it is booked and came back', [said('booked'), said('returned')], 'returned'],
    ['it came back first', [said('returned'), said('booked')], 'returned'],
    ['it is rejected for a reason in words', [said('rejected', { code: 'NARR' })], 'unlisted_code'],
    ['it is rejected as a duplicate', [said('rejected', { code: 'AM05' })], 'unlisted_code'],
    ['it is rejected for no reason', [said('rejected')], 'unlisted_code'],
    [
      'it is rejected for the prototype',
      [said('rejected', { code: '__proto__' })],
      'unlisted_code',
    ],
    [
      'one of two reasons is not listed',
      [said('rejected', { code: 'AC04' }), said('rejected', { code: 'X', lineId: '2' })],
      'unlisted_code',
    ],
    ['it is booked twice', [said('booked'), said('booked', { lineId: '2' })], 'echo_mismatch'],
    ['it came back twice', [said('returned'), said('returned', { lineId: '2' })], 'echo_mismatch'],
    [
      'it is rejected and booked',
      [said('rejected', { code: 'AC04' }), said('booked')],
      'echo_mismatch',
    ],
    [
      'it is booked with another amount',
      [said('booked', { money: { currency: 'EUR', amountMinor: '19901' } })],
      'echo_mismatch',
    ],
    [
      'it is rejected in another currency',
      [said('rejected', { code: 'AC04', money: { currency: 'USD', amountMinor: '19900' } })],
      'echo_mismatch',
    ],
    [
      'less of it came back',
      [said('booked'), said('returned', { money: { currency: 'EUR', amountMinor: '19400' } })],
      'echo_mismatch',
    ],
  ])('when %s', (_what, reported, end) => {
    expect(endOf(reported)).toBe(end);
  });

  it('is for people when the bank speaks of what was not released', () => {
    expect(endOf([said('booked')], { ...RELEASED, isReleased: false })).toBe('echo_mismatch');
  });

  it('names our key as the transfer, the day of booking, and the reason of a return', () => {
    expect(instructionOutcome(ORDER, RELEASED, [said('booked')])).toMatchObject({
      transferId: ORDER.key,
      settledAt: AT,
    });
    const back = said('returned', { code: 'AC04' });
    expect(instructionOutcome(ORDER, RELEASED, [back])).toMatchObject({
      ...{ transferId: ORDER.key, returnedAt: AT, code: 'AC04' },
    });
  });

  it('does not depend on the order or the number of reports', () => {
    const evidence = fc.array(
      fc
        .tuple(
          fc.constantFrom(...BANK_WORDS),
          fc.constantFrom('1', '2', '3'),
          fc.constantFrom('AC04', 'NARR', null),
        )
        // A line says one thing, however often it comes.
        .map(([word, line, code]) => said(word, { lineId: [word, line, code].join(), code })),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(evidence, (list) => {
        const once = endOf(list);
        expect(endOf([...list].reverse())).toBe(once);
        expect(endOf([...list, ...list])).toBe(once);
      }),
    );
  });
});
