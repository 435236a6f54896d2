import { DomainError } from '@app/kernel';

import { isLogSize } from './log-size';
import { TILE_WIDTH, nodeCount } from './stored-nodes';
import type { NodeRange } from './stored-nodes';

/** One static resource of C2SP tlog-tiles: a tile of hashes, or a bundle of entries. */
export interface Tile {
  /** 0 to 63; `entries` for the bundle beside a tile of level 0. */
  readonly level: number | 'entries';
  readonly index: number;
  /** 1 to 256 hashes or entries; a tile narrower than 256 is partial. */
  readonly width: number;
}

const PATH = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/;
const LEVEL_MAX = 63;

/**
 * Reads `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`, as clients ask for it. One tile has
 * one path: leading zeros, a width of 0 or 256 and anything else that `formatTilePath` would write
 * otherwise is refused as `ledger.bad_tile_path`.
 */
export function parseTilePath(path: string): Tile {
  const parts = PATH.exec(path);
  const [, level = '', index = '', width] = parts ?? [];
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(index.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  if (parts === null || !isTile(tile) || formatTilePath(tile) !== path) throw badPath(path);
  return tile;
}

function isTile({ level, index, width }: Tile): boolean {
  return (
    (level === 'entries' || level <= LEVEL_MAX) &&
    isLogSize(index) &&
    width >= 1 &&
    width <= TILE_WIDTH
  );
}

/** The path under which a tile is published, relative to the log's prefix. */
export function formatTilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.replaceAll(/\d{3}(?=\d)/g, 'x$&/');
  return `tile/${level}/${groups}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** How wide a tile is in a log of `size` entries; 0 when the log does not reach it. */
export function tileWidth({ level, index }: Omit<Tile, 'width'>, size: number): number {
  const nodes = nodeCount(level === 'entries' ? 0 : level, size) - index * TILE_WIDTH;
  return Math.max(0, Math.min(TILE_WIDTH, nodes));
}

/** The stored nodes in a tile, or those whose entries are in a bundle. */
export function nodesOfTile({ level, index, width }: Tile): NodeRange {
  return {
    level: level === 'entries' ? 0 : level,
    first: index * TILE_WIDTH,
    count: width,
  };
}

function badPath(path: string): DomainError {
  const saw = path.slice(0, 60);
  return new DomainError(
    'invalid',
    'ledger.bad_tile_path',
    {
      en: `"${saw}" is not the path of a tile, such as tile/0/x001/x234/067 or tile/entries/000.p/5.`,
      'zh-CN': `“${saw}”不是合法的 tile 路径，正确写法如 tile/0/x001/x234/067 或 tile/entries/000.p/5。`,
    },
    { saw },
  );
}
