import { Injectable } from '@nestjs/common';

import { ClaimQueries } from '@app/claims';
import type { ClaimEntity, ClaimEvidenceEntity } from '@app/claims';
import type { Reads } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { jsonEntry } from './bundle-entry';
import type { BundleEntry } from './bundle-entry';
import { fileName } from './file-name';

/** What the claimant handed in, byte for byte. */
@Injectable()
export class EvidenceFiles {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly packs: PackLibrary,
  ) {}

  async entries(reads: Reads, claim: ClaimEntity): Promise<BundleEntry[]> {
    const { evidence: rules } = await this.packs.pinned(reads, claim);
    const held = await this.claims.evidence(reads, claim);
    const placed = held.map((evidence, index) => ({ evidence, path: pathOf(evidence, index) }));
    return [
      jsonEntry('evidence.json', LIST, placed.map(presentFile)),
      ...placed.map(({ evidence: { item, sha256 }, path }) => {
        const label = rules.find(({ id }) => id === item)?.label;
        return { path, what: label ?? { en: item, 'zh-CN': item }, sha256 };
      }),
    ];
  }
}

const LIST = { en: 'the files that were handed in', 'zh-CN': '已提交文件的清单' };

function pathOf({ item, fileName: given }: ClaimEvidenceEntity, index: number): string {
  const number = String(index + 1).padStart(2, '0');
  return `evidence/${number}-${fileName(item)}-${fileName(given)}`;
}

function presentFile({
  evidence,
  path,
}: {
  readonly evidence: ClaimEvidenceEntity;
  readonly path: string;
}): object {
  const { id, item, fileName: given, mediaType, sizeBytes, sha256, uploadedAt } = evidence;
  return {
    id,
    item,
    path,
    fileName: given,
    mediaType,
    sizeBytes,
    sha256,
    uploadedAt: uploadedAt.toISOString(),
  };
}
