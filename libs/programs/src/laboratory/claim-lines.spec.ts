import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { LaboratoryClaim, RefusedClaim } from '../domain/laboratory/compare-claim';
import { theFacts } from '../domain/testing/sample-facts';
import { readClaimLines } from './claim-lines';

describe('a file of claims', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ganpei-claims-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const read = async (content: string | Buffer): Promise<(LaboratoryClaim | RefusedClaim)[]> => {
    const path = join(folder, 'claims.jsonl');
    writeFileSync(path, content);
    const claims = [];
    for await (const claim of readClaimLines(path)) claims.push(claim);
    return claims;
  };
  const good = (reference: string, more: object = {}): string =>
    JSON.stringify({ reference, facts: theFacts(), ...more });

  it('is read line by line, with any ends of lines, without the last one, past empty lines', async () => {
    const claims = await read(`${good('a')}\r\n\n${good('b', { open: false })}\n  \n${good('c')}`);
    expect(claims).toEqual([
      { reference: 'a', facts: theFacts(), isOpen: true },
      { reference: 'b', facts: theFacts(), isOpen: false },
      { reference: 'c', facts: theFacts(), isOpen: true },
    ]);
  });

  it.each<[string, string, string]>([
    ['no JSON', '{"reference":', 'line'],
    ['no object', '[1]', 'reference'],
    ['null', 'null', 'reference'],
    ['no reference', JSON.stringify({ facts: theFacts() }), 'reference'],
    ['a formula for a reference', good('=1+1'), 'reference'],
    ['no facts', '{"reference":"x"}', 'facts'],
    ['facts that nobody can judge', good('x', { facts: { ...theFacts(), filedAt: 1 } }), 'filedAt'],
    ['a key that stands twice', '{"reference":"x","reference":"y"}', 'line'],
    ['open in words', good('x', { open: 'yes' }), 'open'],
    ['a field that nobody reads', good('x', { opne: false }), 'opne'],
  ])('gives a line with %s as refused, under its number, and goes on', async (_, line, field) => {
    const [first, refused, last] = await read(`${good('a')}\n${line}\n${good('z')}\n`);
    expect(first).toMatchObject({ reference: 'a' });
    expect(refused).toMatchObject({ reference: 'line 2', a: { field }, b: { field } });
    expect(last).toMatchObject({ reference: 'z' });
  });

  it('passes over a line that is too long without keeping it', async () => {
    const long = good('x', { facts: { ...theFacts(), lossType: 'y'.repeat(3 * 1_024 * 1_024) } });
    const [refused, next] = await read(`${long}\n${good('a')}\n`);
    expect(refused).toMatchObject({ reference: 'line 1', a: { field: 'line' } });
    expect(next).toMatchObject({ reference: 'a' });
    expect(await read(long)).toMatchObject([{ reference: 'line 1' }]);
  });

  it('is refused when it is not there', async () => {
    const claims = readClaimLines(join(folder, 'nowhere.jsonl'));
    await expect(claims.next()).rejects.toMatchObject({ code: 'programs.claims_unreadable' });
  });

  it('of characters in several bytes is read whole, wherever the chunks end', async () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `索赔${String(index)}`);
    const claims = await read(`${names.map((name) => good(name)).join('\n')}\n`);
    expect(claims.map(({ reference }) => reference)).toEqual(names);
  });
});
