import { CLAIM_EVENTS, MILESTONES, PAYMENT_EVENTS } from './domain/events';
import { FACTS_SCHEMA } from './facts-schema';
import casesSchema from '../packs/cases.schema.json';
import packSchema from '../packs/pack.schema.json';
import { checkPack } from './check-pack';
import { changed } from './testing/changed';
import { SHIPPED, itRefuses, problemsOf, shipped } from './testing/shipped-packs';

interface Described {
  readonly description?: string;
  readonly $ref?: string;
}

const wallet = shipped('cn-wallet-theft-guarantee');

describe('a pack', () => {
  it.each(SHIPPED)('$packId $version passes as it is shipped, without a warning', (pack) => {
    expect(checkPack(pack)).toEqual({ pack, warnings: [] });
  });

  it('has all its problems listed at once', () => {
    const problems = problemsOf({ ...wallet, version: 'v1', split: 1 });
    expect(problems.map(({ path }) => path).sort()).toEqual(['$.split', '$.version']);
  });

  it.each([null, 7, 'pack', []])('is not %j', (value) => {
    expect(problemsOf(value)[0]).toMatchObject({ path: '$', text: { en: /of the type object/ } });
  });
});

describe('the shape of a pack', () => {
  itRefuses(wallet, [
    ['clocks', undefined, '$', 'The field "clocks" is missing'],
    ['name.zh-CN', undefined, '$.name', 'The field "zh-CN" is missing'],
    ['ccy', 'CNY', '$', 'There is no field "ccy" here'],
    ['clocks.1.within', '5 days', '$.clocks[1].within', 'We saw "5 days"'],
    ['clocks.0.from', 'x', '$.clocks[0].from', 'write one of claim_received, documents_complete'],
    ['window.from', 'decided', '$.window.from', 'write one of payment, last_payment, discovered'],
    ['calendar', 'GB', '$.calendar', 'We saw "GB"; write one of CN, GB-EAW'],
    ['effective.from', '01.02.2026', '$.effective.from', 'We saw "01.02.2026"'],
    ['amount.coverageBp', 1.5, '$.amount.coverageBp', 'write a value of the type integer'],
    ['amount.coverageBp', 0, '$.amount.coverageBp', 'must be >= 1'],
    ['amount.caps.0.amountMinor', 5, '$.amount.caps[0].amountMinor', 'of the type string'],
    ['amount.excess', {}, '$.amount.excess', 'The field "amountMinor" is missing'],
    ['amount.liability', 7, '$.amount.liability', 'of the type object or null'],
    ['evidence.3.requiredFromMinor', '2,0', '$.evidence[3].requiredFromMinor', 'We saw "2,0"'],
    ['eligible.crossBorder', true, '$.eligible.crossBorder', 'write false or leave the field out'],
    ['sources', [], '$.sources', 'must NOT have fewer than 1 items'],
  ]);

  it.each<[unknown, string, string]>([
    [{}, '', 'must NOT have fewer than 1 properties'],
    [{ all: [] }, '.all', 'must NOT have fewer than 1 items'],
    [{ all: ['a'], any: ['b'] }, '', 'must NOT have more than 1 properties'],
    [{ none: ['a'] }, '', 'There is no field "none" here'],
    [{ not: [] }, '.not', 'of the type string or object'],
    ['amount > 5', '', 'We saw "amount > 5"'],
  ])('takes %j for no condition', (condition, below, text) => {
    const problems = problemsOf(changed(wallet, 'exclusions.3.waivedIf', condition));
    expect(problems.map(({ path }) => path)).toEqual([`$.exclusions[3].waivedIf${below}`]);
    expect(problems[0]?.text.en).toContain(text);
  });

  it('knows the same events as the product', () => {
    const { event, windowEvent } = packSchema.$defs;
    expect(event.enum).toEqual([...CLAIM_EVENTS, ...PAYMENT_EVENTS, ...MILESTONES]);
    expect(windowEvent.enum).toEqual([...PAYMENT_EVENTS, ...MILESTONES]);
  });

  it('has the same facts in its cases as in an evaluation', () => {
    const { facts, line } = casesSchema.properties.usual.properties;
    const names = (schema: { readonly properties: object }): string[] =>
      Object.keys(schema.properties).sort();
    expect([...names(facts), 'lines'].sort()).toEqual(names(FACTS_SCHEMA));
    expect(names(line)).toEqual(names(FACTS_SCHEMA.properties.lines.items));
    expect(facts.properties.events.propertyNames.enum).toEqual([...MILESTONES]);
  });

  it('explains each field, in both languages, to whoever writes one in an editor', () => {
    const unexplained = (schema: object): string[] =>
      Object.entries(schema).flatMap(([name, part]: [string, unknown]) => {
        if (typeof part !== 'object' || part === null) return [];
        const fields = name === 'properties' ? Object.entries(part as Record<string, object>) : [];
        const silent = fields.filter(([field, { description, $ref }]: [string, Described]) => {
          const isLanguage = ['zh-CN', 'en'].includes(field);
          return !isLanguage && $ref === undefined && !/ .*[\u4e00-\u9fff]/.test(description ?? '');
        });
        return [...silent.map(([field]) => field), ...unexplained(part)];
      });
    expect(unexplained(packSchema)).toEqual([]);
  });
});

describe('names and dates', () => {
  const twice = (
    list: 'circumstances' | 'lossTypes' | 'exclusions' | 'clocks' | 'appeal',
  ): unknown => {
    const entries = wallet[list];
    return [...entries, { ...entries[0] }];
  };
  itRefuses(wallet, [
    ['currency', 'RMB', '$.currency', '"RMB" is not a currency code'],
    ['effective', { from: '2026-02-01', to: '2026-01-01' }, '$.effective', 'before it begins'],
    ['effective.from', '2026-02-30', '$.effective.from', 'no day 2026-02-30'],
    ['effective.to', '2026-06-31', '$.effective.to', 'no day 2026-06-31'],
    ['disclosure', { dueBy: '02-30', figures: ['a'] }, '$.disclosure.dueBy', 'no day'],
    ['circumstances', twice('circumstances'), '$.circumstances[1]', 'is there already'],
    ['lossTypes', twice('lossTypes'), '$.lossTypes[3]', '"account_theft" is there already'],
    ['exclusions', twice('exclusions'), '$.exclusions[7]', 'is there already'],
    ['clocks', twice('clocks'), '$.clocks[5]', '"forward" is there already'],
    ['evidence.1.id', 'identity', '$.evidence[1]', '"identity" is there already'],
    ['appeal', twice('appeal'), '$.appeal[1]', 'is there already'],
    ['eligible.rails', ['any', 'balance'], '$.eligible.rails', '"any" takes every rail already'],
  ]);

  it('take 29 February for a day of the year, and today for a period of one day', () => {
    const leap = changed(wallet, 'disclosure', { dueBy: '02-29', figures: ['a'] });
    expect(problemsOf(leap)).toEqual([]);
    const day = { from: '2026-02-01', to: '2026-02-01' };
    expect(problemsOf(changed(wallet, 'effective', day))).toEqual([]);
  });
});

describe('the circumstances of a pack', () => {
  const payments = changed(shipped('gb-app-reimbursement'), 'circumstances.0.scope', 'payment');
  const nested = { all: ['vulnerable', { any: [{ not: { not: 'vulnerable' } }] }] };
  itRefuses(shipped('gb-app-reimbursement'), [
    [
      'exclusions.0.waivedIf',
      'vulnerabel',
      '$.exclusions[0].waivedIf',
      '"vulnerabel" is not declared',
    ],
    ['exclusions.0.waivedIf', { any: ['vulnerable', 'old'] }, '$.exclusions[0].waivedIf', '"old"'],
    ['exclusions.0.waivedIf', nested, '$.exclusions[0].waivedIf', 'deeper than 4 levels'],
    [
      'exclusions.0.waivedIf',
      { all: ['vulnerable', { not: 'vulnerable' }] },
      '$.exclusions[0].waivedIf',
      'This condition never holds',
    ],
    [
      'exclusions.0.waivedIf',
      { any: [{ not: 'vulnerable' }, 'vulnerable'] },
      '$.exclusions[0].waivedIf',
      'This condition always holds',
    ],
    ['window.extendIf', 'abroad', '$.window.extendIf', '"abroad" is not declared'],
    ['eligible.requires', { not: 'abroad' }, '$.eligible.requires', '"abroad" is not declared'],
    ['evidence.0.requiredIf', 'abroad', '$.evidence[0].requiredIf', '"abroad" is not declared'],
    ['amount.excess.waivedByChoice', 'waived', '$.amount.excess.waivedByChoice', 'not declared'],
    [
      'clocks.2.variants',
      [{ when: 'abroad', within: '9BD' }],
      '$.clocks[2].variants[0].when',
      '"abroad" is not declared',
    ],
  ]);
  itRefuses(shipped('us-reg-e'), [
    ['provisional.variants.0.when', 'abroad', '$.provisional.variants[0].when', 'not declared'],
    [
      'amount.liability.rows.0.when',
      'preventable_by_notice',
      '$.amount.liability.rows[0].when',
      'is found on single payments',
    ],
    ['amount.liability.rows.1.onlyPayments', 'x', '$.amount.liability.rows[1].onlyPayments', '"x"'],
  ]);
  itRefuses(shipped('sg-srf'), [
    ['split.rows.0.when', 'abroad', '$.split.rows[0].when', '"abroad" is not declared'],
  ]);

  it('are looked for on the claim, wherever the claim as a whole is judged', () => {
    expect(problemsOf(payments).map(({ path }) => path)).toEqual([
      '$.exclusions[0].waivedIf',
      '$.amount.excess.waivedIf',
    ]);
  });

  it('may be found on a payment where a table by notice looks at each payment', () => {
    const india = shipped('in-rbi-wallet-liability');
    expect(problemsOf(changed(india, 'circumstances.1.scope', 'payment'))).toEqual([]);
  });

  it('are warned of when no condition speaks of them', () => {
    const checked = checkPack(changed(wallet, 'exclusions.3.waivedIf', undefined));
    expect(checked).toMatchObject({
      warnings: [{ path: '$.circumstances[0]', text: { en: /police_confirms_theft/ } }],
    });
  });
});
