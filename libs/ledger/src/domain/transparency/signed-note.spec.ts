import fc from 'fast-check';

import { DomainError } from '@app/kernel';

import { NOTE_BYTES_MAX, openNote, parseNote, signNote } from './signed-note';
import type { NoteSigner } from './signed-note';
import { exchangeKey, seededKey } from './testing/seeded-key';
import { parseVerifierKey, verifierKeyOf } from './verifier-key';
import type { VerifierKey } from './verifier-key';

const seeded = (name: string, seed: Buffer): NoteSigner => ({ name, privateKey: seededKey(seed) });
const keyOf = ({ name, privateKey }: NoteSigner): VerifierKey => verifierKeyOf(name, privateKey);
const refusal = (code: string): Error => expect.objectContaining({ code }) as Error;

// The example of Go's package note, which every tool for signed notes reproduces.
const TEXT =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n";
const PETER = seeded(
  'PeterNeumann',
  Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1),
);
const PETER_LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const ENOCH = seeded('EnochRoot', Buffer.alloc(32));
const ENOCH_LINE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';
const PETER_KEY = keyOf(PETER);
const ENOCH_KEY = keyOf(ENOCH);

describe('signing a note', () => {
  it('gives byte for byte the note that Go gives, by one signer and by two', () => {
    expect(signNote(TEXT, [PETER])).toBe(`${TEXT}\n${PETER_LINE}`);
    expect(signNote(TEXT, [PETER, ENOCH])).toBe(`${TEXT}\n${PETER_LINE}${ENOCH_LINE}`);
  });

  it.each([
    ['does not end with a newline', 'text'],
    ['does not end with a newline but looks like a note', 'a\n\n— name AAAAAAAA'],
    ['is empty', ''],
    ['holds a carriage return', 'a\r\n'],
    ['holds a zero byte', 'a\0\n'],
    ['holds an unpaired surrogate', 'a\ud800\n'],
    ['is too long', `${'a'.repeat(NOTE_BYTES_MAX)}\n`],
  ])('is refused for a text that %s', (_what, text) => {
    expect(() => signNote(text, [PETER])).toThrow(refusal('ledger.bad_note'));
  });

  it('is refused without a signer, under a bad name and with another kind of key', () => {
    expect(() => signNote(TEXT, [])).toThrow(refusal('ledger.bad_note'));
    const badName = { ...PETER, name: 'Peter Neumann' };
    expect(() => signNote(TEXT, [badName])).toThrow(refusal('ledger.bad_verifier_key'));
    const otherKind = { name: 'log', privateKey: exchangeKey(Buffer.alloc(32, 1)) };
    expect(() => signNote(TEXT, [otherKind])).toThrow(refusal('ledger.bad_verifier_key'));
  });
});

describe('opening a note', () => {
  const both = `${TEXT}\n${PETER_LINE}${ENOCH_LINE}`;

  it('verifies the example of the specification', () => {
    const note =
      'This is an example message.\n\n' +
      '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
    const key = parseVerifierKey(
      'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    );
    const opened = { text: 'This is an example message.\n', signedBy: [key] };
    expect(openNote(note, [key])).toEqual(opened);
    expect(openNote(Buffer.from(note), [key])).toEqual(opened);
  });

  it('needs one of the trusted keys, and ignores signatures of others', () => {
    expect(openNote(both, [PETER_KEY]).signedBy).toEqual([PETER_KEY]);
    expect(openNote(both, [ENOCH_KEY]).signedBy).toEqual([ENOCH_KEY]);
    expect(openNote(both, [ENOCH_KEY, PETER_KEY]).signedBy).toEqual([PETER_KEY, ENOCH_KEY]);
  });

  it('says whose signatures it saw when none is of a trusted key', () => {
    const open = () => openNote(`${TEXT}\n${PETER_LINE}`, [ENOCH_KEY]);
    expect(open).toThrow(refusal('ledger.note_not_trusted'));
    expect(open).toThrow('PeterNeumann+c74f20a3');
    expect(() => openNote(both, [])).toThrow(refusal('ledger.note_not_trusted'));
  });

  it('does not take a key of the same name, or of the same ID, for the trusted one', () => {
    const sameName = keyOf(seeded('PeterNeumann', Buffer.alloc(32, 1)));
    const sameId = { ...ENOCH_KEY, keyId: PETER_KEY.keyId };
    for (const key of [sameName, sameId]) {
      expect(() => openNote(`${TEXT}\n${PETER_LINE}`, [key])).toThrow(
        refusal('ledger.note_not_trusted'),
      );
    }
  });

  it('refuses the whole note for one false signature of a trusted key', () => {
    const forged = signNote('another text\n', [PETER]).split('\n\n')[1]!;
    for (const lines of [forged + ENOCH_LINE, ENOCH_LINE + forged, PETER_LINE + forged]) {
      const open = () => openNote(`${TEXT}\n${lines}`, [PETER_KEY, ENOCH_KEY]);
      expect(open).toThrow(refusal('ledger.bad_signature'));
    }
    expect(openNote(`${TEXT}\n${forged}${ENOCH_LINE}`, [ENOCH_KEY]).text).toBe(TEXT);
  });

  it('refuses a trusted key’s signature of another length', () => {
    const short = Buffer.from('c74f20a3ff', 'hex').toString('base64');
    const open = () => openNote(`${TEXT}\n— PeterNeumann ${short}\n`, [PETER_KEY]);
    expect(open).toThrow(refusal('ledger.bad_signature'));
  });

  it('verifies with the right one of two keys that share name and ID', () => {
    const twin = { ...PETER_KEY, publicKey: ENOCH_KEY.publicKey };
    expect(openNote(both, [twin, PETER_KEY]).signedBy).toEqual([PETER_KEY]);
    expect(() => openNote(both, [twin])).toThrow(refusal('ledger.bad_signature'));
  });

  it('gives back any text that was signed, whatever it looks like', () => {
    const lines = fc.array(
      fc.oneof(
        fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll(/\p{Cc}/gu, '')),
        fc.constantFrom('', PETER_LINE.trimEnd(), '\ufeff', '— '),
      ),
    );
    fc.assert(
      fc.property(lines, (some) => {
        const text = `${some.join('\n')}\n`;
        expect(openNote(signNote(text, [ENOCH, PETER]), [PETER_KEY]).text).toBe(text);
      }),
    );
  });

  it('refuses a note with any byte changed, or gives the text that was signed', () => {
    const bytes = Buffer.from(both);
    const ofPeter = Buffer.byteLength(`${TEXT}\n${PETER_LINE}`);
    const misread = [...bytes].flatMap((byte, at) =>
      [byte ^ 1, byte ^ 0x20, byte ^ 0x80, 0x0a, 0x20, 0x2b, 0x3d, 0x00, 0xff]
        .filter((other) => other !== byte)
        .map((other) => [at, opened(bytes.with(at, other))] as const)
        .filter(([, outcome]) => outcome !== 'refused' && (at < ofPeter || outcome !== TEXT)),
    );
    expect(misread).toEqual([]);
  });

  function opened(note: Uint8Array): string {
    try {
      return openNote(Buffer.from(note), [PETER_KEY]).text;
    } catch (error) {
      if (error instanceof DomainError) return 'refused';
      throw error;
    }
  }
});

describe('reading a note', () => {
  it('tells the signatures that it carries', () => {
    const { text, signatures } = parseNote(`${TEXT}\n${PETER_LINE}${ENOCH_LINE}`);
    expect(text).toBe(TEXT);
    expect(signatures.map(({ name, keyId, signature }) => [name, keyId, signature.length])).toEqual(
      [
        ['PeterNeumann', 'c74f20a3', 64],
        ['EnochRoot', 'af0cfe78', 64],
      ],
    );
  });

  it('takes the last empty line as the end of the text', () => {
    expect(parseNote(`a\n\n\n${PETER_LINE}`).text).toBe('a\n\n');
    expect(parseNote(`a\n\n${PETER_LINE}\n${ENOCH_LINE}`).text).toBe(`a\n\n${PETER_LINE}`);
  });

  it.each([
    ['one of another language', 'Ognuno sta solo\n\ned è subito sera.\n'],
    ['one with a byte order mark', '\ufefftext\n'],
  ])('reads a text as it is: %s', (_what, text) => {
    expect(parseNote(`${text}\n${PETER_LINE}`).text).toBe(text);
  });

  it.each([
    ['nothing', ''],
    ['a text alone', TEXT],
    ['a text and an empty line', `${TEXT}\n`],
    ['signatures without an empty line before', `${TEXT}${PETER_LINE}`],
    ['signatures without a text', `\n${PETER_LINE}`],
    ['a letter before the only line', `a${PETER_LINE}`],
    ['a letter for the last newline', `${TEXT}\n${PETER_LINE.trimEnd()}X`],
    ['a last line without newline', `${TEXT}\n${PETER_LINE.trimEnd()}`],
    ['an empty line at the end', `${TEXT}\n${PETER_LINE}\n`],
    ['a hyphen for the dash', `${TEXT}\n${PETER_LINE.replace('—', '-')}`],
    ['two spaces after the name', `${TEXT}\n${PETER_LINE.replace('n x', 'n  x')}`],
    ['a third word', `${TEXT}\n— a AAAAAAAA AAAAAAAA\n`],
    ['a name with a plus sign', `${TEXT}\n— a+b AAAAAAAA\n`],
    ['no name', `${TEXT}\n—  AAAAAAAA\n`],
    ['no signature', `${TEXT}\n— name \n`],
    ['a key ID alone', `${TEXT}\n— name AAAAAA==\n`],
    ['base64 without padding', `${TEXT}\n${PETER_LINE.replace('=', '')}`],
    ['base64 with spare bits', `${TEXT}\n${PETER_LINE.replace('AM=', 'AN=')}`],
    ['base64 of the other alphabet', `${TEXT}\n— name AAAA-_AA\n`],
    ['carriage returns', `${TEXT}\n${PETER_LINE}`.replaceAll('\n', '\r\n')],
    ['a tab', `a\tb\n\n${PETER_LINE}`],
    ['an unpaired surrogate', `\ud800\n\n${PETER_LINE}`],
    ['101 signatures', `${TEXT}\n${PETER_LINE.repeat(101)}`],
    ['more than 1 MiB', `${'a\n'.repeat(NOTE_BYTES_MAX / 2)}\n${PETER_LINE}`],
  ])('refuses %s', (_what, note) => {
    expect(() => parseNote(note)).toThrow(refusal('ledger.bad_note'));
  });

  it('refuses bytes that are not UTF-8', () => {
    const note = Buffer.from(`aXb\n\n${PETER_LINE}`);
    note[1] = 0xff;
    expect(() => parseNote(note)).toThrow(refusal('ledger.bad_note'));
  });

  it('reads 100 signatures', () => {
    expect(parseNote(`${TEXT}\n${PETER_LINE.repeat(100)}`).signatures).toHaveLength(100);
  });

  it('names the line that is wrong, in both languages', () => {
    const read = () => parseNote(`one\ntwo\n\n${PETER_LINE}wrong\n`);
    expect(read).toThrow('Line 5 of the note');
    expect(read).toThrow(
      expect.objectContaining({
        text: expect.objectContaining({ 'zh-CN': expect.stringContaining('第 5 行') as string }),
      }) as Error,
    );
  });
});
