import type { JournalProof } from '@app/ledger';

/** A journal's proof as the API shows it: hashes in base64, the entry as the very text it is. */
export function presentProof(journalId: string, proof: JournalProof): object {
  const { leafIndex, checkpoint, hashes, entry } = proof;
  return {
    journalId,
    leafIndex,
    treeSize: checkpoint.size,
    checkpoint: checkpoint.note,
    hashes: hashes.map((hash) => hash.toString('base64')),
    entry,
  };
}
