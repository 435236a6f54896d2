import { DomainError } from '@app/kernel';
import { Money } from '@app/money';

import { checkContent, readContent } from './typed-claim';

const PAYMENT = 'pmt_01h455vb4pex5vsknk084sn02q';
const line = { paymentId: PAYMENT, money: { currency: 'CNY', amountMinor: '19900' } };
const WHOLE = {
  lossType: 'account_theft',
  lines: [line],
  narrative: 'My phone was stolen.',
  discoveredAt: '2026-11-20T09:30:00+08:00',
  contact: { name: 'Lin', phone: '+8613800138000', locale: 'zh-CN' },
  payoutMethod: { route: 'original' },
};

const fieldsOf = async (content: object): Promise<string[]> => {
  const { problems } = await checkContent({ ...content });
  return problems.map(({ field }) => field);
};

describe('what was typed into a draft', () => {
  it('lacks nothing when all of it is there, and is read as a claim', async () => {
    expect((await checkContent(WHOLE)).problems).toEqual([]);
    expect(await readContent(WHOLE)).toMatchObject({
      lossType: 'account_theft',
      lines: [{ paymentId: PAYMENT, money: Money.of(19_900n, 'CNY') }],
      discoveredAt: new Date('2026-11-20T01:30:00Z'),
      contact: { email: null },
      packId: null,
    });
  });

  it.each(['林小雨', 'Dr. J. R. Smith', 'Anne-Marie O’Neill', '阿卜杜拉·买买提', 'A.B'])(
    'may be of whoever is called %s',
    async (name) => {
      expect(await fieldsOf({ ...WHOLE, contact: { ...WHOLE.contact, name } })).toEqual([]);
    },
  );

  it('is told every field that is missing, in both languages', async () => {
    const { problems } = await checkContent({});
    expect(problems.map(({ field }) => field).sort()).toEqual(Object.keys(WHOLE).sort());
    for (const { texts, saw } of problems) {
      expect(texts.en).toMatch(/missing|must be/);
      expect(texts['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(saw).toBe('nothing');
    }
  });

  it.each<[string, object, string[]]>([
    ['a wrong kind', { lossType: 7 }, ['lossType']],
    ['a list that is none', { lines: 'all' }, ['lines']],
    [
      'a field within',
      { lines: [line, { ...line, money: { currency: 'CNY' } }] },
      ['lines[1].money.amountMinor'],
    ],
    ['a field that nobody knows', { surprise: true }, ['surprise']],
    [
      'names that our mails would carry as links',
      {
        contact: { ...WHOLE.contact, name: '退款请打开evil。com' },
        proxy: { name: 'Call tel:+8613800138000' },
      },
      ['contact.name', 'proxy.name'],
    ],
    [
      'a field within that nobody knows',
      { contact: { ...WHOLE.contact, fax: '1' } },
      ['contact.fax'],
    ],
    [
      'a kind of vulnerability that there is not',
      { vulnerability: { kinds: ['sad'] } },
      ['vulnerability.kinds'],
    ],
    ['a day that there is not', { discoveredAt: '2026-02-30T00:00:00Z' }, ['discoveredAt']],
  ])('is told of %s', async (_, typed, fields) => {
    expect(await fieldsOf({ ...WHOLE, ...typed })).toEqual(fields);
  });

  it('is told more faults than one answer about a request would hold', async () => {
    const lines = Array.from({ length: 50 }, () => ({}));
    expect(await fieldsOf({ ...WHOLE, lines })).toHaveLength(100);
  });

  it('is used as far as it is right, each line in its place', async () => {
    const wrong = { ...line, paymentId: 'mine' };
    const typed = { ...WHOLE, lossType: '', lines: [wrong, line, null, line], claimantKind: 3 };
    const { typed: read } = await checkContent(typed);
    expect(read).toMatchObject({ lossType: null, claimantKind: null, packId: null });
    expect(read.discoveredAt).toEqual(new Date('2026-11-20T01:30:00Z'));
    expect(read.lines.map(({ index }) => index)).toEqual([1, 3]);
  });

  it.each([
    ['none at all', []],
    ['more than a claim can have', Array.from({ length: 51 }, () => line)],
    ['lists in a list', [[line]]],
  ])('is not looked at line by line when there are %s', async (_, lines) => {
    const { problems, typed } = await checkContent({ ...WHOLE, lines });
    expect(problems.map(({ field }) => field)).toEqual(['lines']);
    expect(typed.lines).toEqual([]);
  });

  it('does not take one field for another that begins alike', async () => {
    const lines = Array.from({ length: 11 }, (_, index) => (index === 10 ? {} : line));
    const { typed } = await checkContent({ ...WHOLE, lines });
    expect(typed.lines.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('stays as it was typed', async () => {
    const typed = JSON.parse('{"lossType":7,"__proto__":{"role":"admin"}}') as object;
    const before = JSON.stringify(typed);
    await checkContent(typed as Record<string, unknown>);
    expect(JSON.stringify(typed)).toBe(before);
  });

  it('is refused as a claim with every fault, the first of them in words', async () => {
    const refusal = await readContent({ ...WHOLE, narrative: '', lossType: 7 }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({
      kind: 'invalid',
      code: 'request.invalid_fields',
      details: {
        errors: expect.arrayContaining([
          expect.objectContaining({ field: 'lossType' }),
          expect.objectContaining({ field: 'narrative' }),
        ]),
      },
    });
  });
});
