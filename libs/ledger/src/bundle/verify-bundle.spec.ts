import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DomainError } from '@app/kernel';

import { BundleFiles } from '../../../../test/support/bundle-files';
import {
  SAMPLE_CHART,
  SAMPLE_KEY,
  SAMPLE_ORIGIN,
  SAMPLE_SIGNER,
  sampleJournals,
  writeSampleBundle,
} from '../../../../test/support/sample-bundle';
import type { SampleBundle, SampleWish } from '../../../../test/support/sample-bundle';
import type { CanonicalJournal } from '../domain/canonical-journal';
import { successionLine } from '../domain/transparency/key-succession';
import { signNote } from '../domain/transparency/signed-note';
import { seededKey } from '../domain/transparency/testing/seeded-key';
import { verifierKeyOf, verifierKeyText } from '../domain/transparency/verifier-key';
import type { KnownElsewhere } from './bundle-checkpoints';
import { verifyBundle } from './verify-bundle';

const MAKE_PIPE = 'mkfifo';
const COUNT = 40;
const SEED = 11;
const OTHER_KEY = seededKey(Buffer.alloc(32, 9));
const [FIRST, SECOND] = ['journals-000001.jsonl', 'journals-000002.jsonl'];

describe('verifying a bundle', () => {
  let folder: string;
  let bundle: string;
  let sample: SampleBundle;
  let files: BundleFiles;
  let written: BundleFiles;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ganpei-bundle-'));
    bundle = join(folder, 'bundle');
    sample = await writeSampleBundle(bundle, {
      journals: sampleJournals(SEED, COUNT),
      checkpointsAt: [10, 25],
      journalsPerFile: 16,
    });
    written = BundleFiles.read(bundle);
  });
  beforeEach(() => {
    files = written.copy();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** The one sentence that the files, as they were changed, are refused with. */
  function refusal(known: KnownElsewhere = {}, of = bundle): DomainError {
    if (of === bundle) files.write(bundle, written);
    try {
      verifyBundle(of, known);
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    } finally {
      if (of === bundle) written.write(bundle, files);
    }
    throw new Error('It was found good.');
  }

  /** A bundle of other journals. */
  async function aBundle(name: string, wish: Partial<SampleWish> = {}): Promise<string> {
    const out = join(folder, name);
    await writeSampleBundle(out, { journals: sampleJournals(SEED, COUNT), ...wish });
    return out;
  }

  const checkpoint = (size: number): { path: string; note: Buffer } => ({
    path: 'published.txt',
    note: Buffer.from(sample.notes.get(size)!),
  });

  it('finds an exported one good, and says what it looked at', () => {
    expect(verifyBundle(bundle)).toMatchObject({
      origin: SAMPLE_ORIGIN,
      size: COUNT,
      lines: [...sampleJournals(SEED, COUNT)].flatMap(({ transfers }) => transfers).length,
      balances: sample.content.balances.length,
      checkpoints: 3,
      isSignerKnown: false,
      comparedSize: null,
    });
    expect(verifyBundle(bundle, { keys: [SAMPLE_KEY] })).toMatchObject({ isSignerKnown: true });
  });

  it.each([10, 25, COUNT])(
    'compares it with a checkpoint of %i journals from elsewhere',
    (size) => {
      expect(verifyBundle(bundle, { checkpoint: checkpoint(size) }).comparedSize).toBe(size);
    },
  );

  const CHANGED = 'it is not what the log has at this place';

  it.each<[string, (lines: string[]) => string[], number, RegExp]>([
    ['a memo', (l) => edit(l, 5, (line) => line.replace(/"memo":"/, '$&x')), 5, /place\.$/],
    ['an amount', (l) => edit(l, 5, (line) => line.replace(/r":"\d+/, 'r":"0')), 5, /amountMinor/],
    ['a space', (l) => edit(l, 0, (line) => `${line} `), 0, /canonical form/],
    ['a carriage return', (l) => edit(l, 15, (line) => `${line}\r`), 15, /canonical form/],
    ['a line cut', (l) => edit(l, 7, (line) => line.slice(0, 50)), 7, /not JSON/],
    ['a line left out', (l) => l.toSpliced(3, 1), 3, /place\.$/],
    ['a line twice', (l) => l.toSpliced(3, 0, l[2]!), 3, /place\.$/],
    ['two lines exchanged', (l) => l.toSpliced(3, 2, l[4]!, l[3]!), 3, /place\.$/],
    ['a line from elsewhere', (l) => l.toSpliced(3, 0, 'hello'), 3, /not JSON/],
    ['the last line left out', (l) => l.slice(0, -1), 15, /missing, the file ends before it\.$/],
    ['a line too many', (l) => [...l, l[0]!], 16, /place\.$/],
    ['all lines left out', () => [], 0, /missing/],
  ])('names the first bad journal: %s', (_, change, index, why) => {
    files.setLines(FIRST, change(files.lines(FIRST)));
    files.fixManifest();
    const { message, code, details, text } = refusal();
    expect(code).toBe('ledger.bad_journal');
    expect(message).toMatch(why);
    expect(details).toMatchObject({ index, path: FIRST, lineNumber: index + 1 });
    expect(message).toMatch(new RegExp(`^The first bad journal is number ${index} \\(`));
    expect(text['zh-CN']).toMatch(new RegExp(`第 ${index} 号.*jsonl:${index + 1}`));
  });

  it('says which journal it is, in which file and line', () => {
    const [id] = /jnl_\w+/.exec(files.lines(SECOND)[2]!)!;
    files.setLines(
      SECOND,
      edit(files.lines(SECOND), 2, (line) => line.replace('E05', 'E06')),
    );
    expect(refusal().message).toBe(
      `The first bad journal is number 18 (${id}, ${SECOND}:3): ${CHANGED}.`,
    );
  });

  it('tells between which checkpoints a journal was changed along with its hash', () => {
    files.setLines(
      FIRST,
      edit(files.lines(FIRST), 12, (line) => line.replace('E05', 'E06')),
    );
    files.fixHashes();
    files.fixManifest();
    const { message, details } = refusal();
    expect(message).toMatch(/^Journals number 10 to 24 are not those that the log signed/);
    expect(details).toEqual({ begin: 10, end: 25 });
  });

  it('says so when hashes were changed and journals were not', () => {
    const hashes = Buffer.from(files.bytes('hashes-000001.bin'));
    hashes[100] = (hashes[100] ?? 0) ^ 1;
    files.set('hashes-000001.bin', hashes);
    files.fixManifest();
    expect(refusal().message).toMatch(
      /number 3 .*those hashes are not the ones that the log signed/,
    );
  });

  it('says how many journals a cut bundle lacks', () => {
    files.setLines(SECOND, files.lines(SECOND).slice(0, 4));
    files.contents.delete('journals-000003.jsonl');
    files.contents.delete('hashes-000003.bin');
    files.fixHashes();
    files.fixBalances();
    files.fixManifest();
    expect(refusal().message).toBe(
      'The bundle ends after 20 journals, but its checkpoint is of 40: from number 20 on they are missing.',
    );
  });

  it('says that journals were put behind those that were signed', () => {
    files.set('journals-000004.jsonl', files.bytes(FIRST));
    files.fixHashes();
    files.fixManifest();
    expect(refusal().message).toMatch(/^The bundle has 56 journals, but its checkpoint is of 40/);
  });

  it.each(['chart.json', 'balances.json', 'keys.txt', 'manifest.json', FIRST])(
    'refuses a change of %s that only the signature over the manifest shows',
    (path) => {
      files.set(path, `${files.text(path)}\n`);
      if (path !== 'manifest.json') files.fixManifest();
      // An empty line behind the journals is a journal more, and is named as such.
      const sentence = path === FIRST ? /number 16 \(/ : /is not the one that the log signed/;
      expect(refusal().message).toMatch(sentence);
    },
  );

  it.each(['chart.json', 'balances.json', 'keys.txt', 'hashes-000002.bin'])(
    'names %s when it is not the file that the manifest lists',
    (path) => {
      files.set(path, Buffer.concat([files.bytes(path), Buffer.from(' ')]));
      expect(refusal().message).toMatch(new RegExp(`^${path} is not the file that manifest.json`));
    },
  );

  it.each([
    ['manifest.json', /^.* is not a bundle of the ledger: there is no manifest\.json in it\.$/],
    ['manifest.note', /^manifest\.note is missing from the bundle\.$/],
    [FIRST, /^journals-000001\.jsonl is missing/],
    ['chart.json', /^chart\.json is missing/],
  ])('refuses a bundle without %s', (path, sentence) => {
    files.contents.delete(path);
    expect(refusal().message).toMatch(sentence);
  });

  it.each(['hashes-000001.bin', FIRST, 'keys.txt', `checkpoints/${'40'.padStart(16, '0')}.txt`])(
    'refuses a manifest that does not list %s',
    (path) => {
      files.contents.delete(path);
      files.fixManifest();
      expect(refusal().message).toBe(`manifest.json does not list ${path}.`);
    },
  );

  it('refuses what is not a bundle at all', () => {
    mkdirSync(join(folder, 'empty'));
    for (const name of ['empty', 'nowhere', 'bundle/chart.json']) {
      const { code, text } = refusal({}, join(folder, name));
      expect(code).toBe('ledger.not_a_bundle');
      expect(text['zh-CN']).toMatch(/不是账本导出包/);
    }
  });

  it.each([
    ['a folder', (path: string) => mkdirSync(path)],
    ['a pipe, from which nothing ever comes', (path: string) => execFileSync(MAKE_PIPE, [path])],
  ])('refuses %s where a file should be', async (_, put) => {
    const out = await aBundle('odd');
    rmSync(join(out, FIRST));
    put(join(out, FIRST));
    expect(refusal({}, out).message).toBe(`${FIRST} is missing from the bundle.`);
    rmSync(out, { recursive: true });
  });

  describe('signatures', () => {
    const other = verifierKeyText(SAMPLE_ORIGIN, OTHER_KEY);
    const newest = `checkpoints/${String(COUNT).padStart(16, '0')}.txt`;

    it('are of a key that is given, whatever the bundle names', async () => {
      const signers = [{ name: SAMPLE_ORIGIN, privateKey: OTHER_KEY }];
      const forged = await aBundle('forged', { signers });
      expect(verifyBundle(forged).isSignerKnown).toBe(false);
      const { code, message } = refusal({ keys: [SAMPLE_KEY] }, forged);
      expect(code).toBe('ledger.note_not_trusted');
      expect(message).toMatch(/^checkpoints\/0+40\.txt: No trusted key signed this note/);
    });

    it.each([
      ['no key', 'hello', 'ledger.bad_verifier_key'],
      ['half a key', SAMPLE_KEY.slice(0, -8), 'ledger.bad_verifier_key'],
      ['another key', other, 'ledger.note_not_trusted'],
    ])('are refused for %s', (_, key, code) => {
      expect(refusal({ keys: [key] }).code).toBe(code);
    });

    it('are those of the text', () => {
      files.set(newest, files.text(newest).replace(`\n${COUNT}\n`, '\n39\n'));
      files.fixManifest();
      expect(refusal().message).toMatch(/checkpoints.*does not fit the text/);
    });

    it('belong to a note', () => {
      files.set(newest, 'hello\n');
      files.fixManifest();
      expect(refusal().message).toMatch(/^checkpoints\/0+40\.txt: A note is a text/);
    });

    it('are of the manifest, too', () => {
      const note = files.text('manifest.note');
      files.set('manifest.note', note.replace('sha256 ', 'sha256 0'));
      expect(refusal().message).toMatch(
        /^manifest\.note: The signature of .* does not fit the text/,
      );
      files.set('manifest.note', files.bytes(newest));
      expect(refusal().message).toMatch(/^manifest\.json is not the one that the log signed/);
    });
  });

  describe('a checkpoint from elsewhere', () => {
    const signed = (text: string): KnownElsewhere => ({
      checkpoint: { path: 'old.txt', note: Buffer.from(signNote(text, [SAMPLE_SIGNER])) },
    });
    const root = Buffer.alloc(32, 3).toString('base64');

    it('shows that the log lost what it had published', () => {
      const { code, text } = refusal(signed(`${SAMPLE_ORIGIN}\n43\n${root}\n`));
      expect(code).toBe('ledger.log_shorter');
      expect(text).toEqual({
        en: 'The log in this bundle has 40 journals, but a checkpoint of 43 was published: 3 are missing.',
        'zh-CN': '本导出包的日志只有 40 笔分录，而已公布的检查点涵盖 43 笔：缺少 3 笔。',
      });
    });

    it('shows that the log was written anew', async () => {
      const rewritten = await aBundle('rewritten', { journals: sampleJournals(12, COUNT) });
      const { code, message } = refusal({ checkpoint: checkpoint(10) }, rewritten);
      expect(code).toBe('ledger.log_forked');
      expect(message).toMatch(/^The checkpoint of 10 journals in published\.txt is of another/);
    });

    it('is of the same log', () => {
      expect(refusal(signed(`other.example\n10\n${root}\n`)).message).toBe(
        `old.txt: This checkpoint is of the log "other.example", not of "${SAMPLE_ORIGIN}".`,
      );
    });

    it('is signed by the log', () => {
      const note = signNote(`${SAMPLE_ORIGIN}\n10\n${root}\n`, [
        { name: SAMPLE_ORIGIN, privateKey: OTHER_KEY },
      ]);
      const { code } = refusal({ checkpoint: { path: 'old.txt', note: Buffer.from(note) } });
      expect(code).toBe('ledger.note_not_trusted');
    });

    it('is a checkpoint', () => {
      const { message } = refusal({ checkpoint: { path: 'old.txt', note: Buffer.from('') } });
      expect(message).toMatch(/^old\.txt: A note is a text/);
    });
  });

  describe('of a log that changed its key', () => {
    it('follows the key that was given to the one that signs now', async () => {
      const next = { name: SAMPLE_ORIGIN, privateKey: OTHER_KEY };
      const nextKey = verifierKeyOf(SAMPLE_ORIGIN, OTHER_KEY);
      const succession = { at: 20, next, line: successionLine(nextKey) };
      const out = await aBundle('rotated', { checkpointsAt: [10, 20, 30], succession });
      expect(verifyBundle(out).checkpoints).toBe(4);
      expect(verifyBundle(out, { keys: [SAMPLE_KEY] }).signedBy).toEqual([nextKey]);
      expect(verifyBundle(out, { keys: [verifierKeyText(SAMPLE_ORIGIN, OTHER_KEY)] }).size).toBe(
        COUNT,
      );
      const unfollowed = await aBundle('unfollowed', {
        checkpointsAt: [10, 20, 30],
        succession: { ...succession, line: null },
      });
      expect(refusal({ keys: [SAMPLE_KEY] }, unfollowed).code).toBe('ledger.note_not_trusted');
    });
  });

  describe('that the log signed, but ought not to have', () => {
    const journals = (): CanonicalJournal[] => [...sampleJournals(SEED, COUNT)];

    it.each<[string, (all: CanonicalJournal[]) => CanonicalJournal[], number, string]>([
      [
        'a key used twice',
        (all) =>
          all
            .with(20, { ...all[20]!, lane: 5, id: idIn(5), idempotencyKey: 'twice' })
            .with(8, { ...all[8]!, lane: 5, id: idIn(5, 1), idempotencyKey: 'twice' }),
        20,
        'number 8 has the same idempotency key',
      ],
      [
        'an account that is not in the chart',
        (all) =>
          all.with(20, { ...all[20]!, transfers: [{ ...all[20]!.transfers[0]!, debit: '7' }] }),
        20,
        'account 7 is not in the chart',
      ],
      [
        'a reversal that is no mirror',
        (all) => {
          const at = all.findIndex(({ reversesId }) => reversesId !== null);
          const [line] = all[at]!.transfers;
          return all.with(at, { ...all[at]!, transfers: [{ ...line!, amountMinor: '1' }] });
        },
        [...sampleJournals(SEED, COUNT)].findIndex(({ reversesId }) => reversesId !== null),
        'it is not the exact mirror of',
      ],
    ])('finds %s', async (name, change, index, fault) => {
      const out = await aBundle(name.replaceAll(' ', '-'), { journals: change(journals()) });
      const { code, message, details } = refusal({}, out);
      expect(code).toBe('ledger.bad_journal');
      expect(message).toContain(fault);
      expect(details).toMatchObject({ index });
    });

    it('finds a reversal good that stands before what it reverses', async () => {
      const all = journals();
      const at = all.findIndex(({ reversesId }) => reversesId !== null);
      const original = all.findIndex(({ id }) => id === all[at]!.reversesId);
      const out = await aBundle('early', {
        journals: all.with(at, all[original]!).with(original, all[at]!),
      });
      expect(verifyBundle(out).size).toBe(COUNT);
    });

    it('finds balances that are not what the journals add up to', async () => {
      const out = await aBundle('unbalanced', {
        balances: sample.content.balances.map((balance, at) =>
          at === 2 ? { ...balance, debitMinor: '1' } : balance,
        ),
      });
      const { account, currency } = sample.content.balances[2]!;
      expect(refusal({}, out)).toMatchObject({
        code: 'ledger.bad_balance',
        details: { account, currency },
      });
    });

    it('finds a checkpoint of another history among its own', async () => {
      const foreign = await writeSampleBundle(join(folder, 'foreign'), {
        journals: sampleJournals(12, 10),
      });
      const out = await aBundle('stray', { extraNotes: foreign.notes });
      expect(refusal({}, out).message).toMatch(/^The checkpoint of 10 journals in bundle is of an/);
    });

    it('finds posting into a closed period', async () => {
      const chart = {
        ...SAMPLE_CHART,
        periodClosings: SAMPLE_CHART.periodClosings.map((closing) => ({
          ...closing,
          closedUntil: '2026-03-10T00:00:00.000000Z',
        })),
      };
      const out = await aBundle('closed-period', { chart });
      expect(refusal({}, out)).toMatchObject({ code: 'ledger.bad_journal', details: { index: 0 } });
    });
  });
});

function edit(lines: string[], at: number, change: (line: string) => string): string[] {
  return lines.with(at, change(lines[at]!));
}

/** An id of a lane that no journal of the sample has. */
function idIn(lane: number, number = 0): string {
  return `jnl_01zzzzzzzzzzzzzzzzzzzzz${String(number)}0${lane.toString(32)}`;
}
