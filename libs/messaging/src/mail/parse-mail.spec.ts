import { createRequire } from 'node:module';

import { processorMsOf } from '../../../../test/support/processor-ms';
import { parseMail } from './parse-mail';

/** By mailparser's own package, so that the tests write what they have it read. */
const iconv = createRequire(require.resolve('mailparser'))('iconv-lite') as {
  encode(text: string, charset: string): Buffer;
};

const encoded = (text: string, charset: string): string =>
  `=?${charset}?B?${iconv.encode(text, charset).toString('base64')}?=`;

const mail = (head: readonly string[], body: Buffer | string): Buffer =>
  Buffer.concat([
    Buffer.from(['From: Lin <Lin@Example.com>', ...head, '', ''].join('\r\n'), 'latin1'),
    Buffer.from(body),
  ]);

const multipart = (...parts: readonly string[]): Buffer =>
  mail(
    ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=q'],
    [...parts.flatMap((part) => ['--q', part]), '--q--', ''].join('\r\n'),
  );

describe('a mail in a Chinese character set', () => {
  const words = '您好，被盗刷的截图见附件。';
  it.each(['gbk', 'gb2312', 'gb18030', 'utf-8', 'big5'])('is read when it is %s', async (set) => {
    const written = set === 'big5' ? '您好，截圖見附件。' : words;
    const subject = `Subject: ${encoded('补充材料', set === 'big5' ? 'gbk' : set)}`;
    const type = `Content-Type: text/plain; charset=${set}`;
    const base64 = iconv.encode(written, set).toString('base64');
    const read = await parseMail(
      mail([subject, type, 'Content-Transfer-Encoding: base64'], base64),
    );
    expect(read.text).toBe(written);
    expect(read.subject).toBe('补充材料');
  });

  it('is read when its head has 8-bit characters and says not which', async () => {
    const subject = Buffer.concat([Buffer.from('Subject: '), iconv.encode('补充截图', 'gbk')]);
    const head = [subject.toString('latin1'), 'Content-Type: text/plain; charset=gb2312'];
    const read = await parseMail(mail(head, iconv.encode('见附件', 'gbk')));
    expect(read).toMatchObject({ subject: '补充截图', text: '见附件' });
  });

  it('is read as UTF-8 when that fits', async () => {
    const head = [Buffer.from('Subject: 截图').toString('latin1'), 'Content-Type: text/plain'];
    expect((await parseMail(mail(head, '好'))).subject).toBe('截图');
  });
});

describe('a mail that does not say in which character set it is', () => {
  const chinese = '您好，被盗刷的截图见附件。';
  const western = 'Voilà, où est mon argent ? « Déjà » payé : 5 €';
  const bodies: readonly (readonly [string, Buffer, string])[] = [
    ['UTF-8', Buffer.from(chinese), chinese],
    ['GBK', iconv.encode(chinese, 'gbk'), chinese],
    ['GB 18030', iconv.encode('𠮷野家的单据', 'gb18030'), '𠮷野家的单据'],
    ['Western', iconv.encode(western, 'windows-1252'), western],
  ];
  it.each(bodies)('is read when it is %s and has no head', async (_set, body, words) => {
    expect((await parseMail(mail([], body))).text).toBe(words);
  });
  it.each(bodies)('is read when it is %s and only text', async (_set, body, words) => {
    const head = ['Content-Type: text/plain;', '\tformat=fixed', 'Content-Transfer-Encoding: 8bit'];
    expect((await parseMail(mail(head, body))).text).toBe(words);
  });
  it.each(bodies)('is read when it is %s and packed', async (_set, body, words) => {
    const head = ['Content-Type: text/plain', 'Content-Transfer-Encoding: base64'];
    expect((await parseMail(mail(head, body.toString('base64')))).text).toBe(words);
  });
  it.each(bodies)('is read when it is %s and HTML', async (_set, body, words) => {
    const html = Buffer.concat([Buffer.from('<p>'), body, Buffer.from('</p>')]);
    expect((await parseMail(mail(['Content-Type: text/html'], html))).text).toBe(words);
  });
  it.each(bodies)('is read when it is %s and a part among others', async (_set, body, words) => {
    const read = await parseMail(
      mail(
        ['Content-Type: multipart/mixed; boundary=q'],
        Buffer.concat([
          Buffer.from('--q\r\nContent-Type: text/plain\r\n\r\n'),
          body,
          Buffer.from('\r\n--q\r\nContent-Type: text/plain; charset=gbk\r\n\r\n'),
          iconv.encode('附言', 'gbk'),
          Buffer.from('\r\n--q\r\nContent-Type: image/png; name=a.png\r\n\r\n\x89PNG\r\n--q--\r\n'),
        ]),
      ),
    );
    expect(read.text).toBe(`${words}\n附言`);
    expect(read.files.map(({ name }) => name)).toEqual(['a.png']);
  });

  it('is UTF-8 also when something in it was lost before', async () => {
    expect((await parseMail(mail([], Buffer.from('截图\uFFFD见附件')))).text).toBe(
      '截图\uFFFD见附件',
    );
  });

  it('is left alone where its text speaks of such things', async () => {
    const words = '见附件\n--q\nLin\nContent-Type: text/plain\n\n完';
    const read = await parseMail(mail(['Content-Type: text/plain'], iconv.encode(words, 'gbk')));
    expect(read.text).toBe(words);
  });

  it('takes no time, however it is made', async () => {
    const parts = ['--x\r\n', '--x\r\nContent-Type: text/plain\r\n', 'x: y\r\n', '\xc4\xe3', ' '];
    const busyMs = await processorMsOf(async () => {
      for (const part of parts) {
        const body = Buffer.from(`\xc4\xe3${part.repeat(1_000_000 / part.length)}x`, 'latin1');
        await parseMail(mail(['Content-Type: text/plain'], body));
      }
    });
    expect(busyMs).toBeLessThan(10_000);
  });
});

describe('the text of a mail', () => {
  it('is made from HTML when there is no other, with quotes behind ">"', async () => {
    const html = [
      'Content-Type: text/html; charset=utf-8',
      '',
      '<style>p{}</style><p>Here it is</p><a href="https://x.example/track">more</a>',
      '<blockquote>Your mail</blockquote>',
    ].join('\r\n');
    const read = await parseMail(multipart(html));
    expect(read.text).toBe('Here it is\n\nmore\n\n> Your mail');
  });

  it('is all of it when a gateway has put its own words below HTML', async () => {
    const html = 'Content-Type: text/html\r\n\r\n<p>My own words</p><img src="cid:logo">';
    const footer = 'Content-Type: text/plain\r\n\r\nThis mail was scanned.';
    expect((await parseMail(multipart(html, footer))).text).toBe(
      'My own words\n\nThis mail was scanned.',
    );
  });

  it('is the plain one of two', async () => {
    const both = [
      'Content-Type: multipart/alternative; boundary=a',
      ...['', '--a', 'Content-Type: text/plain', '', 'plain'],
      ...['--a', 'Content-Type: text/html', '', '<p>rich</p>', '--a--'],
    ].join('\r\n');
    expect((await parseMail(multipart(both))).text).toBe('plain');
  });

  it('has no characters that a database or a terminal takes for orders', async () => {
    const read = await parseMail(
      mail(['Subject: a\u0007b'], 'a\0b\u001b[31mc\u202Ed\r\n\r\n\r\n\r\ne'),
    );
    expect(read).toMatchObject({ text: 'ab[31mcd\n\ne', subject: 'ab' });
  });

  it('is cut where a message ends, never in the middle of a character', async () => {
    const head = ['Content-Type: text/plain; charset=utf-8'];
    const { text } = await parseMail(mail(head, '🧾'.repeat(30_000)));
    expect(text.length).toBeLessThanOrEqual(20_000);
    expect(text).toMatch(/^(🧾)+…$/u);
  });
});

describe('the files of a mail', () => {
  const png = (name: string): string =>
    [
      `Content-Type: image/png; ${name}`,
      'Content-Transfer-Encoding: base64',
      '',
      'iVBORw0KGgo=',
    ].join('\r\n');

  it.each([
    [`name="${encoded('../../etc/截图.png', 'gb2312')}"`, '截图.png'],
    [`name="=?utf-8?Q?=2E=2E=2Fa=00b.png?="`, 'ab.png'],
    ['name="C:\\\\Users\\\\lin\\\\a.png"', 'a.png'],
    [`name="x.png"; name*=UTF-8''%E6%88%AA%E5%9B%BE.png`, '截图.png'],
    ['name="..\u202Egnp.exe"', '..gnp.exe'],
    ['name=""', 'file'],
  ])('are named without folders and orders: %s', async (name, shown) => {
    const { files } = await parseMail(multipart('Content-Type: text/plain\r\n\r\nhi', png(name)));
    expect(files.map((file) => file.name)).toEqual([shown]);
    expect(files[0]?.content).toHaveLength(8);
  });

  it('are not what mail programs add by themselves', async () => {
    const signature = 'Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nMII=';
    const { files } = await parseMail(multipart('Content-Type: text/plain\r\n\r\nhi', signature));
    expect(files).toEqual([]);
  });

  it('are mails within the mail, too', async () => {
    const within = 'Content-Type: message/rfc822\r\n\r\nSubject: old\r\n\r\nold words';
    const read = await parseMail(multipart('Content-Type: text/plain\r\n\r\nnew words', within));
    expect(read.text).toBe('new words');
    expect(read.files.map(({ mediaType }) => mediaType)).toEqual(['message/rfc822']);
  });
});

describe('a mail that is made to do harm', () => {
  const nested = (depth: number): Buffer => {
    let body = 'Content-Type: text/plain\r\n\r\ndeep\r\n';
    for (let at = 0; at < depth; at += 1) {
      const boundary = `b${String(at)}`;
      const type = `Content-Type: multipart/mixed; boundary=${boundary}`;
      body = `${type}\r\n\r\n--${boundary}\r\n${body}\r\n--${boundary}--\r\n`;
    }
    return Buffer.from(`From: lin@example.com\r\n${body}`);
  };

  it('is read as far as real mails are nested', async () => {
    expect((await parseMail(nested(50))).text).toBe('deep');
  });

  it.each([
    ['parts within parts', nested(5_000)],
    ['many parts', multipart(...Array<string>(5_000).fill('Content-Type: text/plain\r\n\r\nx'))],
    ['a head without an end', mail([`Subject: ${'x '.repeat(400_000)}`], '')],
  ])('is refused at once: %s', async (_what, raw) => {
    const busyMs = await processorMsOf(() => expect(parseMail(raw)).rejects.toThrow());
    expect(busyMs).toBeLessThan(2_000);
  });

  it.each([
    ['nested tags', '<b>'.repeat(300_000)],
    ['unclosed quotes', '<blockquote>'.repeat(20_000)],
    ['a table in a table', '<table><tr><td>'.repeat(20_000)],
  ])('takes no time by its HTML: %s', async (_what, html) => {
    const raw = mail(['Content-Type: text/html'], html);
    expect(await processorMsOf(() => parseMail(raw))).toBeLessThan(5_000);
  });

  it.each(['', '\r\n', 'no head at all', '\0\0\0', 'From:\r\n\r\n', ': x\r\n\r\n'])(
    'is read as nothing: %j',
    async (text) => {
      expect(await parseMail(Buffer.from(text))).toMatchObject({ from: null, files: [] });
    },
  );
});
