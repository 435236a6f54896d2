import fc from 'fast-check';

import { formatTilePath, nodesOfTile, parseTilePath, tileWidth } from './tile-path';
import type { Tile } from './tile-path';

const tiles: fc.Arbitrary<Tile> = fc.record({
  level: fc.oneof(fc.nat(63), fc.constant('entries' as const)),
  index: fc.oneof(fc.nat(2_000_000), fc.maxSafeNat()),
  width: fc.integer({ min: 1, max: 256 }),
});

describe('the path of a tile', () => {
  it.each<[string, Tile]>([
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/0/001.p/5', { level: 0, index: 1, width: 5 }],
    ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['tile/5/x123/x456/078.p/2', { level: 5, index: 123_456_078, width: 2 }],
    ['tile/1/x003/x057/500', { level: 1, index: 3_057_500, width: 256 }],
    ['tile/1/x001/000', { level: 1, index: 1_000, width: 256 }],
    ['tile/63/999.p/255', { level: 63, index: 999, width: 255 }],
    ['tile/entries/x001/x234/067', { level: 'entries', index: 1_234_067, width: 256 }],
    ['tile/entries/000.p/112', { level: 'entries', index: 0, width: 112 }],
    ['tile/0/x009/x007/x199/x254/x740/991', { level: 0, index: 2 ** 53 - 1, width: 256 }],
  ])('%s is read and written', (path, tile) => {
    expect(parseTilePath(path)).toEqual(tile);
    expect(formatTilePath(tile)).toBe(path);
  });

  it('of any tile is read as it was written', () => {
    fc.assert(
      fc.property(tiles, (tile) => {
        expect(parseTilePath(formatTilePath(tile))).toEqual(tile);
      }),
    );
  });

  it.each([
    '',
    'tile',
    'tile/0',
    'tile/0/',
    '/tile/0/000',
    'tile/0/000/',
    'tile/0/000\n',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/data/000',
    'tile/0/0',
    'tile/0/0000',
    'tile/0/1000',
    'tile/0/x000/000',
    'tile/0/x000/x001/067',
    'tile/0/001/067',
    'tile/0/123/456/078',
    'tile/0/x001',
    'tile/0/X001/067',
    'tile/0/٠٠١',
    'tile/0/000.p',
    'tile/0/000.p/',
    'tile/0/000.p/0',
    'tile/0/000.p/05',
    'tile/0/000.p/256',
    'tile/0/000.p/1000',
    'tile/0/000.p/1/2',
    'tile/0/x009/x007/x199/x254/x740/992',
    'tile/0/x999/x999/x999/x999/x999/999',
    'tile/0/../../checkpoint',
    'TILE/0/000',
  ])('is refused, written as "%s"', (path) => {
    expect(() => parseTilePath(path)).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'ledger.bad_tile_path' }),
    );
  });

  it('has no second spelling', () => {
    const paths = tiles.map(formatTilePath);
    fc.assert(
      fc.property(paths, fc.nat(), fc.constantFrom(...'0123456789x/.p'), (path, at, sign) => {
        const place = at % path.length;
        const changed = `${path.slice(0, place)}${sign}${path.slice(place + 1)}`;
        const read = (() => {
          try {
            return formatTilePath(parseTilePath(changed));
          } catch {
            return changed;
          }
        })();
        expect(read).toBe(changed);
      }),
    );
  });
});

describe('the width of a tile', () => {
  it.each<[size: number, level: number | 'entries', index: number, width: number]>([
    [70_000, 0, 272, 256],
    [70_000, 0, 273, 112],
    [70_000, 0, 274, 0],
    [70_000, 'entries', 273, 112],
    [70_000, 1, 0, 256],
    [70_000, 1, 1, 17],
    [70_000, 2, 0, 1],
    [70_000, 3, 0, 0],
    [256, 0, 0, 256],
    [256, 0, 1, 0],
    [256, 1, 0, 1],
    [255, 1, 0, 0],
    [0, 0, 0, 0],
    [2 ** 53 - 1, 6, 0, 31],
    [2 ** 53 - 1, 63, 0, 0],
  ])('in a log of %i entries at level %s, index %i, is %i', (size, level, index, width) => {
    expect(tileWidth({ level, index }, size)).toBe(width);
  });

  it('tells which stored nodes the tile holds', () => {
    const nodes = { level: 1, first: 256, count: 17 };
    expect(nodesOfTile({ level: 1, index: 1, width: 17 })).toEqual(nodes);
    const leaves = { level: 0, first: 512, count: 256 };
    expect(nodesOfTile({ level: 'entries', index: 2, width: 256 })).toEqual(leaves);
  });
});
