import fc from 'fast-check';

import { circumstancesIn, conditionHolds, describeCondition } from './condition';
import type { Condition } from './pack';

const known = { established: new Set(['yes']), refuted: new Set(['no']) };

describe('a condition', () => {
  it.each<[Condition, boolean | null]>([
    ['yes', true],
    ['no', false],
    ['open', null],
    [{ not: 'yes' }, false],
    [{ not: 'no' }, true],
    [{ not: 'open' }, null],
    [{ all: ['yes', 'yes'] }, true],
    [{ all: ['yes', 'no', 'open'] }, false],
    [{ all: ['open', 'no'] }, false],
    [{ all: ['yes', 'open'] }, null],
    [{ any: ['no', 'yes', 'open'] }, true],
    [{ any: ['open', 'yes'] }, true],
    [{ any: ['no', 'no'] }, false],
    [{ any: ['no', 'open'] }, null],
    [{ all: ['yes', { any: ['no', { not: 'no' }] }] }, true],
  ])('%j by what is established and what is refuted: %s', (condition, holds) => {
    expect(conditionHolds(condition, known)).toBe(holds);
  });

  const any = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('a', 'b', 'c', 'd'),
      fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('condition') }),
    ),
  })).condition;
  const some = fc.subarray(['a', 'b', 'c', 'd']);

  it('that holds already goes on holding, whatever else is found out', () => {
    fc.assert(
      fc.property(any, some, some, fc.boolean(), (condition, looked, rest, isRestTrue) => {
        const before = { established: new Set(looked), refuted: new Set<string>() };
        const more = rest.filter((id) => !looked.includes(id));
        const after = {
          established: new Set([...looked, ...(isRestTrue ? more : [])]),
          refuted: new Set(isRestTrue ? [] : more),
        };
        const held = conditionHolds(condition, before);
        fc.pre(held !== null);
        expect(conditionHolds(condition, after)).toBe(held);
      }),
    );
  });

  it('is answered once all that it speaks of has been looked into', () => {
    fc.assert(
      fc.property(any, some, (condition, established) => {
        const named = circumstancesIn(condition);
        const refuted = named.filter((id) => !established.includes(id));
        const all = { established: new Set(established), refuted: new Set(refuted) };
        expect(conditionHolds(condition, all)).not.toBeNull();
        expect(new Set(named).size).toBe(named.length);
      }),
    );
  });

  it.each<[Condition, string, string]>([
    ['vulnerable', 'the victim is vulnerable', '受害人处于弱势'],
    [{ not: 'vulnerable' }, 'it is not so that the victim is vulnerable', '并非受害人处于弱势'],
    [
      { all: ['vulnerable', { any: ['no_sca', 'vulnerable'] }] },
      'the victim is vulnerable and (no strong authentication was asked for or the victim is vulnerable)',
      '受害人处于弱势，且（未要求强认证，或受害人处于弱势）',
    ],
    ['undeclared', '"undeclared"', '“undeclared”'],
  ])('%j can be read by people', (condition, en, zh) => {
    const circumstances = [
      {
        id: 'vulnerable',
        scope: 'claim' as const,
        label: { en: 'the victim is vulnerable', 'zh-CN': '受害人处于弱势' },
      },
      {
        id: 'no_sca',
        scope: 'payment' as const,
        label: { en: 'no strong authentication was asked for', 'zh-CN': '未要求强认证' },
      },
    ];
    expect(describeCondition(condition, circumstances)).toEqual({ en, 'zh-CN': zh });
  });
});
