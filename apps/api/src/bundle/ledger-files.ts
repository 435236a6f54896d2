import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import { LedgerQueries, LogQueries } from '@app/ledger';
import type { Reads } from '@app/platform';

import { presentJournal } from '../ledger/present-journal';
import { presentProof } from '../ledger/present-proof';
import { jsonEntry } from './bundle-entry';
import type { BundleEntry } from './bundle-entry';

/** What was booked on the claim, each booking with its proof that it is in the signed log. */
@Injectable()
export class LedgerFiles {
  constructor(
    private readonly ledger: LedgerQueries,
    private readonly log: LogQueries,
  ) {}

  async entries(reads: Reads, claim: ClaimEntity): Promise<BundleEntry[]> {
    const journals = await this.ledger.journalsOfClaim(reads, claim.id);
    const entries: BundleEntry[] = [
      jsonEntry('ledger/journals.json', JOURNALS, journals.map(presentJournal)),
    ];
    for (const { journal } of journals) {
      const proof = await this.log.proof(reads, journal.id);
      // The log takes a booking in within seconds; until then there is nothing to prove.
      if (proof === null) continue;
      const path = `ledger/proofs/${journal.id}.json`;
      entries.push(jsonEntry(path, PROOF, presentProof(journal.id, proof)));
    }
    const keys = await this.log.keys(reads);
    const checkpoint = await this.log.latestCheckpoint(reads);
    return [
      ...entries,
      { path: 'ledger/keys.txt', what: KEYS, text: lines(keys.map((key) => key.verifierKey)) },
      ...(checkpoint === null
        ? []
        : [{ path: 'ledger/checkpoint.txt', what: CHECKPOINT, text: checkpoint.note }]),
    ];
  }
}

const JOURNALS = {
  en: 'every booking on the claim, as debits and credits of our accounts',
  'zh-CN': '本索赔的全部分录（借方、贷方）',
};
const PROOF = {
  en: 'proves a booking to be in the signed log: SHA-256(0x00 ‖ entry) leads over the hashes to the root in the checkpoint (RFC 9162 §2.1.3)',
  'zh-CN':
    '证明该分录已写入签名日志：由 SHA-256(0x00 ‖ entry) 逐级得到检查点中的根（RFC 9162 §2.1.3）',
};
const KEYS = {
  en: "the log's public keys (C2SP signed-note), by which checkpoints are verified",
  'zh-CN': '日志公钥（C2SP signed-note），用于验证检查点签名',
};
const CHECKPOINT = {
  en: 'the latest signed checkpoint of the log (C2SP tlog-checkpoint)',
  'zh-CN': '日志最新的签名检查点（C2SP tlog-checkpoint）',
};

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
