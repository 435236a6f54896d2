import { pdfCautions } from './evidence-caution';
import { isWholePdf, namesIn, objectStreams, splitAtName } from './pdf-text';

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
    expect(pdfCautions({ names: namesIn(text), isHidden: false })).toEqual(cautions);
  });

  it('says so when parts of it could not be looked into', () => {
    const reading = { names: namesIn('/Launch'), isHidden: true };
    expect(pdfCautions(reading)).toEqual(['hidden', 'program']);
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
