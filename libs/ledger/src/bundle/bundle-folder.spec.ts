import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DomainError } from '@app/kernel';

import { sampleJournals, writeSampleBundle } from '../../../../test/support/sample-bundle';
import { readPublishedCheckpoint } from './published-checkpoint';
import { verifyBundle } from './verify-bundle';

const COUNT = 12;
const NEWEST = `checkpoints/${String(COUNT).padStart(16, '0')}.txt`;
const MAKE_PIPE = 'mkfifo';
const NOBODY = 65_534;

describe('the folder of a bundle', () => {
  let around: string;
  let written: string;
  let bundle: string;

  beforeAll(async () => {
    around = mkdtempSync(join(tmpdir(), 'ganpei-folder-'));
    written = join(around, 'written');
    await writeSampleBundle(written, {
      journals: sampleJournals(5, COUNT),
      checkpointsAt: [4],
      journalsPerFile: 8,
    });
  });
  beforeEach(() => {
    bundle = join(around, 'bundle');
    cpSync(written, bundle, { recursive: true });
  });
  afterEach(() => {
    rmSync(bundle, { recursive: true });
  });
  afterAll(() => {
    rmSync(around, { recursive: true, force: true });
  });

  function refusalOf(act: () => unknown): DomainError {
    try {
      act();
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
    throw new Error('It was found good.');
  }
  const refusal = (): DomainError => refusalOf(() => verifyBundle(bundle));
  const put = (path: string): void => {
    writeFileSync(join(bundle, path), 'something');
  };

  const LISTED = [
    'journals-000001.jsonl',
    'journals-000002.jsonl',
    'hashes-000001.bin',
    'chart.json',
    'balances.json',
    'keys.txt',
    'manifest.note',
    NEWEST,
    `checkpoints/${'4'.padStart(16, '0')}.txt`,
  ];

  it.each(LISTED)('lacks a file, which is named once: %s', (path) => {
    rmSync(join(bundle, path));
    const { code, text } = refusal();
    expect(code).toBe('ledger.bad_bundle');
    expect(text).toEqual({
      en: `${path} is missing from the bundle.`,
      'zh-CN': `导出包缺少 ${path}。`,
    });
  });

  const ODD: readonly (readonly [string, RegExp, (path: string) => void])[] = [
    ['a folder', /目录/, (path) => mkdirSync(path)],
    ['a named pipe', /命名管道/, (path) => execFileSync(MAKE_PIPE, [path])],
    ['a socket', /套接字/, listenAt],
    ['a symbolic link', /符号链接/, (path) => symlinkSync('/etc/passwd', path)],
    ['a symbolic link', /符号链接/, (path) => symlinkSync('nowhere', path)],
  ];

  describe.each(ODD)('has %s', (kind, kindZh, make) => {
    it.each(['manifest.json', ...LISTED])('and says so, in the place of %s', (path) => {
      rmSync(join(bundle, path));
      make(join(bundle, path));
      const { code, message, text } = refusal();
      expect(code).toBe('ledger.bad_bundle');
      expect(message).toBe(
        `${path} is ${kind}, where a bundle has a file: copy the bundle as it was exported.`,
      );
      expect(text['zh-CN']).toMatch(kindZh);
    });
  });

  it('has a file or a link where its checkpoints lie, and says so', () => {
    const checkpoints = join(bundle, 'checkpoints');
    renameSync(checkpoints, join(bundle, 'elsewhere'));
    symlinkSync('elsewhere', checkpoints);
    expect(refusal().message).toMatch(
      /^checkpoints is a symbolic link, where a bundle has a folder/,
    );
    rmSync(checkpoints);
    writeFileSync(checkpoints, '');
    expect(refusal().message).toMatch(/^checkpoints is a file, where a bundle has a folder/);
  });

  it('holds what this account may not read, and says so', () => {
    for (const open of [around, bundle]) chmodSync(open, 0o755);
    chmodSync(join(bundle, 'balances.json'), 0o000);
    const { text } = asNobody(refusal);
    expect(text).toEqual({
      en: 'balances.json cannot be read: this account may not read it.',
      'zh-CN': '无法读取 balances.json：当前账户无权读取。',
    });
    chmodSync(bundle, 0o700);
    expect(asNobody(refusal).message).toMatch(/^manifest\.json cannot be read: this account/);
    chmodSync(join(bundle, 'balances.json'), 0o644);
    chmodSync(bundle, 0o711);
    expect(asNobody(refusal).message).toBe(
      `${bundle} cannot be read: this account may not read it.`,
    );
  });

  describe('holds what the manifest does not list', () => {
    it('and it is named, where nobody takes it for a part', () => {
      const others = [
        '.DS_Store',
        'SHA256SUMS',
        'checkpoint-of-january.txt',
        'checkpoints/.DS_Store',
        'checkpoints/notes.md',
        'journals.xlsx',
        'notes.json',
        'new\nline \u001b[31m\u202e.txt',
      ];
      others.forEach(put);
      mkdirSync(join(bundle, 'working papers'));
      writeFileSync(join(bundle, 'working papers', 'journals-000001.jsonl'), 'never opened');
      execFileSync(MAKE_PIPE, [join(bundle, 'pipe')]);
      symlinkSync('/', join(bundle, 'root'));
      const shown = [...others, 'working papers/', 'pipe', 'root'].sort();
      expect(verifyBundle(bundle).unlisted).toEqual(
        shown.map((path) => path.replace(/\p{C}/gu, '\ufffd')),
      );
    });

    it.each([
      'journals-9.jsonl',
      'journals-000003.jsonl',
      'Journals-000001 (1).JSONL',
      'hashes-000003.bin',
      'chart-new.json',
      'balances.old.json',
      'manifest-1.json',
      'manifest.note.note',
      'journal.hledger',
      'checkpoints.txt',
      'checkpoints/0000000000000005.txt',
      'proofs.json',
    ])('and it is refused, where it looks like a part: %s', (path) => {
      put(path);
      put('SHA256SUMS');
      const { code, text } = refusal();
      expect(code).toBe('ledger.bad_bundle');
      expect(text).toEqual({
        en: `${path} lies in the bundle, but manifest.json does not list it: it was not signed with the bundle. Move it away and verify again.`,
        'zh-CN': `导出包中有 ${path}，但 manifest.json 未列出，即未随导出包一并签名：请将其移走后重新验证。`,
      });
    });

    it.each(['proofs', 'checkpoints-2026', 'journals-000003.jsonl'])(
      'and it is refused, where it looks like a part: a folder %s',
      (path) => {
        mkdirSync(join(bundle, path));
        expect(refusal().message).toMatch(new RegExp(`^${path} lies in the bundle`));
      },
    );

    it('and it is refused after what was changed', () => {
      put('journals-9.jsonl');
      put('balances.json');
      expect(refusal().message).toMatch(/^balances\.json is not the file/);
    });
  });

  it('is whole without anything else', () => {
    expect(verifyBundle(bundle).unlisted).toEqual([]);
    expect(readdirSync(bundle)).not.toContain('SHA256SUMS');
  });

  it('is not there, or is no folder, or is not that of a bundle', () => {
    mkdirSync(join(bundle, 'empty'));
    const sentences = ['nowhere', 'chart.json', 'chart.json/nowhere', 'empty'].map((name) => {
      const path = join(bundle, name);
      const { code, message, text } = refusalOf(() => verifyBundle(path));
      expect(code).toBe('ledger.not_a_bundle');
      expect(text['zh-CN']).toMatch(/不是账本导出包/);
      return message.replace(path, 'It');
    });
    expect(sentences).toEqual([
      'It is not a bundle of the ledger: there is no such folder.',
      'It is not a bundle of the ledger: it is not a folder.',
      'It is not a bundle of the ledger: there is no such folder.',
      'It is not a bundle of the ledger: there is no manifest.json in it.',
    ]);
  });

  describe('and a checkpoint from elsewhere', () => {
    it('is read from a file, or from what leads to one', () => {
      const path = join(bundle, 'published');
      symlinkSync(NEWEST, path);
      const checkpoint = readPublishedCheckpoint(path);
      expect(verifyBundle(bundle, { checkpoint }).comparedSize).toBe(COUNT);
    });

    it.each([
      ['is not there', 'it is not there', () => undefined],
      ['is a folder', 'it is a folder, not a file', (path: string) => mkdirSync(path)],
      [
        'is a pipe that nobody writes to',
        'it is a named pipe, not a file',
        (path: string) => execFileSync(MAKE_PIPE, [path]),
      ],
      [
        'is a circle',
        'its symbolic links lead in a circle',
        (path: string) => symlinkSync(path, path),
      ],
      [
        'is far too long',
        'it is too long',
        (path: string) => {
          writeFileSync(path, Buffer.alloc(1_048_577));
        },
      ],
    ])('is refused in one sentence when it %s', (_, why, make) => {
      const path = join(bundle, 'published');
      make(path);
      const { code, message } = refusalOf(() => readPublishedCheckpoint(path));
      expect(code).toBe('ledger.checkpoint_unreadable');
      expect(message).toBe(`The checkpoint ${path} cannot be read: ${why}.`);
    });
  });
});

/** A program that was killed leaves its socket. */
function listenAt(path: string): void {
  const program = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', program]);
}

/** The superuser may read everything. */
function asNobody<Result>(act: () => Result): Result {
  if (process.geteuid?.() !== 0) return act();
  process.seteuid?.(NOBODY);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
  }
}
