import { refusedBy } from '../../../claims/src/domain/testing/refusals';
import { foreignLinks, requireOwnLinks } from './own-links';

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
    [''],
  ])('%j holds none', (text) => {
    expect(foreignLinks(text, OWN)).toEqual([]);
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
