import type { RefusedClaim } from '@app/programs';

import { comparisonCsvLine } from './comparison-csv';

const refusedFor = (field: string): RefusedClaim => {
  const why = { field, text: { en: 'There is no such field.', 'zh-CN': '没有该字段。' } };
  return { reference: 'line 2', a: why, b: why };
};

describe('a comparison as CSV', () => {
  it.each(['=HYPERLINK("http://example.org")', '+1', '-1', '@SUM(A1)', '＝1'])(
    'does not make a formula of a spreadsheet of a field called %s',
    (field) => {
      const cell = `'${field}`.replaceAll('"', '""');
      expect(comparisonCsvLine(refusedFor(field))).toContain(cell);
    },
  );

  it('names the field that was refused as it is', () => {
    expect(comparisonCsvLine(refusedFor('lines[0].paidAt'))).toMatch(
      /,lines\[0\]\.paidAt,lines\[0\]\.paidAt\n$/,
    );
  });
});
