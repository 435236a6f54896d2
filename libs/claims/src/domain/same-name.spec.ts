import fc from 'fast-check';

import { nameDifference, requireSameName } from './same-name';
import type { NamePart } from './same-name';
import { endOf, refusedBy } from './testing/refusals';

describe('the name of an account holder', () => {
  it.each([
    ['林小满', '林小满'],
    ['林 小满', '林小满'],
    ['林小满', '林小满 '],
    ['阿卜杜拉·买买提', '阿卜杜拉买买提'],
    ['José García', 'JOSE GARCIA'],
    ["Mary O'Brien", 'mary obrien'],
    ['Anne-Marie Müller', 'Anne Marie Muller'],
    ['ＬＩＮ Ｘｉａｏ', 'Lin Xiao'],
  ])('%s is the name of %s', (holder, payer) => {
    expect(nameDifference(holder, payer)).toBeNull();
  });

  it.each<[string, string, NamePart]>([
    ['王小满', '林小满', 'family'],
    ['林小曼', '林小满', 'given'],
    ['林满', '林小满', 'given'],
    ['欧阳修', '欧阳询', 'given'],
    ['Jane Smith', 'John Smith', 'first'],
    ['John Smith', 'John Smyth', 'last'],
    ['John Paul Smith', 'John Peter Smith', 'middle'],
    ['John Smith', 'John Peter Smith', 'count'],
    ['Lin Xiaoman', '林小满', 'first'],
  ])('%s is not the name of %s: %s differs', (holder, payer, part) => {
    expect(nameDifference(holder, payer)).toBe(part);
  });

  const names = fc.array(fc.string({ unit: fc.constantFrom(...'abcXYZ'), minLength: 1 }), {
    minLength: 1,
    maxLength: 4,
  });

  it('is the same whichever of the two is looked at first', () => {
    fc.assert(
      fc.property(names, names, (one, other) => {
        const [left, right] = [one.join(' '), other.join(' ')];
        expect(nameDifference(left, right)).toBe(nameDifference(right, left));
        expect(nameDifference(left, left.toUpperCase())).toBeNull();
      }),
    );
  });
});

describe('an account for an award', () => {
  it.each<[string, (string | null)[], string]>([
    ['in the name of whoever paid', ['林小满'], 'fine'],
    ['in the name on each payment', ['林小满', '林小满'], 'fine'],
    ['of somebody else', ['王小满'], 'payee.other_name'],
    ['that fits one payment of two', ['林小满', '王小满'], 'payee.other_name'],
    ['where a payment has no name', ['林小满', null], 'payee.name_unknown'],
    ['where the name is masked', ['*小满'], 'payee.name_unknown'],
  ])('%s: for payers %j', (_what, payers, end) => {
    expect(endOf(() => requireSameName('林小满', payers))).toBe(end);
  });

  it('is refused without a word of the name that it should have', () => {
    const refusal = refusedBy(() => {
      requireSameName('Bartholomew Smith', ['Bartholomew Quince']);
    });
    const shown = JSON.stringify([refusal?.text, refusal?.details]);
    expect(shown).toMatch(/last word/);
    expect(shown).not.toMatch(/Bartholomew|Quince/);
  });
});
