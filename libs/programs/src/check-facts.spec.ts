import { DomainError } from '@app/kernel';

import { checkFacts } from './check-facts';
import { assess } from './domain/assess';
import type { AssessmentFacts } from './domain/assessment';
import { aLine, theFacts } from './domain/testing/sample-facts';
import { PackLibrary } from './pack-library';
import { PACKS_FOLDER } from './read-pack-folder';

const packs = PackLibrary.read(PACKS_FOLDER).list();
const NOW = new Date('2026-11-23T02:00:00Z');

function refusalOf(written: unknown): DomainError {
  try {
    checkFacts(written);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('They were taken.');
}

describe('facts that somebody wrote', () => {
  it('are refused in Chinese without a word of English', () => {
    for (const lines of [[], [aLine({ amountMinor: '1'.repeat(20) })]])
      expect(refusalOf(theFacts({ lines })).text['zh-CN']).toMatch(
        /。(至少须有 1 项|至多可有 15 个字符)。$/,
      );
  });

  it('are taken with every field that there is', () => {
    const line = aLine({
      circumstances: ['preventable_by_notice'],
      refuted: ['other'],
      crossBorder: false,
      purchasePriceMinor: '19900',
      feesMinor: '100',
      damageBp: 2_500,
    });
    const facts = theFacts({
      lines: [line],
      exclusions: ['gross_negligence'],
      circumstances: ['vulnerable'],
      refuted: ['no_sca'],
      events: { statement_sent: '2026-11-01T00:00:00+08:00' },
      fundsFoundMinor: '0',
      signals: [
        { code: 'v', value: '1', threshold: '2', direction: 'above', clean: true },
        {
          code: 'w',
          value: '9',
          threshold: '2',
          direction: 'below',
          clean: true,
          version: 2,
          speaksFor: 'claimant',
          source: ['clm_1', 'clm_2'],
        },
      ],
    });
    expect(checkFacts(structuredClone(facts))).toEqual(facts);
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'facts'],
    ['null', null, 'facts'],
    ['a list', [], 'facts'],
    ['no facts at all', {}, 'lossType'],
    ['a field too many', { ...theFacts(), bonus: 1 }, 'bonus'],
    ['lines that are none', { ...theFacts(), lines: {} }, 'lines'],
    ['no line', theFacts({ lines: [] }), 'lines'],
    ['a line that is null', { ...theFacts(), lines: [null] }, 'lines[0]'],
    [
      'an amount as a number',
      { ...theFacts(), lines: [{ ...aLine(), amountMinor: 19_900 }] },
      'lines[0].amountMinor',
    ],
    [
      'an amount with a point',
      theFacts({ lines: [aLine({ refundedMinor: '1.5' })] }),
      'lines[0].refundedMinor',
    ],
    [
      'an amount that is missing',
      { ...theFacts(), claimant: { kind: 'individual' } },
      'claimant.awardedThisYearMinor',
    ],
    ['a day that does not exist', theFacts({ filedAt: '2026-02-30T09:30:00Z' }), 'filedAt'],
    ['a time without a zone', theFacts({ discoveredAt: '2026-02-20T09:30:00' }), 'discoveredAt'],
    ['a year beyond every calendar', theFacts({ filedAt: '9999-12-31T23:59:59Z' }), 'filedAt'],
    [
      'a milestone that there is not',
      { ...theFacts(), events: { moon_landing: NOW.toISOString() } },
      'events.moon_landing',
    ],
    ['a damage above all', theFacts({ lines: [aLine({ damageBp: 10_001 })] }), 'lines[0].damageBp'],
    [
      'a status that there is not',
      { ...theFacts(), lines: [{ ...aLine(), status: 'lost' }] },
      'lines[0].status',
    ],
    ['a blank name', theFacts({ lossType: '  ' }), 'lossType'],
    ['a turned direction', theFacts({ lossType: 'a\u202eb' }), 'lossType'],
  ])('are refused with the field at fault: %s', (_, written, field) => {
    const refusal = refusalOf(written);
    expect([refusal.kind, refusal.code]).toEqual(['invalid', 'programs.malformed_facts']);
    expect(refusal.details.field).toBe(field);
    expect(refusal.text.en.startsWith(`${field}: we saw `)).toBe(true);
    expect(refusal.text['zh-CN']).toMatch(/\p{Script=Han}/u);
  });

  it('are repeated to their author in short, and never by half a character', () => {
    const { details, text } = refusalOf(theFacts({ lossType: '𠮷'.repeat(500) }));
    expect(details.saw?.length).toBeLessThan(150);
    expect(text.en).not.toMatch(/\p{Surrogate}/u);
  });

  it.each(packs)('that are taken, $packId $version can judge', (pack) => {
    const strange: AssessmentFacts[] = [
      theFacts({ filedAt: '2000-01-01T00:00:00Z' }),
      theFacts({ filedAt: '2199-12-31T23:59:59Z' }),
      theFacts({ lines: [aLine({ paidAt: '2199-12-31T23:59:59Z' })] }),
      theFacts({ lines: [aLine({ amountMinor: '9'.repeat(15), paymentAmountMinor: '0' })] }),
      theFacts({
        exclusions: ['unheard_of'],
        circumstances: ['unheard_of'],
        refuted: ['unheard_of'],
      }),
      theFacts({
        lines: Array.from({ length: 500 }, (_, index) =>
          aLine({ lineId: `l${String(index)}`, paymentId: `p${String(index)}` }),
        ),
      }),
    ];
    for (const facts of strange) {
      const assessment = assess(pack, checkFacts(facts), NOW);
      expect(assessment.award.currency).toBe(pack.currency);
    }
  });
});
