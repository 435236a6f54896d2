import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';

import { RandomLines, readLeaves, sha256OfFile } from './read-lines';

const CHUNK_BYTES = 16;

describe('the lines of a file', () => {
  let folder: string;
  let path: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ganpei-lines-'));
    path = join(folder, 'lines');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const leavesOf = (content: string | Buffer): { leaves: string[]; sha256: string } => {
    writeFileSync(path, content);
    const digest = createHash('sha256');
    const leaves: string[] = [];
    for (const leaf of readLeaves(path, digest, CHUNK_BYTES)) leaves.push(leaf.toString());
    return { leaves, sha256: digest.digest('hex') };
  };

  it('come one by one, whole and in order, wherever the chunks end', () => {
    const line = fc.stringMatching(/^[a-z立]{0,4}$/);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.boolean(), (lines, isEnded) => {
        const content = lines.join('\n') + (isEnded ? '\n' : '');
        const expected = content.split('\n');
        if (expected.at(-1) === '') expected.pop();
        const { leaves, sha256 } = leavesOf(content);
        expect(leaves).toEqual(expected.map((text) => `\0${text}`));
        expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
        expect(sha256OfFile(path)).toBe(sha256);
      }),
    );
  });

  it('come in pieces when they are longer than a chunk', () => {
    const { leaves } = leavesOf(`ab\n${'x'.repeat(40)}\ncd\n`);
    expect(leaves.map((leaf) => leaf.slice(1)).join('')).toBe(`ab${'x'.repeat(40)}cd`);
    expect(leaves[0]).toBe('\0ab');
    expect(leaves.at(-1)).toBe('\0cd');
  });

  it('are read again by their place', () => {
    writeFileSync(path, '立\nsecond\n');
    const lines = RandomLines.of(path);
    expect([lines.at(4, 6), lines.at(0, 3)]).toEqual(['second', '立']);
    lines.close();
  });
});
