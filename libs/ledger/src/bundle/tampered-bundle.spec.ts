import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DomainError } from '@app/kernel';

import { BundleFiles } from '../../../../test/support/bundle-files';
import {
  SAMPLE_KEY,
  SAMPLE_ORIGIN,
  sampleJournals,
  writeSampleBundle,
} from '../../../../test/support/sample-bundle';
import { SeededRandom } from '../../../../test/support/wechat-trade-bill/seeded-random';
import { canonicalJournal } from '../domain/canonical-journal';
import type { CanonicalJournal } from '../domain/canonical-journal';
import { seededKey } from '../domain/transparency/testing/seeded-key';
import { verifyBundle } from './verify-bundle';

const TAMPERS = 1_600;
const SEED = Number(process.env.TAMPER_SEED ?? 20_260_301);
const COUNT = 60;
const FILE = /\w\.(?:jsonl?|bin|txt|note)\b|ganpei-tampered/;

type Tamper = (files: BundleFiles, random: SeededRandom) => void;

/** Bundles to take parts from: of other journals, of another log, and all signed by a stranger. */
interface Foreign {
  readonly rewritten: BundleFiles;
  readonly otherLog: BundleFiles;
  readonly forged: BundleFiles;
}

/** What is done to a bundle, by what it is; those of journals first. */
const OF_JOURNALS: Readonly<Record<string, Tamper>> = {
  'a bit flipped in the journals': (files, random) => {
    flipBit(files, random.pick(files.journalPaths), random);
  },
  'a line deleted': (files, random) => {
    onLines(files, random, (lines, at) => lines.toSpliced(at, 1));
  },
  'a line twice': (files, random) => {
    onLines(files, random, (lines, at) => lines.toSpliced(at, 0, lines[at]!));
  },
  'two lines exchanged': (files, random) => {
    onLines(files, random, (lines, at) => {
      const other = random.below(lines.length);
      return lines.with(at, lines[other]!).with(other, lines[at]!);
    });
  },
  'a line inserted': (files, random) => {
    onLines(files, random, (lines, at) =>
      lines.toSpliced(at, 0, lines[at]!.replace(/jnl_01m8/g, 'jnl_02m8').replace('clm_01', 'c_')),
    );
  },
  'a journal edited': (files, random) => {
    onLines(files, random, (lines, at) => lines.with(at, edited(lines[at]!, random)));
  },
  'the journals cut': (files, random) => {
    cut(files, random.pick(files.journalPaths), random);
  },
};

const OF_OTHER_FILES: Readonly<Record<string, Tamper>> = {
  'a bit flipped anywhere': (files, random) => {
    flipBit(files, random.pick(files.paths), random);
  },
  'a file cut': (files, random) => {
    cut(files, random.pick(files.paths), random);
  },
  'a file left out': (files, random) => {
    files.contents.delete(random.pick(files.paths));
  },
  'a part put beside': (files, random) => {
    const from = random.pick(
      files.paths.filter((path) => /^journals|^chart|checkpoints/.test(path)),
    );
    files.set(from.replace(/\d(?=\.)|(?<=^chart)/, '9'), files.bytes(from));
  },
  'the chart changed': (files, random) => {
    const chart = JSON.parse(files.text('chart.json'));
    const account = random.pick<Record<string, unknown>>(chart.accounts);
    const [name, value] = random.pick<[string, unknown]>([
      ['normalSide', account.normalSide === 'debit' ? 'credit' : 'debit'],
      ['type', account.type === 'memo' ? 'equity' : 'memo'],
      ['nameEn', 'Petty cash'],
      ['currency', 'USD'],
      ['closing', { closedAt: '2026-01-01T00:00:00.000000Z', closedBy: 'x', reason: 'y' }],
    ]);
    account[name] = value;
    if (random.happens(20)) chart.accounts.splice(random.below(chart.accounts.length), 1);
    if (random.happens(20)) chart.periodClosings = [];
    files.set('chart.json', `${JSON.stringify(chart, null, 2)}\n`);
  },
  'a balance changed': (files, random) => {
    const balances = JSON.parse(files.text('balances.json')) as Record<string, string>[];
    random.pick(balances)[random.pick(['debitMinor', 'creditMinor', 'balanceMinor'])] = '1';
    files.set('balances.json', `${JSON.stringify(balances, null, 2)}\n`);
  },
  'a signature changed': (files, random) => {
    const path = random.pick(files.paths.filter((name) => /checkpoints|note$/.test(name)));
    const text = files.text(path);
    const at = random.between(text.lastIndexOf(' ') + 1, text.length - 2);
    const changed = text.charAt(at) === 'A' ? 'B' : 'A';
    files.set(path, text.slice(0, at) + changed + text.slice(at + 1));
  },
  'the manifest changed': (files, random) => {
    const [from, to] = random.pick<[RegExp | string, string]>([
      [SAMPLE_ORIGIN, 'ledger.example/other'],
      [/"size": \d+/, '"size": 40'],
      [/"bytes": \d+/, '"bytes": 7'],
      [/"sha256": "../, '"sha256": "00'],
      [/"rootBase64": ".{8}/, '"rootBase64": "AAAAAAAA'],
    ]);
    files.set('manifest.json', files.text('manifest.json').replace(from, to));
  },
};

/** Files of another bundle in place of the own ones: all of a kind, or some. */
function exchangeFor({ rewritten, otherLog, forged }: Foreign): Readonly<Record<string, Tamper>> {
  const take = (from: BundleFiles, only: RegExp): Tamper => {
    return (files, random) => {
      const paths = from.paths.filter((path) => only.test(path));
      for (const path of random.happens(50) ? paths : [random.pick(paths)]) {
        files.set(path, from.bytes(path));
      }
    };
  };
  return {
    'checkpoints of other journals': take(rewritten, /checkpoints/),
    'checkpoints of another log': take(otherLog, /checkpoints/),
    'journals of another log': take(otherLog, /journals|hashes/),
    'all of a stranger': (files) => {
      for (const path of forged.paths) files.set(path, forged.bytes(path));
    },
    'the signatures of a stranger': take(forged, /checkpoints|keys|manifest/),
  };
}

/** What a forger mends afterwards. Nobody can mend a signature. */
const MENDED: Readonly<Record<string, (files: BundleFiles) => void>> = {
  nothing: () => undefined,
  manifest: (files) => {
    mend(() => files.fixManifest());
  },
  hashes: (files) => {
    mend(() => files.fixHashes());
    mend(() => files.fixManifest());
  },
  all: (files) => {
    mend(() => files.fixHashes());
    mend(() => files.fixBalances());
    mend(() => files.fixManifest());
  },
};

/** Some files are past mending. */
function mend(fix: () => void): void {
  try {
    fix();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}

describe('a bundle that somebody tampered with', () => {
  let folder: string;
  let bundle: string;
  let good: BundleFiles;
  let others: Readonly<Record<string, Tamper>>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ganpei-tampered-'));
    const wish = { checkpointsAt: [7, 30, 50], journalsPerFile: 25 };
    const write = async (name: string, seed: number, more = {}): Promise<BundleFiles> => {
      const journals = sampleJournals(seed, COUNT);
      await writeSampleBundle(join(folder, name), { ...wish, ...more, journals });
      return BundleFiles.read(join(folder, name));
    };
    bundle = join(folder, 'good');
    good = await write('good', 1);
    const stranger = { name: SAMPLE_ORIGIN, privateKey: seededKey(Buffer.alloc(32, 9)) };
    others = exchangeFor({
      rewritten: await write('rewritten', 2),
      otherLog: await write('other', 3, { origin: 'ledger.example/other' }),
      forged: await write('forged', 1, { signers: [stranger] }),
    });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** How the bundle with these files is refused; null when it is found good. */
  function refusal(files: BundleFiles): DomainError | null {
    files.write(bundle, good);
    try {
      verifyBundle(bundle, { keys: [SAMPLE_KEY] });
      return null;
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    } finally {
      good.write(bundle, files);
    }
  }

  /** In both languages: whoever reads only one has to know where to look. */
  function namesFile({ text }: DomainError): boolean {
    return [text.en, text['zh-CN']].every((sentence) => FILE.test(sentence));
  }

  it(`is never found good, and the file and the first bad journal are named (${TAMPERS} tampers)`, () => {
    const random = new SeededRandom(SEED);
    const kinds = Object.entries({ ...OF_JOURNALS, ...OF_OTHER_FILES, ...others });
    const passed: string[] = [];
    let named = 0;
    for (let tampers = 0; tampers < TAMPERS;) {
      const [kind, tamper] = random.pick(kinds);
      const [mended, mendFiles] = random.pick(Object.entries(MENDED));
      const files = good.copy();
      tamper(files, random);
      mendFiles(files);
      if (files.equals(good)) continue;
      tampers += 1;
      const refused = refusal(files);
      const what = `tamper ${tampers}: ${kind}, mended: ${mended}`;
      const index =
        kind in OF_JOURNALS && /nothing|manifest/.test(mended) ? firstChanged(good, files) : null;
      if (index !== null) named += 1;
      if (refused === null) passed.push(what);
      else if (!namesFile(refused)) passed.push(`${what}: named no file: ${refused.message}`);
      else if (index !== null && refused.details.index !== index) {
        passed.push(`${what}: named another than ${index}: ${refused.message}`);
      }
    }
    process.stdout.write(
      `${TAMPERS} random tampers of a bundle (seed ${SEED}): ${TAMPERS - passed.length} found, of ${named} the first bad journal named\n`,
    );
    expect(passed).toEqual([]);
    expect(named).toBeGreaterThan(TAMPERS / 10);
    expect(verifyBundle(bundle, { keys: [SAMPLE_KEY] }).size).toBe(COUNT);
  });
});

function flipBit(files: BundleFiles, path: string, random: SeededRandom): void {
  const content = Buffer.from(files.bytes(path));
  const at = random.below(content.length);
  content[at] = content[at]! ^ (1 << random.below(8));
  files.set(path, content);
}

function cut(files: BundleFiles, path: string, random: SeededRandom): void {
  const content = files.bytes(path);
  files.set(path, content.subarray(0, random.below(content.length)));
}

function onLines(
  files: BundleFiles,
  random: SeededRandom,
  change: (lines: string[], at: number) => string[],
): void {
  const path = random.pick(files.journalPaths);
  const lines = files.lines(path);
  files.setLines(path, change(lines, random.below(lines.length)));
}

/** A journal that reads as well as before. */
function edited(line: string, random: SeededRandom): string {
  const journal = JSON.parse(line) as CanonicalJournal;
  const [first, ...rest] = journal.transfers;
  const change = random.pick<Partial<CanonicalJournal>>([
    { memo: `${journal.memo}.` },
    { actor: 'usr_mallory' },
    { kind: 'E06' },
    { claimId: null },
    { idempotencyKey: `${journal.idempotencyKey}2` },
    { postedAt: journal.postedAt.replace(/\d{6}Z$/, '999999Z') },
    { transfers: [{ ...first!, amountMinor: `${first!.amountMinor}0` }, ...rest] },
    { transfers: [{ ...first!, debit: first!.credit, credit: first!.debit }, ...rest] },
    { transfers: [{ ...first!, currency: 'EUR' }, ...rest] },
    { transfers: [{ ...first!, dimensions: { pack: 'other@1' } }, ...rest] },
  ]);
  return canonicalJournal({ ...journal, ...change });
}

/** The number of the first journal that differs; null when they differ in a last newline only. */
function firstChanged(before: BundleFiles, after: BundleFiles): number | null {
  let first = 0;
  for (const path of before.journalPaths) {
    const [old, now] = [before, after].map((files) =>
      files.bytes(path).toString('latin1').split('\n'),
    ) as [string[], string[]];
    const at = old.findIndex((line, place) => line !== now[place]);
    const count = old.length - 1;
    if (at >= 0) return at === count && now.length <= count ? null : first + at;
    if (now.length > old.length) return first + count;
    first += count;
  }
  return null;
}
