import fc from 'fast-check';

import { formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint';
import type { Checkpoint } from './checkpoint';
import { leafHash } from './merkle-tree';
import { signNote } from './signed-note';
import { seededKey } from './testing/seeded-key';
import { verifierKeyOf } from './verifier-key';

const ORIGIN = 'ganpei.example/ledger';
const SIGNER = { name: ORIGIN, privateKey: seededKey(Buffer.alloc(32, 1)) };
const KEY = verifierKeyOf(ORIGIN, SIGNER.privateKey);
const ROOT = 'TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=';
const refusal = (code: string): Error => expect.objectContaining({ code }) as Error;

const checkpoint = (wish: Partial<Checkpoint> = {}): Checkpoint => ({
  origin: ORIGIN,
  size: 70_000,
  root: leafHash('hello world'),
  extensions: [],
  ...wish,
});
const signed = (some: Checkpoint): string => signNote(formatCheckpoint(some), [SIGNER]);

describe('the text of a checkpoint', () => {
  it('is the one that Go’s package tlog writes', () => {
    const tree = checkpoint({ origin: 'go.sum database tree', size: 123_456_789_012 });
    const text = `go.sum database tree\n123456789012\n${ROOT}\n`;
    expect(formatCheckpoint(tree)).toBe(text);
    expect(parseCheckpoint(text)).toEqual(tree);
  });

  it('is read as in the example of the specification', () => {
    const text =
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    const { origin, size } = parseCheckpoint(text);
    expect([origin, size]).toEqual(['example.com/behind-the-sofa', 20_852_163]);
  });

  it('is read as it was written, with any values', () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !text.includes('\n'));
    const any = fc.record({
      origin: line,
      size: fc.maxSafeNat(),
      root: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
      extensions: fc.array(line, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(any, (some) => {
        expect(parseCheckpoint(formatCheckpoint(some))).toEqual(some);
      }),
    );
  });

  it.each([
    ['nothing', '', 'at least three lines'],
    ['two lines', `log\n5\n`, 'at least three lines'],
    ['no newline at the end', `log\n5\n${ROOT}`, 'at least three lines'],
    ['an extension without newline', `log\n5\n${ROOT}\nmore`, 'at least three lines'],
    ['no origin', `\n5\n${ROOT}\n`, 'Line 1'],
    ['no size', `log\n\n${ROOT}\n`, 'Line 2'],
    ['a leading zero', `log\n05\n${ROOT}\n`, 'Line 2'],
    ['two zeros', `log\n00\n${ROOT}\n`, 'Line 2'],
    ['a sign', `log\n+5\n${ROOT}\n`, 'Line 2'],
    ['a negative size', `log\n-5\n${ROOT}\n`, 'Line 2'],
    ['a space', `log\n5 \n${ROOT}\n`, 'Line 2'],
    ['a size with an exponent', `log\n1e3\n${ROOT}\n`, 'Line 2'],
    ['a size in hexadecimal', `log\n0x5\n${ROOT}\n`, 'Line 2'],
    ['a size in other digits', `log\n５\n${ROOT}\n`, 'Line 2'],
    ['a size that no number holds exactly', `log\n9007199254740992\n${ROOT}\n`, 'Line 2'],
    ['an endless size', `log\n${'9'.repeat(400)}\n${ROOT}\n`, 'Line 2'],
    ['a root without padding', `log\n5\n${ROOT.slice(0, -1)}\n`, 'Line 3'],
    ['a root with spare bits', `log\n5\n${ROOT.replace('0=', '1=')}\n`, 'Line 3'],
    ['a short root', `log\n5\nAAAA\n`, 'Line 3'],
    ['an empty extension', `log\n5\n${ROOT}\nmore\n\n`, 'Line 5'],
  ])('is refused with %s', (_what, text, message) => {
    expect(() => parseCheckpoint(text)).toThrow(refusal('ledger.bad_checkpoint'));
    expect(() => parseCheckpoint(text)).toThrow(message);
  });

  it.each<[string, Partial<Checkpoint>]>([
    ['an origin of two lines', { origin: 'log\n6' }],
    ['an empty origin', { origin: '' }],
    ['a size that is not whole', { size: 1.5 }],
    ['a negative size', { size: -1 }],
    ['a size beyond exact numbers', { size: 2 ** 53 }],
    ['a root of 31 bytes', { root: Buffer.alloc(31) }],
    ['an extension of two lines', { extensions: ['a\nb'] }],
    ['an empty extension', { extensions: [''] }],
  ])('is not written with %s', (_what, wish) => {
    expect(() => formatCheckpoint(checkpoint(wish))).toThrow(refusal('ledger.bad_checkpoint'));
  });
});

describe('opening a checkpoint', () => {
  it('gives what the log signed', () => {
    const some = checkpoint({ extensions: ['2026-03-01T00:00:00Z'] });
    expect(openCheckpoint(signed(some), [KEY], ORIGIN)).toEqual(some);
  });

  it('goes on while the log changes its key', () => {
    const next = { name: ORIGIN, privateKey: seededKey(Buffer.alloc(32, 2)) };
    const note = signNote(formatCheckpoint(checkpoint()), [SIGNER, next]);
    const nextKey = verifierKeyOf(next.name, next.privateKey);
    expect(openCheckpoint(note, [KEY], ORIGIN)).toEqual(checkpoint());
    expect(openCheckpoint(note, [nextKey], ORIGIN)).toEqual(checkpoint());
  });

  it('refuses the checkpoint of another log, though the same key signed it', () => {
    const other = signed(checkpoint({ origin: 'ganpei.example/other' }));
    const open = () => openCheckpoint(other, [KEY], ORIGIN);
    expect(open).toThrow(refusal('ledger.other_log'));
    expect(open).toThrow('of the log "ganpei.example/other", not of "ganpei.example/ledger"');
  });

  it.each<[string, string, string]>([
    [
      'changed after it was signed',
      signed(checkpoint()).replace('70000', '70001'),
      'bad_signature',
    ],
    [
      'signed by nobody we trust',
      signed(checkpoint()).replace(`— ${ORIGIN}`, '— x'),
      'note_not_trusted',
    ],
    ['not signed', formatCheckpoint(checkpoint()), 'bad_note'],
    ['a signed text of another kind', signNote('hello\n', [SIGNER]), 'bad_checkpoint'],
  ])('refuses what is %s', (_what, note, code) => {
    expect(() => openCheckpoint(note, [KEY], ORIGIN)).toThrow(refusal(`ledger.${code}`));
  });
});
