import fc from 'fast-check';

import { processorMsOf } from '../../../../test/support/processor-ms';
import { refusedBy } from '../../../claims/src/domain/testing/refusals';
import { foreignLinks, requireOwnLinks, withoutForeignLinks } from './own-links';

const OWN = ['claims.example.com', 'mail.example.com'];

describe('a link that leads to another place than ours', () => {
  it.each([
    ['Pay here: https://evil.com/pay', 'https://evil.com/pay'],
    ['http://evil.com', 'http://evil.com'],
    ['HTTPS://EVIL.COM', 'HTTPS://EVIL.COM'],
    ['see //evil.com/x', '//evil.com/x'],
    ['ftp://claims.example.com/file', 'ftp://claims.example.com/file'],
    ['weixin://dl/business', 'weixin://dl/business'],
    ['alipays://platformapi/startapp', 'alipays://platformapi/startapp'],
    ['https://claims.example.com@evil.com/', 'https://claims.example.com@evil.com/'],
    ['https://claims.example.com\\@evil.com/', 'https://claims.example.com\\@evil.com/'],
    ['https://claims.example.com.evil.com/', 'https://claims.example.com.evil.com/'],
    ['https://claims.example.com:8443/', 'https://claims.example.com:8443/'],
    ['go to evil.com', 'evil.com'],
    ['go to EVIL.COM.', 'EVIL.COM'],
    ['www.evil.com/a?b=c', 'www.evil.com/a?b=c'],
    ['打开evil.com查看', 'evil.com'],
    ['打开еclaims.example.com查看', 'еclaims.example.com'],
    ['请打开 evil.cn，然后登录', 'evil.cn'],
    ['例子.中国', '例子.中国'],
    ['xn--fsqu00a.xn--fiqs8s', 'xn--fsqu00a.xn--fiqs8s'],
    ['write to refund@evil.com', 'refund@evil.com'],
    ['claims.example.com@evil.com', 'claims.example.com@evil.com'],
    ['evil．com', 'evil.com'],
    ['ev\u200bil.com', 'evil.com'],
    ['ev\u00adil.com', 'evil.com'],
    ['evil.com/receipt.pdf', 'evil.com/receipt.pdf'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/'],
    // Dots of Chinese keyboards, which browsers read as dots.
    ['打开evil。com登录', 'evil.com'],
    ['打开evil｡com', 'evil.com'],
    ['https://evil。com/pay', 'https://evil.com/pay'],
    ['https://claims.example.com。evil。com', 'https://claims.example.com.evil.com'],
    ['evil․com', 'evil.com'],
    ['claims.example.com.中国', 'claims.example.com.中国'],
    // Numbers of hosts.
    ['http://2130706433/', 'http://2130706433/'],
    ['http://0x7f000001/', 'http://0x7f000001/'],
    ['http://[::1]/pay', 'http://[::1]/pay'],
    ['打开203.0.113.7登录', '203.0.113.7'],
    ['203.0.113.7:8080/pay', '203.0.113.7:8080/pay'],
    ['open [2001:db8::7] now', '[2001:db8::7'],
    ['open fe80::1.', 'fe80::1'],
    ['2001:db8:0:0:0:0:0:7', '2001:db8:0:0:0:0:0:7'],
    // Other schemes, with and without a host.
    ['请拨打tel:+8613800138000', 'tel:+8613800138000'],
    ['mailto:refund', 'mailto:refund'],
    ['sms:10086', 'sms:10086'],
    ['javascript:alert(1)', 'javascript:alert(1'],
    ['data:text/html,hello', 'data:text/html,hello'],
    ['weixin:pay', 'weixin:pay'],
    ['alipays:pay', 'alipays:pay'],
    ['https:evil', 'https:evil'],
    ['https:\\\\evil', 'https:\\\\evil'],
    ['https：//evil.com', '//evil.com'],
    // Names that look like ours.
    ['https://xn--clams-6of.example.com/', 'https://xn--clams-6of.example.com/'],
    ['xn--clams-6of.example.com', 'xn--clams-6of.example.com'],
    ['claims.exаmple.com', 'claims.exаmple.com'],
    ['claimṡ.example.com', 'claimṡ.example.com'],
    ['x\u0338claims.example.com', 'x\u0338claims.example.com'],
    ['💰claims.example.com', '💰claims.example.com'],
    ['claims.example.com:8443/pay', 'claims.example.com:8443/pay'],
    // Somebody before the host, or ours behind the host of others.
    ['user:pass@evil.com', 'pass@evil.com'],
    ['https://user:pass@claims.example.com/', 'https://user:pass@claims.example.com/'],
    ['evil.com/@claims.example.com', 'evil.com/@claims.example.com'],
    ['evil.com?@claims.example.com', 'evil.com?@claims.example.com'],
    ['https://claims.example.com%2eevil.com/', 'https://claims.example.com%2eevil.com/'],
  ])('%j holds %j', (text, link) => {
    expect(foreignLinks(text, OWN)).toEqual([link]);
  });

  it.each([
    ['Your claim: https://claims.example.com/claims/CLM-7K3M-92QD.'],
    ['https://CLAIMS.example.com'],
    ['claims.example.com/check'],
    ['请打开claims.example.com查看'],
    ['Write to reply+abc@mail.example.com, or to claims@mail.example.com.'],
    ['The photo IMG_2024.png and the letter 回执.pdf are here.'],
    ['You lost 1.234,50 on 26.11.2026, by version 2.0.1, at 9.30.'],
    ['We ask e.g. for a receipt, i.e. what the shop gave you.'],
    ['I have looked at it. Please wait until Monday.'],
    ['我们已收到您的材料。请稍候。'],
    ['Call 400-000-0000 (9:00-18:00).'],
    ['and/or, 24/7, 5 // 2'],
    ['电话：400-000-0000，Tel：400-000-0000，SMS：无'],
    ['The log says [12:30:45], by version 1.2.3; 1.234.567.890 is an amount.'],
    ['状态:已完成 Status:done std::sort'],
    ['我们已转交VISA。请稍候。打开https://claims.example.com。然后登录。'],
    ['打开https://claims.example.com，然后登录（见https://claims.example.com/check）！'],
    ['See https://claims.example.com/claims/1, and http://CLAIMS.example.com.'],
    [''],
  ])('%j holds none', (text) => {
    expect(foreignLinks(text, OWN)).toEqual([]);
  });

  it('is found in no time, however a text is made', async () => {
    const busyMs = await processorMsOf(() => {
      for (const part of ['a.', 'a', 'a.a@', '1.', ':', '::', 'a-', '[', '。', 'x/']) {
        foreignLinks(part.repeat(10_000 / part.length), OWN);
      }
    });
    expect(busyMs).toBeLessThan(2_000);
  });

  it('is none any more when the text is spaced out, and other texts stay as they are', () => {
    expect(withoutForeignLinks('“evil.com/a.png” 已收到。', OWN)).toBe(
      '“evil. com/ a. png” 已收到。',
    );
    const whole = '“all.zip”：见 https://claims.example.com，https://evil.com/x。';
    expect(withoutForeignLinks(whole, OWN)).toBe(
      '“all. zip”：见 https://claims.example.com，https: / / evil. com/ x。',
    );
    expect(withoutForeignLinks('照片：IMG_1.png', OWN)).toBe('照片：IMG_1.png');
    expect(withoutForeignLinks('打开evil。com', OWN)).toBe('打开evil. com');
    const pieces = fc.constantFrom(
      ...['evil', '.com', '。cn', '.', ':', '/', '//', '@', ' ', '中国', '查看', 'tel:', 'https:'],
      ...['claims.example.com', '203.0.113.7', '::1', '[', ']', '%2e', '?', '-', '\u200b', '：'],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (all) => {
        expect(foreignLinks(withoutForeignLinks(all.join(''), OWN), OWN)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is named in short when it is long', () => {
    const refusal = refusedBy(() => {
      requireOwnLinks(`https://evil.com/${'x'.repeat(500)}`, OWN);
    });
    expect(refusal?.details.saw).toHaveLength(81);
  });

  it('is refused by its name, with what we link to', () => {
    const refusal = refusedBy(() => {
      requireOwnLinks('Log in at https://evil.com/login now', OWN);
    });
    expect(refusal).toMatchObject({
      code: 'message.foreign_link',
      details: { field: 'body', saw: 'https://evil.com/login', allowed: OWN },
    });
    expect(refusal?.text.en).toContain('https://evil.com/login');
    expect(refusal?.text['zh-CN']).toContain('https://evil.com/login');
  });
});
