import type { DomainError } from '@app/kernel';

import { BundleFiles, checkpointFile } from '../../../../test/support/bundle-files';
import {
  BundleUnderTest,
  COUNT,
  OTHER_SIGNER,
  WHOLE,
  refusalOf,
} from '../../../../test/support/bundle-under-test';
import { SAMPLE_KEY, SAMPLE_ORIGIN } from '../../../../test/support/sample-bundle';
import { verifierKeyText } from '../domain/transparency/verifier-key';
import type { KnownElsewhere } from './bundle-checkpoints';
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

  const refusal = (known: KnownElsewhere = {}): DomainError => bundle.refusalWith(files, known);

  describe('signatures', () => {
    const other = verifierKeyText(SAMPLE_ORIGIN, OTHER_SIGNER.privateKey);

    it('are of a key that is given, whatever the bundle names', async () => {
      const forged = await bundle.another('forged', { signers: [OTHER_SIGNER] });
      expect(verifyBundle(forged).isSignerKnown).toBe(false);
      const { code, message } = refusalOf(forged, { keys: [SAMPLE_KEY] });
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
      const foreign = verifierKeyText('other.example', OTHER_SIGNER.privateKey);
      const { code, message, text } = refusal({ keys: [foreign] });
      expect(code).toBe('ledger.other_log');
      expect(message).toBe(
        `${foreign}: This key is of the log "other.example", but manifest.json is of the log "${SAMPLE_ORIGIN}".`,
      );
      expect(text['zh-CN']).toMatch(/该密钥属于日志“other\.example”/);
      expect(verifyBundle(bundle.path, { keys: [foreign, SAMPLE_KEY] }).isSignerKnown).toBe(true);

      files.set('keys.txt', `${foreign}\n`);
      files.fixManifest();
      expect(refusal()).toMatchObject({
        code: 'ledger.other_log',
        message: `keys.txt: This key is of the log "other.example", but manifest.json is of the log "${SAMPLE_ORIGIN}".`,
      });
    });

    it('are named by their file when they are of another log', async () => {
      const otherLog = await bundle.another('other-log', { origin: 'other.example' });
      files.set(WHOLE, BundleFiles.read(otherLog).bytes(WHOLE));
      files.fixManifest();
      expect(refusal().message).toBe(
        `${WHOLE}: This checkpoint is of the log "other.example", not of "${SAMPLE_ORIGIN}".`,
      );
    });

    it('are of the size that the name of the checkpoint says', () => {
      const ten = checkpointFile(10);
      files.set(ten, files.bytes(checkpointFile(25)));
      files.fixManifest();
      expect(refusal().message).toBe(
        `${ten} is a checkpoint of 25 journals, which has no place there in a bundle of 40.`,
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
});
