import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { formatCheckpoint } from '../domain/transparency/checkpoint';
import { signNote } from '../domain/transparency/signed-note';
import { seededKey } from '../domain/transparency/testing/seeded-key';
import { FilePlace } from './file-place';

const ORIGIN = 'ledger.example/test';
const SIGNERS = [{ name: ORIGIN, privateKey: seededKey(Buffer.alloc(32, 7)) }];
const noteOf = (size: number): string =>
  signNote(
    formatCheckpoint({ origin: ORIGIN, size, root: Buffer.alloc(32, size), extensions: [] }),
    SIGNERS,
  );

describe('a folder for checkpoints', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ganpei-place-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('holds the latest of two workers, though the slower one writes last', async () => {
    const [quick, slow] = [new FilePlace(folder), new FilePlace(folder)];
    await quick.publish([1, 2, 3].map(noteOf));
    await slow.publish([1, 2].map(noteOf));
    expect(await slow.held()).toBe(noteOf(3));
    await slow.publish([3, 4].map(noteOf));
    expect(await quick.held()).toBe(noteOf(4));
  });

  it('leaves alone what is no checkpoint, and has the notes in its list all the same', async () => {
    await writeFile(join(folder, 'checkpoint'), 'something else');
    await expect(new FilePlace(folder).publish([noteOf(1)])).rejects.toThrow();
    expect(await new FilePlace(folder).held()).toBe('something else');
    const list = await readFile(join(folder, 'checkpoints.jsonl'), 'utf8');
    expect(list).toBe(`${JSON.stringify(noteOf(1))}\n`);
  });
});
