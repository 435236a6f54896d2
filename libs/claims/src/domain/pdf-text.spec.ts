import { pdfCautions } from './evidence-caution';
import { hasMoreBehindPdf, isWholePdf, namesIn, objectStreams, splitAtName } from './pdf-text';

const END = 'startxref\n9\n%%EOF';
const whole = (body = ''): string => `%PDF-1.7\n${body}\n<< /Root 1 0 R >>\n${END}`;

describe('a PDF', () => {
  it.each([
    ['as it is written', whole()],
    ['of the newer kind', whole().replace('1.7', '2.0')],
    ['with an empty line at its end', `${whole()}\r\n`],
    ['with a little behind it', `${whole()}${'\0'.repeat(900)}`],
    ['that was added to', whole(`${END}\n<< /Type /Sig >>`)],
  ])('is whole %s', (_, text) => {
    expect(isWholePdf(text, namesIn(text))).toBe(true);
  });

  it.each([
    ['without its beginning', whole().slice(1)],
    ['behind something else', `<html>${whole()}`],
    ['of a kind that does not exist', whole().replace('1.7', '9.9')],
    ['without its end', whole().slice(0, -5)],
    ['without the place of its table', whole().replace('startxref', 'startxxxx')],
    ['without a root', whole().replace('/Root', '/Rout')],
    ['with much behind it', `${whole()}${'x'.repeat(1_100)}`],
    ['that is empty', ''],
  ])('is not whole %s', (_, text) => {
    expect(isWholePdf(text, namesIn(text))).toBe(false);
  });

  it.each([
    ['<< /S /JavaScript >>', ['script']],
    ['<< /S/JavaScript/JS(x)>>', ['script']],
    ['<< /S /#4aava#53cript >>', ['script']],
    ['<< /S /JavaScripted >>', []],
    ['(JavaScript)', []],
    ['<< /Launch /Encrypt >>', ['encrypted', 'program']],
    ['<< /EmbeddedFiles 1 0 R >>', ['attachments']],
    ['<< /RichMedia 1 0 R /XFA [] >>', ['attachments', 'form']],
    ['', []],
  ])('with %s has the cautions %j', (text, cautions) => {
    expect(pdfCautions({ names: namesIn(text), isHidden: false, hasMore: false })).toEqual(
      cautions,
    );
  });

  it('says so when parts of it could not be looked into', () => {
    const reading = { names: namesIn('/Launch'), isHidden: true, hasMore: false };
    expect(pdfCautions(reading)).toEqual(['hidden', 'program']);
  });

  it('says so when more stands behind it', () => {
    const reading = { names: namesIn('/Launch'), isHidden: false, hasMore: true };
    expect(pdfCautions(reading)).toEqual(['appended', 'program']);
  });

  const ADDED = '9 0 obj << /Type /Sig >> endobj\nxref\n0 0\ntrailer << /Root 1 0 R >>\n';
  it.each([
    ['nothing', whole()],
    ['an empty line', `${whole()}\r\n`],
    ['zeros', `${whole()}${'\0'.repeat(900)}`],
    ['what was added to it', `${whole()}\n${ADDED}${END}\n`],
    ['a table that was added', `${whole()}\r\nxref\n0 0\ntrailer << >>\n${END}`],
    ['a comment, and what was added', `${whole()}\n%BeginUpdate\n${ADDED}${END}\n%EndUpdate`],
    ['its end once more', `${whole()}\n%%EOF\n`],
  ])('with %s behind its end has no more', (_, text) => {
    expect(hasMoreBehindPdf(text)).toBe(false);
  });

  it.each([
    ['an archive', `${whole()}\nPK\x03\x04`],
    ['an archive behind much white space', `${whole()}${' '.repeat(900)}PK\x03\x04`],
    ['an archive, and another end', `${whole()}\nPK\x03\x04\n${END}\n`],
    ['a page', `${whole()}<script>alert(1)</script>`],
    ['an archive behind a comment', `${whole()}\n%PK\x03\x04\n${END}\n`],
    ['a number', `${whole()}\n7`],
  ])('with %s behind its end has more', (_, text) => {
    expect(hasMoreBehindPdf(text)).toBe(true);
  });

  it('is looked through quickly, whatever stands behind its ends', () => {
    const long = [
      ' '.repeat(5e6),
      '%%EOF\n'.repeat(8e5),
      `%%EOF\n1${' '.repeat(5e6)}x`,
      '%'.repeat(5e6),
    ];
    const startedAt = performance.now();
    for (const text of long) hasMoreBehindPdf(`%%EOF${text}`);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it.each([1, 2, 3, 7, 16, 1_000])(
    'has the same names when it comes %i letters at a time',
    (size) => {
      const text = '<< /S /JavaScript /Launcher 3 /#4caunch/Encrypt /XFA_ /RichMedia';
      const names = new Set<string>();
      let rest = '';
      for (let at = 0; at < text.length; at += size) {
        const [whole, begun] = splitAtName(rest + text.slice(at, at + size));
        for (const name of namesIn(whole)) names.add(name);
        rest = begun;
      }
      for (const name of namesIn(rest)) names.add(name);
      expect(names).toEqual(namesIn(text));
    },
  );

  it('tells where its packed objects begin, and not those of pictures', () => {
    const picture = '4 0 obj << /Subtype /Image >> stream\nPIC\nendstream endobj ';
    const packed = '5 0 obj << /Type /Obj#53tm /N 1 >> stream\r\nPACKED\nendstream endobj';
    const text = whole(picture + packed);
    const found = objectStreams(text)?.map(({ dataAt }) => text.slice(dataAt, dataAt + 6));
    expect(found).toEqual(['PACKED']);
  });

  it('is given up on when it has more streams than anybody needs', () => {
    expect(objectStreams('stream\n'.repeat(20_000))).toEqual([]);
    expect(objectStreams('stream\n'.repeat(20_001))).toBeNull();
  });
});
