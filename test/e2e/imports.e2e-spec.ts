import { gzipSync } from 'node:zlib';

import { imported, paymentsLike, sendFile } from '../support/imports';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

const HEADER =
  'source,source_id,channel,rail,paid_at,payer_id,currency,amount_minor,status,description';
const csvRow = (
  id: string,
  part: { amount?: string; status?: string; note?: string } = {},
): string =>
  `shop,${id},alipay,balance,2026-03-01T10:00:00+08:00,u_1001,CNY,${part.amount ?? '1990'},${part.status ?? 'settled'},${part.note ?? 'goods'}`;
const csv = (...rows: string[]): Buffer => Buffer.from([HEADER, ...rows, ''].join('\n'));

describe('imports over HTTP', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  describe('our own CSV', () => {
    it('is read with its good rows, and gives the bad ones back with line and reason', async () => {
      const operation = await imported(
        service,
        csv(
          csvRow('c-1'),
          csvRow('c-2', { amount: '19.90' }),
          csvRow('c-3', { status: 'lost' }),
          'shop,c-4,alipay',
          csvRow('c-5', { note: '=HYPERLINK("http://x.example")' }),
        ),
        { format: 'csv' },
      );
      expect(operation).toMatchObject({
        status: 'succeeded',
        result: { accepted: 1, duplicates: 0, rejected: 4 },
      });
      const errors = await service.get('ops', operation.errorsUrl!);
      expect(errors.headers).toMatchObject({
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${operation.id}-errors.csv"`,
      });
      const lines = errors.text.trimEnd().split('\r\n');
      expect(lines[0]).toBe('\uFEFFline,reason_code,reason_zh,reason_en,raw');
      expect(lines.slice(1).map((line) => line.split(',').slice(0, 2).join(' '))).toEqual([
        '3 import.malformed_amount',
        '4 import.unknown_value',
        '5 import.wrong_column_count',
        '6 import.stray_quote',
      ]);
    });

    it('gives no formula back to the spreadsheet of the person who mends it', async () => {
      const starts = ['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '\t=1'];
      const rows = starts.map((start, index) => `${start},c-f-${String(index)}`);
      const operation = await imported(service, csv(...rows), { format: 'csv' });
      expect(operation.result).toMatchObject({ accepted: 0, rejected: starts.length });
      const { text } = await service.get('ops', operation.errorsUrl!);
      const cells = text
        .trimEnd()
        .split('\r\n')
        .flatMap((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
      expect(cells.filter((cell) => /^"?[=+\-@\t＝]/.test(cell))).toEqual([]);
      expect(text).toContain(`'=1+1`);
    });

    it('finds by itself that it is one', async () => {
      expect(await imported(service, csv(csvRow('auto-1')))).toMatchObject({
        status: 'succeeded',
        result: { accepted: 1 },
      });
    });

    it('that contradicts an earlier report of a payment changes nothing, and says so', async () => {
      await imported(service, csv(csvRow('twice-1', { amount: '1000' })));
      const operation = await imported(service, csv(csvRow('twice-1', { amount: '2000' })));
      expect(operation.result).toMatchObject({ accepted: 0, rejected: 1 });
      const { text } = await service.get('ops', operation.errorsUrl!);
      expect(text).toContain('payment.conflict');
      expect(await paymentsLike(service, 'sourceId=twice-1')).toMatchObject([
        { money: { amountMinor: '1000' } },
      ]);
    });

    it.each([
      ['an unknown column', `${HEADER},colour\n`, 'import.unknown_columns'],
      ['a missing column', `${HEADER.replace(',payer_id', '')}\n`, 'import.missing_columns'],
      ['a column twice', `${HEADER},status\n`, 'import.repeated_columns'],
    ])('with %s is refused as a whole', async (_, text, code) => {
      const operation = await imported(service, Buffer.from(`${text}${csvRow('h-1')}\n`), {
        format: 'csv',
      });
      expect(operation).toMatchObject({ status: 'failed', problem: { code } });
      expect(await paymentsLike(service, 'sourceId=h-1')).toEqual([]);
    });
  });

  describe('a file that cannot be read', () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(HEADER, 'utf16le')]);
    const zip = Buffer.from('504b03041400000008000000210000000000000000000000000005000000', 'hex');

    it.each([
      ['UTF-16', utf16, 'import.utf16_not_supported'],
      ['an archive', zip, 'import.binary_file'],
      ['compressed', gzipSync(csv(csvRow('z-1'))), 'import.binary_file'],
      ['a PDF', Buffer.from('%PDF-1.7\n\0\0\0'), 'import.binary_file'],
      ['binary', Buffer.alloc(4_096), 'import.binary_file'],
      ['empty', Buffer.alloc(0), 'import.empty_file'],
      ['blank', Buffer.from('\n \n\n'), 'import.empty_file'],
      ['a shopping list', Buffer.from('milk\nbread\n'), 'import.unknown_format'],
      ['HTML', Buffer.from('<html><body>404</body></html>'), 'import.unknown_format'],
      ['JSON', Buffer.from('[{"payment":1}]'), 'import.format_not_supported'],
      ['a bill of Alipay', Buffer.from('支付宝交易号,商户订单号\n'), 'import.format_not_supported'],
      [
        'in Shift_JIS',
        Buffer.from('838183428358814183608346', 'hex').fill('\x81\xff', 'latin1'),
        'import.unknown_encoding',
      ],
    ])('because it is %s ends as failed, with the reason', async (_, file, code) => {
      const operation = await imported(service, file);
      expect(operation).toMatchObject({ status: 'failed', problem: { code } });
      const { texts } = operation.problem!;
      expect(texts['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(texts.en).toMatch(/^[A-Z].*\.$/);
    });

    it.each(['alipay-bill', 'camt.053'])(
      'because nobody reads %s yet ends as failed',
      async (format) => {
        const operation = await imported(service, csv(csvRow('format-1')), { format });
        expect(operation).toMatchObject({
          status: 'failed',
          problem: { code: 'import.format_not_supported' },
        });
      },
    );
  });

  describe('a call', () => {
    it.each([
      ['a format that has no name', { format: 'excel' }, 'import.unknown_format_name'],
      ['a map of payers that is no JSON', { payerMap: '{' }, 'request.malformed_json'],
      ['a map of payers that is a list', { payerMap: '[]' }, 'import.payer_map_malformed'],
      ['a map of payers to numbers', { payerMap: '{"a":1}' }, 'import.payer_map_malformed'],
      [
        'a map of payers with a key twice',
        { payerMap: '{"a":"1","a":"2"}' },
        'request.malformed_json',
      ],
    ] as [string, Record<string, string>, string][])(
      'with %s is refused at once',
      async (_, fields, code) => {
        expectProblem(await sendFile(service, csv(csvRow('f-1')), fields), 400, code);
      },
    );

    it('without a file is refused at once', async () => {
      const answer = await service.as('ops', 'post', '/v1/imports').field('format', 'csv');
      expectProblem(answer, 400, 'upload.file_missing');
    });

    it('with the same key starts one import', async () => {
      const file = csv(csvRow('key-1'));
      const key = { 'Idempotency-Key': 'import-1' };
      const [first, again] = [
        await sendFile(service, file).set(key),
        await sendFile(service, file).set(key),
      ];
      expect(again.body).toEqual(first.body);
      expect(again.headers['idempotent-replayed']).toBe('true');
      expectProblem(
        await sendFile(service, csv(csvRow('key-2'))).set(key),
        422,
        'idempotency.key_reused',
      );
    });

    it('about an operation that there is not is answered like that', async () => {
      for (const path of [
        'opn_01h455vb4pex5vsknk084sn020',
        'clm_01h455vb4pex5vsknk084sn020',
        'none',
      ]) {
        expectProblem(await service.get('ops', `/v1/operations/${path}`), 404, 'request.not_found');
        expectProblem(
          await service.get('ops', `/v1/operations/${path}/errors.csv`),
          404,
          'request.not_found',
        );
      }
    });
  });
});
