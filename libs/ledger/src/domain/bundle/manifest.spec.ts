import { parseCheckpoint } from '../transparency/checkpoint';
import { formatManifest, manifestStatement, parseManifest } from './manifest';
import type { BundleFile } from './manifest';

const FILE: BundleFile = { path: 'chart.json', bytes: 2, sha256: 'ab'.repeat(32) };
const CHECKPOINT = { origin: 'ledger.example/sample', size: 7, root: Buffer.alloc(32, 1) };

const MANIFEST = formatManifest(CHECKPOINT, [FILE]);

describe('the manifest of a bundle', () => {
  it('tells the log, its state and the files', () => {
    expect(parseManifest(MANIFEST)).toEqual({
      format: 'ganpei-ledger-bundle',
      version: 1,
      origin: 'ledger.example/sample',
      size: 7,
      rootBase64: 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=',
      files: [FILE],
    });
  });

  it.each([
    ['no JSON', MANIFEST.slice(0, 30), 'manifest.json is not JSON'],
    ['a list', '[]', 'is not that of a bundle of the ledger'],
    ['null', 'null', 'does not have the form'],
    ['another format', MANIFEST.replace('ganpei-', 'other-'), 'is not that of a bundle'],
    ['a newer version', MANIFEST.replace('"version": 1', '"version": 2'), 'is of version 2'],
    ['a field too many', MANIFEST.replace('{', '{"more":1,'), 'does not have the form'],
    ['a field too few', MANIFEST.replace(/"size": 7,/, ''), 'does not have the form'],
    ['a negative size', MANIFEST.replace('"size": 7', '"size": -7'), 'does not have the form'],
    ['a path out of its folder', MANIFEST.replace('chart', '../chart'), 'does not have the form'],
    ['an absolute path', MANIFEST.replace('chart', '/etc/chart'), 'does not have the form'],
    ['a digest that is none', MANIFEST.replace('abab', 'ABAB'), 'does not have the form'],
  ])('is refused with %s', (_, json, sentence) => {
    expect(() => parseManifest(json)).toThrow(sentence);
  });

  it('is signed as a text that can never pass for a checkpoint', () => {
    const statement = manifestStatement('5', MANIFEST);
    expect(statement).toMatch(/^ganpei ledger bundle v1\n5\nsha256 [0-9a-f]{64}\n$/);
    expect(() => parseCheckpoint(statement)).toThrow('Line 3 of the checkpoint');
    expect(statement).not.toBe(manifestStatement('5', MANIFEST.replace('7', '8')));
  });
});
