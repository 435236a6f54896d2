#!/usr/bin/env node
'use strict';
// The `ganpei` command in a checkout: builds what is older than its source, then runs it.
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '..', '..', '..');
const MAIN = join(ROOT, 'dist', 'apps', 'cli', 'src', 'main.js');
const STAMP = join(ROOT, 'dist', 'build-stamp');
const SOURCES = [
  'apps',
  'libs',
  'migrations',
  'package-lock.json',
  'nest-cli.json',
  'tsconfig.json',
];

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(
    `Ganpei 需要 Node.js 20.19 或更高版本，当前为 ${process.versions.node}。\n` +
      `Ganpei needs Node.js 20.19 or newer; this is ${process.versions.node}.\n`,
  );
  process.exit(2);
}

/** The time of the newest source file; tests and their data do not count. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return /\.spec\.ts$/.test(path) ? 0 : stat.mtimeMs;
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && !name.startsWith('.'))
    .reduce((time, name) => Math.max(time, newest(join(path, name))), 0);
}

function buildIfNeeded() {
  const hasSource = existsSync(join(ROOT, 'apps', 'tsconfig.app.json'));
  const builtAt = existsSync(MAIN) ? (statSync(STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0) : 0;
  if (!hasSource || SOURCES.every((source) => newest(join(ROOT, source)) <= builtAt)) return;
  process.stderr.write(
    '首次启动或源码有更新，正在构建…… Building (the first start, or the source has changed) …\n',
  );
  const startedAt = new Date();
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, stdout, stderr } = spawnSync(npm, ['run', '--silent', 'build'], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}\n构建失败。 The build failed.\n`);
    process.exit(1);
  }
  writeFileSync(STAMP, startedAt.toISOString());
}

requireNode();
buildIfNeeded();
require(MAIN);
