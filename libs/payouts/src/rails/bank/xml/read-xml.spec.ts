import { decodeReport } from './decode-report';
import { readXml } from './read-xml';
import { allAt, firstAt, textAt } from './xml-path';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

const refusal = (text: string): string => {
  try {
    readXml(text);
    return 'read';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('an XML document', () => {
  it('is read by names without prefixes, with the namespace of its root', () => {
    const text = `${DECLARATION}<n:Document xmlns:n="urn:x"><n:A Ccy="EUR"> 1.20 </n:A><n:A>2</n:A></n:Document>`;
    const { root, namespace } = readXml(text);
    expect([root.name, namespace, textAt(root, 'A')]).toEqual(['Document', 'urn:x', '1.20']);
    expect(firstAt(root, 'A')?.attributes.get('Ccy')).toBe('EUR');
    expect(allAt(root, 'A').map((one) => one.text)).toEqual(['1.20', '2']);
    expect([firstAt(root, 'A', 'B'), textAt(root, 'B')]).toEqual([null, null]);
  });

  it('puts back what XML itself and numbers stand for, and nothing else', () => {
    const text = '<D a="&quot;"><A>R &amp; D &lt;&#x4E2D;&#22269;&gt;</A></D>';
    const { root } = readXml(text);
    expect([textAt(root, 'A'), root.attributes.get('a')]).toEqual(['R & D <中国>', '"']);
  });

  it.each([
    ['nothing', ''],
    ['a page of a proxy', '<html><body>Bad gateway<br></body></html>'],
    ['JSON', '{"a": 1}'],
    ['half a document', '<Document><A>1</A>'],
    ['two documents', '<Document/><Document/>'],
    ['an entity that nobody declared', '<D>&ouml;</D>'],
    ['an ampersand by itself', '<D>R & D</D>'],
    ['a character that is none', '<D>&#x110000;</D>'],
    [
      'a billion laughs',
      `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><D>&b;</D>`,
    ],
    ['a file of the server', '<!DOCTYPE D [<!ENTITY x SYSTEM "file:///etc/passwd">]><D>&x;</D>'],
    ['a document type from elsewhere', '<!doctype D SYSTEM "http://169.254.169.254/"><D/>'],
    ['a tower of elements', `${'<D>'.repeat(60)}${'</D>'.repeat(60)}`],
    ['a name that reaches for the prototype', '<__proto__><a>1</a></__proto__>'],
  ])('is refused as %s', (_what, text) => {
    expect(refusal(text)).toBe('bank.report_not_xml');
  });

  it.each([
    ['elements', `<D>${'<a/>'.repeat(2_000_000)}</D>`],
    ['attributes', `<D ${'a="1" '.repeat(1_000_000)}/>`],
    ['letters in a name', `<${'a'.repeat(8_000_000)}/>`],
    ['entities', `<D>${'&amp;'.repeat(1_600_000)}</D>`],
    ['quotes', `<D ${'"'.repeat(8_000_000)}`],
    ['openings', '<'.repeat(8_000_000)],
  ])('is refused in less than two seconds, however many %s it has', (_what, text) => {
    const before = process.hrtime.bigint();
    expect(refusal(text)).toBe('bank.report_not_xml');
    expect(Number(process.hrtime.bigint() - before) / 1e6).toBeLessThan(2_000);
  });
});

describe('the bytes of a report', () => {
  it.each([
    ['UTF-8', Buffer.from(`\ufeff${DECLARATION}<D>中</D>`), '中'],
    ['no encoding', Buffer.from('<D>中</D>'), '中'],
    [
      'ISO-8859-1',
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><D>é</D>', 'latin1'),
      'é',
    ],
    [
      'GB18030',
      Buffer.concat([
        Buffer.from('<?xml version="1.0" encoding="GB18030"?><D>'),
        Buffer.from([0xd6, 0xd0]),
        Buffer.from('</D>'),
      ]),
      '中',
    ],
  ])('are read as they declare: %s', (_what, bytes, text) => {
    expect(readXml(decodeReport(bytes)).root.text).toBe(text);
  });

  it.each([
    ['an encoding that nobody reads', Buffer.from('<?xml version="1.0" encoding="UTF-7"?><D/>')],
    ['UTF-16', Buffer.from(`\ufeff${DECLARATION}<D/>`, 'utf16le')],
    ['broken UTF-8', Buffer.from([0x3c, 0x44, 0xff, 0x3e])],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ])('are refused with %s', (_what, bytes) => {
    expect(() => readXml(decodeReport(bytes))).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^bank\.report_/) }),
    );
  });
});
