import type { DomainError } from '@app/kernel';

import type { BundleFiles } from '../../../../test/support/bundle-files';
import { BundleUnderTest, FIRST, SECOND, WHOLE } from '../../../../test/support/bundle-under-test';

describe('verifying a bundle', () => {
  let bundle: BundleUnderTest;
  let files: BundleFiles;

  beforeAll(async () => {
    bundle = await BundleUnderTest.write();
  });
  beforeEach(() => {
    files = bundle.files();
  });
  afterAll(() => {
    bundle.remove();
  });

  const refusal = (): DomainError => bundle.refusalWith(files);

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
});

function edit(lines: string[], at: number, change: (line: string) => string): string[] {
  return lines.with(at, change(lines[at]!));
}
