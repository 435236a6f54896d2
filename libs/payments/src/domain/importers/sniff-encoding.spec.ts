import { sniffEncoding } from './sniff-encoding';

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
/** 你好 in GBK. */
const GBK_LINE = Buffer.from([0xc4, 0xe3, 0xba, 0xc3, 0x0a]);

describe('the encoding of a file', () => {
  it.each([
    ['only ASCII', utf8('a,b\n1,2\n'), 'utf-8'],
    ['Chinese in UTF-8', utf8('你好\n再见\n'), 'utf-8'],
    ['Chinese in GBK', Buffer.concat([GBK_LINE, GBK_LINE]), 'gb18030'],
    [
      'as much UTF-8 as GBK: garbage is worse than a rejected row',
      Buffer.concat([utf8('你好\n'), GBK_LINE]),
      'utf-8',
    ],
    ['one damaged row among good ones', Buffer.concat([utf8('你好\n再见\n'), GBK_LINE]), 'utf-8'],
  ])('is told from %s', (_, head, encoding) => {
    expect(sniffEncoding(head)).toBe(encoding);
  });
});
