import { knownAnywhere, knownOf, milestoneTimes } from './recorded-facts';
import type { RecordedCircumstance } from './recorded-facts';

/** `vulnerable`, or `!vulnerable` when it was found not to hold; `line1:foreign` of a line. */
function recorded(...texts: string[]): RecordedCircumstance[] {
  return texts.map((text) => {
    const [, lineId, not, circumstance = ''] = /^(?:(\w+):)?(!?)(\w+)$/.exec(text) ?? [];
    return { circumstance, lineId: lineId ?? null, established: not !== '!' };
  });
}
const words = ({ established, refuted }: ReturnType<typeof knownOf>): string =>
  [...[...established].sort(), ...[...refuted].sort().map((id) => `!${id}`)].join(' ');

describe('what is known of a claim', () => {
  it.each([
    ['nothing', [], '', '', ''],
    ['one thing', ['vulnerable'], 'vulnerable', '', 'vulnerable'],
    ['the newer record', ['vulnerable', '!vulnerable'], '!vulnerable', '', '!vulnerable'],
    ['the newest record', ['!a', 'a', '!a', 'a'], 'a', '', 'a'],
    ['a line by itself', ['line1:foreign'], '', 'foreign', 'foreign'],
    // That it does not hold on one payment says nothing of the others.
    ['a line without it', ['line1:!foreign'], '', '!foreign', ''],
    ['one line with, one without', ['line1:!foreign', 'line2:foreign'], '', '!foreign', 'foreign'],
    ['claim and line', ['a', 'line1:b', 'line1:!a'], 'a', 'b !a', 'a b'],
  ])('is %s', (_what, texts, ofClaim, ofLine, anywhere) => {
    const records = recorded(...texts);
    expect(words(knownOf(null, records))).toBe(ofClaim);
    expect(words(knownOf('line1', records))).toBe(ofLine);
    expect(words(knownAnywhere(records))).toBe(anywhere);
  });

  it('has each milestone once, at the time that was recorded last', () => {
    const at = (day: number): Date => new Date(Date.UTC(2026, 10, day));
    const times = milestoneTimes([
      { milestone: 'statement_sent', at: at(9) },
      { milestone: 'delivered', at: at(2) },
      { milestone: 'statement_sent', at: at(5) },
    ]);
    expect([...times]).toEqual([
      ['statement_sent', at(5)],
      ['delivered', at(2)],
    ]);
  });
});
