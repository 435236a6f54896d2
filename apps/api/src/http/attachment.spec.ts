import { contentDisposition } from './attachment';

const ID = 'evd_01h455vb4pex5vsknk084sn02q';

const headerFor = (fileName: string, mediaType = 'image/png'): string =>
  contentDisposition({ fileName, mediaType, sizeBytes: 1, id: ID });

const saved = (header: string): string =>
  decodeURIComponent(/filename\*=UTF-8''([\w.%~-]+)$/.exec(header)?.[1] ?? '');

describe('the name under which a file is saved', () => {
  it.each([
    ['photo.png', 'photo.png'],
    ['报警回执（第1页）.png', '报警回执（第1页）.png'],
    ['no ending', 'no ending.png'],
    ['run me.html', 'run me.png'],
    ['invoice.pdf.exe', 'invoice.pdf.png'],
    ['../../etc/passwd', 'etcpasswd.png'],
    ['a"; filename="b.html', 'a filename=b.png'],
    ['a\r\nX-Evil: yes.png', 'aX-Evil yes.png'],
    ['.htaccess', `${ID}.png`],
    ['...', `${ID}.png`],
    ['', `${ID}.png`],
    ['\u202Egnp.exe', 'gnp.png'],
    ["it's (1)!*.png", "it's (1)!.png"],
    ['😀.png', '😀.png'],
    ['$(rm -rf);`x`&.png', '(rm -rf)x.png'],
  ])('%j becomes %s', (given, name) => {
    expect(saved(headerFor(given))).toBe(name);
  });

  it('ends as its content does', () => {
    expect(saved(headerFor('form.svg', 'application/pdf'))).toBe('form.pdf');
    expect(saved(headerFor('photo', 'image/jpeg'))).toBe('photo.jpg');
    expect(saved(headerFor('photo', 'text/html'))).toBe('photo.bin');
  });

  it('is plain for old clients, and whole for all others', () => {
    expect(headerFor('单.png')).toBe(
      `attachment; filename="${ID}.png"; filename*=UTF-8''%E5%8D%95.png`,
    );
  });

  it.each([['x'.repeat(4_000)], ['😀'.repeat(4_000)], ['\ud83d'.repeat(300)]])(
    'is of a length that every disk takes',
    (given) => {
      const header = headerFor(given);
      expect(header.length).toBeLessThan(1_500);
      expect(header).toMatch(/^[\x20-\x7e]+$/);
    },
  );
});
