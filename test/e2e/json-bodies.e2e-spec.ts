import { gzipSync } from 'node:zlib';

import { aPayment } from '../support/builders';
import { processorMsOf } from '../support/processor-ms';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';
import { Wire } from './wire';

const MEGABYTE = 1_024 * 1_024;
const EMPTY_CLAIM = '{"lossType":"account_theft"}';

describe('HTTP itself', () => {
  let service: TestService;
  let wire: Wire;
  let keys = 0;

  beforeAll(async () => {
    service = await TestService.start();
    wire = new Wire(service.url);
  });
  afterAll(async () => {
    wire.close();
    await service.stop();
  });

  /** Files a claim that is not complete: whoever reads it says which fields are missing. */
  const file = (body: string | Buffer, headers: Record<string, string> = {}) => {
    keys += 1;
    return wire.send({
      method: 'POST',
      path: '/v1/claims',
      body,
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': `protocol-${keys}`,
        ...service.authorization('lin'),
        ...headers,
      },
    });
  };

  describe('carries JSON', () => {
    it.each([
      'application/json',
      'Application/JSON',
      'application/json; charset=UTF-8',
      'application/json;charset="utf-8"',
    ])('as %s', async (type) => {
      expectProblem(
        await file(EMPTY_CLAIM, { 'Content-Type': type }),
        400,
        'request.invalid_fields',
      );
    });

    it.each([
      'text/plain',
      'text/json',
      'application/xml',
      'application/x-www-form-urlencoded',
      'application/jsonp',
      'application/problem+json',
      'application/vnd.api+json',
      'application/json-patch+json',
      'json',
      '',
      '*/*',
      'application/json, text/plain',
      'application/json; charset=utf-7',
      'application/json; charset=gbk',
      'application/json; charset=utf-16le',
      'application/json; charset=utf-8; charset=utf-7',
    ])('and not as "%s"', async (type) => {
      expectProblem(await file(EMPTY_CLAIM, { 'Content-Type': type }), 415, 'request.not_json');
    });

    it('and no form, whoever sends it: a page of somebody else could', async () => {
      const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
      expectProblem(await file('lossType=account_theft', type), 415, 'request.not_json');
    });

    it('and no upload where no file is meant', async () => {
      const upload = '--x\r\nContent-Disposition: form-data; name="reason"\r\n\r\nyes\r\n--x--\r\n';
      const answer = await wire.send({
        method: 'POST',
        path: '/v1/claims/clm_01h455vb4pex5vsknk084sn02d/withdraw',
        body: upload,
        headers: {
          'Content-Type': 'multipart/form-data; boundary=x',
          'Idempotency-Key': 'protocol-upload',
          ...service.authorization('lin'),
        },
      });
      expectProblem(answer, 415, 'request.takes_no_file');
    });

    it.each([
      ['cut off', '{"lossType":"acc'],
      ['closed by the wrong bracket', '{"lossType":1]'],
      ['in single quotes', "{'lossType':'x'}"],
      ['with a comma too many', '{"lossType":"x",}'],
      ['with a comment', '{"lossType":"x"/* why */}'],
      ['with a name that has no quotes', '{lossType:"x"}'],
      ['with NaN', '{"lossType":NaN}'],
      ['with Infinity', '{"lossType":-Infinity}'],
      ['with undefined', '{"lossType":undefined}'],
      ['of two documents', '{}{}'],
      ['with a line break in a text', '{"lossType":"a\nb"}'],
      ['with a wrong escape', '{"lossType":"\\x41"}'],
      ['with a number that begins with zero', '{"lossType":007}'],
      ['with a number that begins with plus', '{"lossType":+1}'],
      ['that is blank', '   '],
      ['of 21 levels', `{"a":${'['.repeat(20)}${']'.repeat(20)}}`],
      ['of 25 levels', `${'{"a":'.repeat(25)}1${'}'.repeat(25)}`],
      ['of 3,000 levels', `{"a":${'['.repeat(3_000)}${']'.repeat(3_000)}}`],
      ['of a hundred thousand levels', '['.repeat(100_000)],
      ['of a hundred thousand levels of objects', '{"a":'.repeat(100_000)],
      ['that is not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
      ['in overlong UTF-8', Buffer.from([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d])],
      ['in UTF-16', Buffer.from(EMPTY_CLAIM, 'utf16le')],
      ['in GBK', Buffer.from('7b22b1bbb5c1223a317d', 'hex')],
      ['with a key twice, once in disguise', '{"lossType":"x","\\u006cossType":"y"}'],
      ['with a prototype', '{"__proto__":{"role":"approver"}}'],
      ['with a prototype in disguise', '{"\\u005f_proto__":{"role":"approver"}}'],
    ])('and not %s', async (_, body) => {
      expectProblem(await file(body), 400, 'request.malformed_json');
    });

    it('of at most two megabytes', async () => {
      const filled = (bytes: number): string => `{"lossType":"${'x'.repeat(bytes - 15)}"}`;
      expectProblem(await file(filled(2 * MEGABYTE)), 400, 'request.invalid_fields');
      expectProblem(await file(filled(2 * MEGABYTE + 1)), 413, 'request.body_too_large');
    });

    it.each([
      ['zeros', `{"lossType":[${'0,'.repeat(MEGABYTE - 20)}0]}`],
      ['empty objects', `{"lines":[${'{},'.repeat(600_000)}{}]}`],
      ['fields', `{${Array.from({ length: 150_000 }, (_, n) => `"f${n}":0`).join()}}`],
    ])('of at most 30,000 values, and not two megabytes of %s', async (_, body) => {
      const busyMs = await processorMsOf(async () => {
        expectProblem(await file(body), 413, 'request.too_many_values');
      });
      expect(busyMs).toBeLessThan(2_000);
    });

    it('of a thousand whole payments', async () => {
      const payment = aPayment({ status: 'partly_refunded', refundedMinor: '1' });
      const party = { id: 'p_1', name: 'Somebody' };
      const whole = { ...payment, payer: party, payee: { ...party, account: '6222' } };
      const payments = Array.from({ length: 1_000 }, () => whole);
      const answer = await service.post('bank', '/v1/payments', { payments });
      expect(answer.status).toBe(200);
    });

    it('of at most two megabytes also when it comes compressed or in pieces', async () => {
      const bomb = gzipSync(Buffer.alloc(30 * MEGABYTE, 0x20));
      expect(bomb.length).toBeLessThan(MEGABYTE);
      const gzip = { 'Content-Encoding': 'gzip' };
      const busyMs = await processorMsOf(async () => {
        expectProblem(await file(bomb, gzip), 413, 'request.body_too_large');
      });
      expect(busyMs).toBeLessThan(2_000);
      const small = gzipSync(EMPTY_CLAIM);
      expectProblem(
        await file(small, { 'Content-Encoding': 'gzip' }),
        400,
        'request.invalid_fields',
      );
    });

    it.each([
      ['compressed twice', gzipSync(gzipSync(EMPTY_CLAIM)), 'gzip, gzip'],
      ['compressed by nobody', Buffer.from(EMPTY_CLAIM), 'gzip'],
      ['cut off within its compression', gzipSync(EMPTY_CLAIM).subarray(0, 20), 'gzip'],
      ['compressed in a way of its own', Buffer.from(EMPTY_CLAIM), 'rot13'],
    ])('and not %s', async (_, body, encoding) => {
      expectProblem(
        await file(body, { 'Content-Encoding': encoding }),
        400,
        'request.body_unreadable',
      );
    });
  });
});
