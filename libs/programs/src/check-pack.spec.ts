import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkPack } from './check-pack';
import { PACKS_FOLDER } from './read-pack-folder';

const SHIPPED = readFileSync(join(PACKS_FOLDER, 'cn-wallet-theft-guarantee', '0.1.0.json'), 'utf8');

/** The shipped pack with one place changed; `undefined` takes the place out. */
function changed(place: string, value: unknown): unknown {
  const steps = place.split('.');
  const change = (node: unknown, depth: number): unknown => {
    if (depth === steps.length) return value;
    const copy = Object.entries(node as object).filter(([key]) => key !== steps[depth]);
    const inner = change((node as Record<string, unknown>)[steps[depth]!], depth + 1);
    if (inner !== undefined) copy.push([steps[depth]!, inner]);
    return Array.isArray(node)
      ? copy.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item)
      : Object.fromEntries(copy);
  };
  return change(JSON.parse(SHIPPED), 0);
}

const problemsOf = (written: unknown) => {
  const checked = checkPack(written);
  return 'problems' in checked ? checked.problems : [];
};

describe('a pack', () => {
  it('passes as it is shipped', () => {
    expect(problemsOf(JSON.parse(SHIPPED))).toEqual([]);
  });

  it.each([
    ['clocks', undefined, '$', 'The field "clocks" is missing'],
    ['name.zh-CN', undefined, '$.name', 'The field "zh-CN" is missing'],
    ['ccy', 'CNY', '$', 'There is no field "ccy" in a pack'],
    ['clocks.1.within', '5 days', '$.clocks[1].within', 'We saw "5 days"'],
    ['clocks.0.from', 'x', '$.clocks[0].from', 'write one of claim_received, documents_complete'],
    ['calendar', 'GB', '$.calendar', 'We saw "GB"; write one of CN'],
    ['amount.coverageBp', 1.5, '$.amount.coverageBp', 'write a value of the type integer'],
    ['amount.coverageBp', 0, '$.amount.coverageBp', 'must be >= 1'],
    ['amount.cap.amountMinor', 5, '$.amount.cap.amountMinor', 'of the type string'],
    ['evidence.3.requiredFromMinor', '2,0', '$.evidence[3].requiredFromMinor', 'We saw "2,0"'],
    ['sources', [], '$.sources', 'must NOT have fewer than 1 items'],
    ['currency', 'RMB', '$.currency', '"RMB" is not a currency code'],
    ['effective', { from: '2026-02-01', to: '2026-01-01' }, '$.effective', 'before it begins'],
    ['split.0.shareBp', 9999, '$.split', 'add up to 9999 basis points'],
    ['approval.tiers.1.awardUpToMinor', '20000', '$.approval.tiers', 'Limits must rise'],
    ['approval.tiers.2', undefined, '$.approval.tiers', 'the last tier has the limit null'],
    ['approval.tiers.2.tier', 'automatic', '$.approval.tiers', 'needs a person'],
    ['evidence.1.id', 'identity', '$.evidence[1]', '"identity" is there already'],
  ])('with %s = %j is refused at %s: %s', (place, value, path, text) => {
    const problems = problemsOf(changed(place, value));
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.text.en).toContain(text);
    expect(problems[0]?.text['zh-CN']).toMatch(/[\u4e00-\u9fff].*。$/);
  });

  it('has all its problems listed at once', () => {
    const problems = problemsOf({ ...(JSON.parse(SHIPPED) as object), version: 'v1', split: 1 });
    expect(problems.map(({ path }) => path).sort()).toEqual(['$.split', '$.version']);
  });

  it.each([null, 7, 'pack', []])('is not %j', (value) => {
    expect(checkPack(value)).toHaveProperty('problems');
  });
});
