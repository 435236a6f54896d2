import type { DomainError } from '@app/kernel';

import type { BundleFiles } from '../../../../test/support/bundle-files';
import {
  BundleUnderTest,
  COUNT,
  FIRST,
  JOURNALS,
  WHOLE,
} from '../../../../test/support/bundle-under-test';
import { SAMPLE_KEY, SAMPLE_ORIGIN } from '../../../../test/support/sample-bundle';
import { verifyBundle } from './verify-bundle';

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

  it('finds an exported one good, and says what it looked at', () => {
    expect(verifyBundle(bundle.path)).toMatchObject({
      origin: SAMPLE_ORIGIN,
      size: COUNT,
      lines: JOURNALS.flatMap(({ transfers }) => transfers).length,
      balances: bundle.sample.content.balances.length,
      checkpoints: 3,
      isSignerKnown: false,
      comparedSize: null,
    });
    expect(verifyBundle(bundle.path, { keys: [SAMPLE_KEY] })).toMatchObject({
      isSignerKnown: true,
    });
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
});
