import { mkdtempSync, rmSync } from 'node:fs';
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

const COUNT = 40;
const SEED = 11;
const OTHER_KEY = seededKey(Buffer.alloc(32, 9));
const WHOLE = `checkpoints/${String(COUNT).padStart(16, '0')}.txt`;
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
    expect(message).toMatch(
      /^Journals number 10 to 24 \(journals-000001\.jsonl:11 – journals-000002\.jsonl:9\) are not those that the log signed/,
    );
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
      `The bundle ends after 20 journals, but ${WHOLE} is of 40: from number 20 on they are missing.`,
    );
  });

  it('says that journals were put behind those that were signed', () => {
    files.set('journals-000004.jsonl', files.bytes(FIRST));
    files.fixHashes();
    files.fixManifest();
    expect(refusal().message).toBe(
      `The bundle has 56 journals, but ${WHOLE} is of 40: from number 40 on they are not signed.`,
    );
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

  it.each(['hashes-000001.bin', FIRST, 'keys.txt', WHOLE])(
    'refuses a manifest that does not list %s',
    (path) => {
      files.contents.delete(path);
      files.fixManifest();
      expect(refusal().message).toBe(`manifest.json does not list ${path}.`);
    },
  );

  describe('signatures', () => {
    const other = verifierKeyText(SAMPLE_ORIGIN, OTHER_KEY);

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

    it('are of a key of this log, whoever gives it', () => {
      const foreign = verifierKeyText('other.example', OTHER_KEY);
      const { code, message, text } = refusal({ keys: [foreign] });
      expect(code).toBe('ledger.other_log');
      expect(message).toBe(
        `${foreign}: This key is of the log "other.example", but manifest.json is of the log "${SAMPLE_ORIGIN}".`,
      );
      expect(text['zh-CN']).toMatch(/该密钥属于日志“other\.example”/);
      expect(verifyBundle(bundle, { keys: [foreign, SAMPLE_KEY] }).isSignerKnown).toBe(true);

      files.set('keys.txt', `${foreign}\n`);
      files.fixManifest();
      expect(refusal()).toMatchObject({
        code: 'ledger.other_log',
        message: `keys.txt: This key is of the log "other.example", but manifest.json is of the log "${SAMPLE_ORIGIN}".`,
      });
    });

    it('are named by their file when they are of another log', async () => {
      await aBundle('other-log', { origin: 'other.example' });
      files.set(WHOLE, BundleFiles.read(join(folder, 'other-log')).bytes(WHOLE));
      files.fixManifest();
      expect(refusal().message).toBe(
        `${WHOLE}: This checkpoint is of the log "other.example", not of "${SAMPLE_ORIGIN}".`,
      );
    });

    it('are of the size that the name of the checkpoint says', () => {
      const [ten, twenty] = [10, 25].map(
        (size) => `checkpoints/${String(size).padStart(16, '0')}.txt`,
      );
      files.set(ten!, files.bytes(twenty!));
      files.fixManifest();
      expect(refusal().message).toBe(
        `${ten!} is a checkpoint of 25 journals, which has no place there in a bundle of 40.`,
      );
    });

    it('are of the root in the manifest', () => {
      const text = files.text('manifest.json');
      files.set('manifest.json', text.replace(/"rootBase64": ".{4}/, '"rootBase64": "AAAA'));
      expect(refusal().message).toMatch(
        new RegExp(`^${WHOLE} and manifest\\.json do not name the same root`),
      );
    });

    it('are those of the text', () => {
      files.set(WHOLE, files.text(WHOLE).replace(`\n${COUNT}\n`, '\n39\n'));
      files.fixManifest();
      expect(refusal().message).toMatch(/checkpoints.*does not fit the text/);
    });

    it('belong to a note', () => {
      files.set(WHOLE, 'hello\n');
      files.fixManifest();
      expect(refusal().message).toMatch(/^checkpoints\/0+40\.txt: A note is a text/);
    });

    it('are of the manifest, too', () => {
      const note = files.text('manifest.note');
      files.set('manifest.note', note.replace('sha256 ', 'sha256 0'));
      expect(refusal().message).toMatch(
        /^manifest\.note: The signature of .* does not fit the text/,
      );
      files.set('manifest.note', files.bytes(WHOLE));
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
        en: 'The log in this bundle has 40 journals, but old.txt is a checkpoint of 43: 3 are missing.',
        'zh-CN': '本导出包的日志只有 40 笔分录，而检查点 old.txt 涵盖 43 笔：缺少 3 笔。',
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

    /** Journals of which one reverses a later one, by the clock of another process. */
    function reversedEarly(begin: string): { early: CanonicalJournal[]; at: number; last: number } {
      const all = journals();
      const last = all.findIndex(({ reversesId }) => reversesId !== null);
      const reversal = all[last]!;
      const at = all.findIndex(({ id }) => id === reversal.reversesId);
      const id = all[at]!.id.replace(/^jnl_..../, begin);
      const early = all.with(at, { ...reversal, reversesId: id }).with(last, { ...all[at]!, id });
      return { early, at, last };
    }

    it('finds a reversal good that stands before what it reverses', async () => {
      const { early } = reversedEarly('jnl_01m8');
      const out = await aBundle('early', { journals: early });
      expect(verifyBundle(out)).toMatchObject({ size: COUNT, waiting: [] });
    });

    it('names a reversal when the log ends before what it reverses', async () => {
      const { early, at, last } = reversedEarly('jnl_01m9');
      const { id, reversesId } = early[at]!;
      const between = await aBundle('between', { journals: early.slice(0, last) });
      expect(verifyBundle(between).waiting).toEqual([{ index: at, id, reversesId }]);
      const whole = await aBundle('after', { journals: early });
      expect(verifyBundle(whole).waiting).toEqual([]);
    });

    it('finds a reversal when the log ought to have had what it reverses', async () => {
      const { early, at, last } = reversedEarly('jnl_01m7');
      const out = await aBundle('never', { journals: early.slice(0, last) });
      const { message, details } = refusal({}, out);
      expect(message).toMatch(/it reverses jnl_01m7\w+, which is not in the log\.$/);
      expect(details).toMatchObject({ index: at });
    });

    it('finds a fault, and not a reversal before it of what comes after it', async () => {
      const { early, at, last } = reversedEarly('jnl_01m7');
      const faulty = early[at + 1]!;
      const transfers = [{ ...faulty.transfers[0]!, debit: '7' }];
      const out = await aBundle('between-both', {
        journals: early.with(at + 1, { ...faulty, transfers }),
      });
      expect(at + 1).toBeLessThan(last);
      expect(refusal({}, out).details).toMatchObject({ index: at + 1 });
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
      expect(refusal({}, out).message).toMatch(
        /^The checkpoint of 10 journals in checkpoints\/0+10\.txt is of another history/,
      );
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
