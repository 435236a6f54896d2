import fc from 'fast-check';
import { canonicalize } from 'json-canonicalize';

import { canonicalJournal } from '../canonical-journal';
import type { CanonicalJournal } from '../canonical-journal';
import { aJournal, aLine, anyJournal } from '../testing/sample-journals';
import { faultOfText } from './journal-fault';
import { parseJournalLine } from './journal-line';

/** What JSON writes between the quotes. */
function quoted(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

const GOOD = aJournal({
  transfers: [aLine({ dimensions: { pack: 'p@1', rail: 'simulated' } })],
});

describe('the line of a journal', () => {
  it('is read back as it was written, whatever the texts hold', () => {
    fc.assert(
      fc.property(anyJournal, (one) => {
        expect(parseJournalLine(canonicalJournal(one))).toEqual({
          lane: one.lane,
          id: one.id,
          occurredAt: one.occurredAt,
          effectiveAt: one.effectiveAt,
          postedAt: one.postedAt,
          reversesId: one.reversesId === null ? null : quoted(one.reversesId),
          idempotencyKey: quoted(one.idempotencyKey),
          transfers: one.transfers.map(({ dimensions, ...line }) => ({
            ...line,
            debit: quoted(line.debit),
            credit: quoted(line.credit),
            dimensions: canonicalize(dimensions),
          })),
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it('is refused when it could be written otherwise: one text, one journal', () => {
    const edit = fc.tuple(
      fc.nat(),
      fc.nat({ max: 3 }),
      fc.string({ unit: 'binary', maxLength: 2 }),
    );
    let read = 0;
    fc.assert(
      fc.property(anyJournal, edit, (one, [place, deleted, inserted]) => {
        const line = canonicalJournal(one);
        const at = place % line.length;
        const edited = line.slice(0, at) + inserted + line.slice(at + deleted);
        // A file holds UTF-8, in which a half of a character cannot be written.
        fc.pre(Buffer.from(edited).toString() === edited);
        if (parseJournalLine(edited) === null) return faultOfText(edited).en !== '';
        read += 1;
        return canonicalJournal(JSON.parse(edited) as CanonicalJournal) === edited;
      }),
      { numRuns: 5_000 },
    );
    expect(read).toBeGreaterThan(100);
  });

  const line = canonicalJournal(GOOD);
  const without = (name: string): string => {
    const entries = Object.entries(JSON.parse(line) as object);
    return JSON.stringify(Object.fromEntries(entries.filter(([key]) => key !== name)));
  };

  it.each([
    ['a part of a line', line.slice(0, 100), 'it is not JSON'],
    ['nothing', '', 'it is not JSON'],
    ['a number', '7', 'there is 7, not an object'],
    ['a list', '[]', 'there is [], not an object'],
    ['no lane', without('lane'), 'the field lane is missing'],
    ['no lines', without('transfers'), 'the field transfers is missing'],
    ['a field more', line.replace('{', '{"a":1,'), 'a journal has no field "a"'],
    [
      'a lane that is not one',
      line.replace('"lane":5', '"lane":64'),
      'the field lane is 64, and should be a whole number from 0 to 63',
    ],
    [
      'a lane as a text',
      line.replace('"lane":5', '"lane":"5"'),
      'the field lane is "5", and should be a whole number from 0 to 63',
    ],
    [
      'an amount of zero',
      line.replace('"19900"', '"0"'),
      'in its line 0 the field amountMinor is "0", and should be digits of a positive amount in minor units',
    ],
    [
      'a negative amount',
      line.replace('"19900"', '"-19900"'),
      'in its line 0 the field amountMinor is "-19900", and should be digits of a positive amount in minor units',
    ],
    [
      'an amount as a number',
      line.replace('"19900"', '19900'),
      'in its line 0 the field amountMinor is 19900, and should be digits of a positive amount in minor units',
    ],
    [
      'a currency in small letters',
      line.replace('CNY', 'cny'),
      'in its line 0 the field currency is "cny", and should be three capital letters',
    ],
    [
      'an id of another kind',
      line.replace('jnl_', 'clm_'),
      'the field id is "clm_01m8beenaye00845saj3n53cr5", and should be the id of a journal',
    ],
    [
      'a time without its microseconds',
      line.replace('08:00:00.123456Z', '08:00:00.123Z'),
      'the field postedAt is "2026-03-01T08:00:00.123Z", and should be a time such as 2026-03-01T08:00:00.000000Z',
    ],
    [
      'a month that there is not',
      line.replace('"occurredAt":"2026-03', '"occurredAt":"2026-13'),
      'the field occurredAt is "2026-13-01T00:00:00.000Z", and should be a time such as 2026-03-01T08:00:00.000Z',
    ],
    [
      'a list without lines',
      line.replace(/"transfers":.*/, '"transfers":[]}'),
      'the field transfers is [], and should be a list of at least one line',
    ],
    [
      'a dimension that is no text',
      line.replace('"p@1"', '1'),
      'in its line 0 the field dimensions is {"pack":1,"rail":"simulated"}, and should be an object of texts',
    ],
    ['a space', line.replace(',', ', '), 'it is not written in the canonical form of RFC 8785'],
    [
      'dimensions out of order',
      line.replace('"pack":"p@1","rail":"simulated"', '"rail":"simulated","pack":"p@1"'),
      'it is not written in the canonical form of RFC 8785',
    ],
    [
      'a dimension twice',
      line.replace('"pack":"p@1"', '"pack":"p@1","pack":"p@1"'),
      'it is not written in the canonical form of RFC 8785',
    ],
    [
      'a character that needs no escape',
      line.replace('system', '\\u0073ystem'),
      'it is not written in the canonical form of RFC 8785',
    ],
    [
      'a field twice',
      line.replace('{', '{"actor":"system",'),
      'it is not written in the canonical form of RFC 8785',
    ],
  ])('with %s is refused, and the fault is named', (_, text_, fault) => {
    expect(parseJournalLine(text_)).toBeNull();
    expect(faultOfText(text_)).toEqual({ en: fault, 'zh-CN': expect.stringMatching(/\S/) });
  });
});
