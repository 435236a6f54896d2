import { DomainError } from '@app/kernel';

import type { TextLine } from './decode-text';
import { NeutralCsvReader } from './neutral-csv';
import { CSV_COLUMNS } from './neutral-csv-header';
import type { CsvColumn } from './neutral-csv-header';
import type { ImportedRow } from './payment-record';

const USUAL: Partial<Record<CsvColumn, string>> = {
  source: 'core-bank',
  source_id: 'T-1',
  channel: 'bank',
  rail: 'fps',
  paid_at: '2026-03-01T09:30:00+08:00',
  payer_id: 'u_7',
  currency: 'CNY',
  amount_minor: '19900',
  status: 'settled',
};

function read(text: string, source?: string): ImportedRow[] {
  const reader = new NeutralCsvReader(source === undefined ? {} : { source });
  const lines = text
    .split('\n')
    .map((line, index): TextLine => ({ lineNumber: index + 1, text: line }));
  return [...reader.read(lines), ...reader.finish()];
}

/** A file of one row; `undefined` leaves the column out. */
function fileOf(cells: Partial<Record<CsvColumn, string | undefined>>): string {
  const all: Partial<Record<CsvColumn, string | undefined>> = { ...USUAL, ...cells };
  const columns = CSV_COLUMNS.filter((column) => all[column] !== undefined);
  const values = columns.map((column) => `"${(all[column] ?? '').replaceAll('"', '""')}"`);
  return `${columns.join(',')}\n${values.join(',')}`;
}

function only(cells: Partial<Record<CsvColumn, string | undefined>>): ImportedRow {
  return read(fileOf(cells))[0]!;
}

describe('a row of our CSV', () => {
  it('with only what is required is a payment', () => {
    expect(only({})).toEqual({
      kind: 'payment',
      lineNumber: 2,
      payment: {
        source: 'core-bank',
        sourceId: 'T-1',
        channel: 'bank',
        rail: 'fps',
        paidAt: new Date('2026-03-01T01:30:00Z'),
        payer: { id: 'u_7' },
        payee: {},
        money: expect.objectContaining({ amountMinor: 19_900n, currency: 'CNY' }),
        status: 'settled',
      },
    });
  });

  it('may say everything that a payment knows', () => {
    const row = only({
      settled_at: '2026-03-02T00:00:00Z',
      payer_name: '张 三',
      payer_account: '2088123412341234',
      payee_id: 'm_1',
      payee_name: 'O\'Neil, "Shoes" Ltd',
      payee_account: 'GB00TEST0000000000',
      refunded_minor: '900',
      status: 'partly_refunded',
      description: 'shoes,\nsize 42',
    });
    expect(row).toMatchObject({
      payment: {
        settledAt: new Date('2026-03-02T00:00:00Z'),
        payer: { id: 'u_7', name: '张 三', account: '2088123412341234' },
        payee: { id: 'm_1', name: 'O\'Neil, "Shoes" Ltd', account: 'GB00TEST0000000000' },
        refunded: { amountMinor: 900n },
        status: 'partly_refunded',
        description: 'shoes, size 42',
      },
    });
  });

  it('has its columns in any order, with blanks around the values', () => {
    const file = fileOf({}).replaceAll('"', '').split('\n');
    const turned = file.map((line) => line.split(',').reverse().join(' , ')).join('\n');
    expect(read(turned)[0]).toMatchObject({ kind: 'payment', payment: { sourceId: 'T-1' } });
  });

  it.each([
    ['minor units', { amount_minor: '19900' }, 19_900n, 'CNY'],
    ['major units', { amount_minor: undefined, amount: '199.00' }, 19_900n, 'CNY'],
    ['major units without decimals', { amount_minor: undefined, amount: '199' }, 19_900n, 'CNY'],
    ['yen', { amount_minor: undefined, amount: '199', currency: 'JPY' }, 199n, 'JPY'],
    ['dinars', { amount_minor: undefined, amount: '1.234', currency: 'KWD' }, 1_234n, 'KWD'],
    [
      'the largest amount',
      { amount_minor: '9223372036854775807' },
      9_223_372_036_854_775_807n,
      'CNY',
    ],
  ])('has its amount in %s', (_case, cells, amountMinor, currency) => {
    expect(only(cells)).toMatchObject({ payment: { money: { amountMinor, currency } } });
  });

  it.each([
    ['refunded', undefined, 19_900n],
    ['refunded', '19900', 19_900n],
    ['partly_refunded', '1', 1n],
    ['settled', '0', undefined],
    ['failed', '', undefined],
  ])('of status %s with %s refunded has %s refunded', (status, cell, amountMinor) => {
    const row = only({ status, refunded_minor: cell });
    const refunded = row.kind === 'payment' ? row.payment.refunded : undefined;
    expect(row).toMatchObject({ kind: 'payment', payment: { status } });
    expect(refunded?.amountMinor).toBe(amountMinor);
  });

  it.each([
    ['source_id', { source_id: '' }, 'import.missing_value'],
    ['source', { source: ' ' }, 'import.missing_value'],
    ['payer_id', { payer_id: '' }, 'import.missing_value'],
    ['rail', { rail: '' }, 'import.missing_value'],
    ['source_id', { source_id: '1.23E+15' }, 'import.number_damaged'],
    ['source_id', { source_id: 'x'.repeat(129) }, 'import.text_too_long'],
    ['payer_name', { payer_name: 'a\u0007b' }, 'import.control_character'],
    ['payee_name', { payee_name: '名'.repeat(201) }, 'import.text_too_long'],
    ['description', { description: 'x'.repeat(1_001) }, 'import.text_too_long'],
    ['channel', { channel: 'WeChat' }, 'import.unknown_value'],
    ['status', { status: 'paid' }, 'import.unknown_value'],
    ['paid_at', { paid_at: '2026-03-01 09:30' }, 'import.invalid_time'],
    ['settled_at', { settled_at: 'yesterday' }, 'import.invalid_time'],
    ['currency', { currency: 'cny' }, 'import.unknown_currency'],
    ['amount_minor', { amount_minor: '' }, 'import.missing_value'],
    ['amount_minor', { amount_minor: '0' }, 'import.malformed_amount'],
    ['amount_minor', { amount_minor: '-5' }, 'import.malformed_amount'],
    ['amount_minor', { amount_minor: '199.00' }, 'import.malformed_amount'],
    ['amount_minor', { amount_minor: '1e5' }, 'import.malformed_amount'],
    ['amount', { amount_minor: undefined, amount: '1,000.00' }, 'import.malformed_amount'],
    ['amount', { amount_minor: undefined, amount: '.5' }, 'import.malformed_amount'],
    ['refunded_minor', { refunded_minor: '1' }, 'import.contradiction'],
    ['refunded_minor', { status: 'refunded', refunded_minor: '100' }, 'import.contradiction'],
    ['refunded_minor', { status: 'refunded', refunded_minor: '19901' }, 'import.contradiction'],
    ['refunded_minor', { status: 'partly_refunded', refunded_minor: '' }, 'import.contradiction'],
    [
      'refunded_minor',
      { status: 'partly_refunded', refunded_minor: '19900' },
      'import.contradiction',
    ],
  ])('is rejected for its %s: %j', (field, cells, code) => {
    expect(only(cells)).toMatchObject({
      kind: 'rejected',
      lineNumber: 2,
      reasonCode: code,
      reason: { en: expect.stringContaining(field), 'zh-CN': expect.stringContaining(field) },
    });
  });

  it.each([
    [
      'more than any amount that we book',
      { amount_minor: '9999999999999999999' },
      'money.out_of_range',
    ],
    ['parts of a fen', { amount_minor: undefined, amount: '1.005' }, 'money.malformed_amount'],
  ])('is rejected for %s', (_case, cells, code) => {
    expect(only(cells)).toMatchObject({ kind: 'rejected', reasonCode: code });
  });

  it('takes the source of the call when it names none itself', () => {
    const file = fileOf({ source: '' });
    expect(read(file, 'bank-a')[0]).toMatchObject({ payment: { source: 'bank-a' } });
    expect(read(fileOf({}), 'bank-a')[0]).toMatchObject({ payment: { source: 'core-bank' } });
    expect(read(fileOf({ source: undefined }), 'bank-a')[0]).toMatchObject({
      payment: { source: 'bank-a' },
    });
  });

  it('that is bad does not spoil the rows around it', () => {
    const [header, good] = fileOf({}).split('\n') as [string, string];
    const rows = read(
      [header, good, 'a,b', `${good},extra`, 'x"y', good, '"open,', good].join('\n'),
    );
    expect(rows.map(({ kind, lineNumber }) => `${String(lineNumber)} ${kind}`)).toEqual([
      '2 payment',
      '3 rejected',
      '4 rejected',
      '5 rejected',
      '6 payment',
      '7 rejected',
      '8 payment',
    ]);
    expect(rows.map((row) => (row.kind === 'rejected' ? row.reasonCode : ''))).toEqual([
      '',
      'import.wrong_column_count',
      'import.wrong_column_count',
      'import.stray_quote',
      '',
      'import.stray_quote',
      '',
    ]);
  });

  it('cannot smuggle another row inside its quotes', () => {
    const [header, good] = fileOf({}).replaceAll('"', '').split('\n') as [string, string];
    const forged = good.replace('T-1', 'FORGED');
    const file = `${header},description\n${good},"gift\n${forged},x"\n${good},fine`;
    const payments = read(file).flatMap((row) => (row.kind === 'payment' ? [row.payment] : []));
    expect(payments.map(({ sourceId }) => sourceId)).toEqual(['T-1', 'T-1']);
    expect(payments[0]?.description).toBe(`gift ${forged},x`);
  });
});

describe('the header of our CSV', () => {
  const header = 'source,source_id,channel,rail,paid_at,payer_id,currency,amount_minor,status';

  it.each([
    ['an unknown column', `${header},payee_acount`, 'import.unknown_columns', 'payee_acount'],
    ['a column of blanks', `${header},`, 'import.unknown_columns', ''],
    ['a column twice', `${header},rail`, 'import.repeated_columns', 'rail'],
    ['no payer', header.replace('payer_id,', ''), 'import.missing_columns', 'payer_id'],
    ['no source', header.replace('source,', ''), 'import.missing_columns', 'source'],
    ['no amount', header.replace('amount_minor,', ''), 'import.contradictory_columns', 'amount'],
    ['two amounts', `${header},amount`, 'import.contradictory_columns', 'amount_minor, amount'],
    [
      'two refunds',
      `${header},refunded,refunded_minor`,
      'import.contradictory_columns',
      'refunded',
    ],
    ['semicolons', header.replaceAll(',', ';'), 'import.unknown_columns', 'source;'],
  ])('with %s refuses the file and lists the known columns', (_case, text, code, named) => {
    const refusal = refusalOf(text);
    expect(refusal.code).toBe(code);
    expect(refusal.text.en).toContain(named);
    for (const column of CSV_COLUMNS) {
      expect(refusal.text.en).toContain(column);
      expect(refusal.text['zh-CN']).toContain(column);
    }
  });

  it('with a stray quote refuses the file', () => {
    expect(refusalOf('source,"source_id').code).toBe('import.stray_quote');
  });

  it('may be quoted', () => {
    const quoted = header
      .split(',')
      .map((name) => `"${name}"`)
      .join(',');
    expect(read(`${quoted}\na,b,bank,fps,2026-03-01T00:00:00Z,u,CNY,1,settled`)).toHaveLength(1);
  });
});

function refusalOf(text: string): DomainError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error('Not refused.');
}
