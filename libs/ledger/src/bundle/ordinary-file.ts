import { closeSync, lstatSync, openSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Bilingual } from '@app/kernel';

import { badBundle } from '../domain/bundle/bundle-error';

type Kind = readonly [isOne: (found: Stats) => boolean, en: string, zh: string];

const FILE: Kind = [(found) => found.isFile(), 'a file', '文件'];
const FOLDER: Kind = [(found) => found.isDirectory(), 'a folder', '目录'];
const KINDS: readonly Kind[] = [
  FILE,
  FOLDER,
  [(found) => found.isSymbolicLink(), 'a symbolic link', '符号链接'],
  [(found) => found.isFIFO(), 'a named pipe', '命名管道'],
  [(found) => found.isSocket(), 'a socket', '套接字'],
  [() => true, 'a device', '设备'],
];

/** Names for people what was found where something else should be. */
export function kindOf(found: Stats): Bilingual {
  const [, en, zh] = KINDS.find(([isOne]) => isOne(found)) ?? FILE;
  return { en, 'zh-CN': zh };
}

/** Says for people why the file system refuses; Node's own message would name the file again. */
export function whyUnreadable(error: unknown): Bilingual {
  const { code = String(error) } = error as NodeJS.ErrnoException;
  const [en, zh] = REASONS[code] ?? [code, code];
  return { en, 'zh-CN': zh };
}

const REASONS: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  ENOENT: ['it is not there', '该文件不存在'],
  ENOTDIR: ['it is not there', '该文件不存在'],
  EACCES: ['this account may not read it', '当前账户无权读取'],
  EPERM: ['this account may not read it', '当前账户无权读取'],
  ELOOP: ['its symbolic links lead in a circle', '符号链接循环'],
};

/**
 * How long a file of a bundle is; null when nothing is there. Refuses as `ledger.bad_bundle` what
 * is no file, before it is opened: reading a pipe would wait for ever. A link is not followed, as
 * it leads out of the bundle.
 */
export function bytesOfFile(folder: string, path: string): number | null {
  const around = dirname(path);
  if (around !== '.') find(folder, around, FOLDER);
  return find(folder, path, FILE)?.size ?? null;
}

function find(folder: string, path: string, wanted: Kind): Stats | null {
  const [isWanted, en, zh] = wanted;
  const found = look(folder, path);
  if (found === null || isWanted(found)) return found;
  const kind = kindOf(found);
  throw badBundle(
    `${path} is ${kind.en}, where a bundle has ${en}: copy the bundle as it was exported.`,
    `${path} 是${kind['zh-CN']}，而导出包此处应为${zh}：请按导出时的原样复制导出包。`,
  );
}

function look(folder: string, path: string): Stats | null {
  try {
    const found = lstatSync(join(folder, path));
    if (found.isFile()) closeSync(openSync(join(folder, path), 'r'));
    return found;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw unreadable(path, error);
  }
}

/** The refusal of a part of a bundle that the file system does not give. */
export function unreadable(path: string, error: unknown): Error {
  const why = whyUnreadable(error);
  return badBundle(`${path} cannot be read: ${why.en}.`, `无法读取 ${path}：${why['zh-CN']}。`);
}
