import fc from 'fast-check';

import { fileName, fileNameFor } from './file-name';

describe('the name of a file in a bundle', () => {
  it.each([
    ['报警回执.png', '报警回执.png'],
    ['Scan 1 (copy).pdf', 'Scan 1 (copy).pdf'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['..\\..\\boot.ini', '_.._boot.ini'],
    ['/etc/passwd', '_etc_passwd'],
    ['C:\\x.png', 'C_x.png'],
    ['a\u0000b.png', 'a_b.png'],
    ['photo\u202egnp.exe', 'photo_gnp.exe'],
    ['con.png', '_con.png'],
    ['COM1', '_COM1'],
    ['.htaccess', 'htaccess'],
    ['...', 'file'],
    ['', 'file'],
    ['a. ', 'a'],
    ['e\u0301.png', '\u00e9.png'],
    [`${'很'.repeat(200)}.png`, `${'很'.repeat(80)}.png`],
    [`x.${'y'.repeat(300)}`, `x.${'y'.repeat(11)}`],
  ])('%j becomes %j', (given, name) => {
    expect(fileName(given)).toBe(name);
  });

  it('is one that every system can write, whatever was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = fileName(given);
        expect(name).not.toMatch(/[\p{C}\\/:*?"<>|]|^\.|^\s|\s$/u);
        expect(name.length).toBeGreaterThan(0);
        expect(Buffer.byteLength(name)).toBeLessThan(400);
      }),
    );
  });
});

describe('the name of a piece of evidence in a bundle', () => {
  it.each([
    ['invoice.pdf.exe', 'image/png', 'invoice.pdf.png'],
    ['photo.JPEG', 'image/jpeg', 'photo.jpg'],
    ['报警回执', 'application/pdf', '报警回执.pdf'],
    ['scan.pdf', 'image/webp', 'scan.webp'],
    ['photo\u202egnp.exe', 'image/png', 'photo_gnp.png'],
    ['../../run.sh', 'image/png', '_.._run.png'],
    ['con.exe', 'image/png', '_con.png'],
    ['.exe', 'image/png', 'exe.png'],
    ['a..exe', 'image/png', 'a.png'],
    ['', 'image/png', 'file.png'],
    ['a.exe ', 'image/png', 'a.png'],
    ['a.exe...', 'image/png', 'a.png'],
    [`${'很'.repeat(200)}.exe`, 'image/png', `${'很'.repeat(80)}.png`],
  ])('%j of the type %s is %j', (given, mediaType, name) => {
    expect(fileNameFor(given, mediaType)).toBe(name);
  });

  it('ends as its content does, whatever was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = fileNameFor(given, 'image/png');
        expect(name).toMatch(/[^.\s]\.png$/);
        expect(name).not.toMatch(/[\p{C}\\/:*?"<>|]|^\.|^\s/u);
      }),
    );
  });
});
