import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { exponentOf } from './currency-exponent';

const OF_THE_SERVICE = join(__dirname, '../../../../libs/money/src/currency.ts');

describe('the digits after the point', () => {
  it('are those by which the service counts, for every currency', () => {
    const listed = new Map(
      [...readFileSync(OF_THE_SERVICE, 'utf8').matchAll(/\b([A-Z]{3}): (\d)\b/g)].map(
        ([, currency, exponent]) => [currency!, Number(exponent)],
      ),
    );
    expect(listed.size).toBeGreaterThan(20);
    const all = new Set([...Intl.supportedValuesOf('currency'), ...listed.keys()]);
    const differing = [...all].filter(
      (currency) => exponentOf(currency) !== (listed.get(currency) ?? 2),
    );
    expect(differing).toEqual([]);
  });
});
