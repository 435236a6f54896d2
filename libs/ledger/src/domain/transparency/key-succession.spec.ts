import { formatCheckpoint, openCheckpoint } from './checkpoint';
import type { Checkpoint } from './checkpoint';
import { appointedKeys, successionLine } from './key-succession';
import { leafHash } from './merkle-tree';
import { signNote } from './signed-note';
import { seededKey } from './testing/seeded-key';
import { formatVerifierKey, verifierKeyOf } from './verifier-key';

const ORIGIN = 'ganpei.example/ledger';
const OLD = { name: ORIGIN, privateKey: seededKey(Buffer.alloc(32, 1)) };
const NEW = { name: ORIGIN, privateKey: seededKey(Buffer.alloc(32, 2)) };
const STRANGER = { name: ORIGIN, privateKey: seededKey(Buffer.alloc(32, 3)) };
const oldKey = verifierKeyOf(ORIGIN, OLD.privateKey);
const newKey = verifierKeyOf(ORIGIN, NEW.privateKey);

const checkpoint = (extensions: readonly string[]): Checkpoint => ({
  origin: ORIGIN,
  size: 7,
  root: leafHash('hello world'),
  extensions,
});

describe('a checkpoint that appoints the next key', () => {
  it('tells it to whoever knows the key before', () => {
    const note = signNote(formatCheckpoint(checkpoint([successionLine(newKey)])), [OLD, NEW]);
    const appointed = appointedKeys(openCheckpoint(note, [oldKey], ORIGIN));
    expect(appointed.map(formatVerifierKey)).toEqual([formatVerifierKey(newKey)]);
  });

  it('is none when somebody has only added a signature', () => {
    const note = signNote(formatCheckpoint(checkpoint([])), [OLD, STRANGER]);
    expect(appointedKeys(openCheckpoint(note, [oldKey], ORIGIN))).toEqual([]);
  });

  it('leaves other extensions alone', () => {
    expect(appointedKeys(checkpoint(['next-keys', 'something else']))).toEqual([]);
  });

  it('is refused when what it names is no key', () => {
    expect(() => appointedKeys(checkpoint(['next-key ganpei']))).toThrow(
      expect.objectContaining({ code: 'ledger.bad_verifier_key' }) as Error,
    );
  });
});
