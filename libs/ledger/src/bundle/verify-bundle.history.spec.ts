import type { DomainError } from '@app/kernel';

import {
  BundleUnderTest,
  COUNT,
  OTHER_SIGNER,
  refusalOf,
} from '../../../../test/support/bundle-under-test';
import {
  SAMPLE_KEY,
  SAMPLE_ORIGIN,
  SAMPLE_SIGNER,
  sampleJournals,
} from '../../../../test/support/sample-bundle';
import { successionLine } from '../domain/transparency/key-succession';
import { signNote } from '../domain/transparency/signed-note';
import { formatVerifierKey, verifierKeyOf } from '../domain/transparency/verifier-key';
import type { KnownElsewhere } from './bundle-checkpoints';
import { verifyBundle } from './verify-bundle';

describe('verifying a bundle', () => {
  let bundle: BundleUnderTest;

  beforeAll(async () => {
    bundle = await BundleUnderTest.write();
  });
  afterAll(() => {
    bundle.remove();
  });

  it.each([10, 25, COUNT])(
    'compares it with a checkpoint of %i journals from elsewhere',
    (size) => {
      const checkpoint = bundle.publishedCheckpoint(size);
      expect(verifyBundle(bundle.path, { checkpoint }).comparedSize).toBe(size);
    },
  );

  const refusal = (known: KnownElsewhere): DomainError => refusalOf(bundle.path, known);

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
      const rewritten = await bundle.another('rewritten', { journals: sampleJournals(12, COUNT) });
      const { code, message } = refusalOf(rewritten, {
        checkpoint: bundle.publishedCheckpoint(10),
      });
      expect(code).toBe('ledger.log_forked');
      expect(message).toMatch(/^The checkpoint of 10 journals in published\.txt is of another/);
    });

    it('is of the same log', () => {
      expect(refusal(signed(`other.example\n10\n${root}\n`)).message).toBe(
        `old.txt: This checkpoint is of the log "other.example", not of "${SAMPLE_ORIGIN}".`,
      );
    });

    it('is signed by the log', () => {
      const note = signNote(`${SAMPLE_ORIGIN}\n10\n${root}\n`, [OTHER_SIGNER]);
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
      const nextKey = verifierKeyOf(SAMPLE_ORIGIN, OTHER_SIGNER.privateKey);
      const succession = { at: 20, next: OTHER_SIGNER, line: successionLine(nextKey) };
      const out = await bundle.another('rotated', { checkpointsAt: [10, 20, 30], succession });
      expect(verifyBundle(out).checkpoints).toBe(4);
      expect(verifyBundle(out, { keys: [SAMPLE_KEY] }).signedBy).toEqual([nextKey]);
      expect(verifyBundle(out, { keys: [formatVerifierKey(nextKey)] }).size).toBe(COUNT);
      const unfollowed = await bundle.another('unfollowed', {
        checkpointsAt: [10, 20, 30],
        succession: { ...succession, line: null },
      });
      expect(refusalOf(unfollowed, { keys: [SAMPLE_KEY] }).code).toBe('ledger.note_not_trusted');
    });
  });
});
