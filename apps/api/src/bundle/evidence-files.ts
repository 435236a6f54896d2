import { Injectable } from '@nestjs/common';

import { CORRESPONDENCE, EvidenceQueries } from '@app/claims';
import type { ClaimEntity, ClaimEvidenceEntity } from '@app/claims';
import type { Actor, Reads } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { EvidenceContent } from '../claims/evidence-content';
import { jsonEntry } from './bundle-entry';
import type { BundleEntry } from './bundle-entry';
import { fileName, fileNameFor } from './file-name';

/** What the claimant handed in: byte for byte for them, and for others as they may see it. */
@Injectable()
export class EvidenceFiles {
  constructor(
    private readonly evidence: EvidenceQueries,
    private readonly content: EvidenceContent,
    private readonly packs: PackLibrary,
  ) {}

  async entries(reads: Reads, claim: ClaimEntity, reader: Actor): Promise<BundleEntry[]> {
    const { evidence: rules } = await this.packs.pinned(reads, claim);
    const held = (await this.evidence.ofClaim(reads, claim)).filter(
      ({ preparation }) => preparation.scan !== 'infected',
    );
    const placed = held.map((file, index) => {
      const sha256 = this.content.given(reader, file);
      const { evidence } = file;
      return { evidence, file: sha256 === null ? null : { path: pathOf(evidence, index), sha256 } };
    });
    return [
      jsonEntry('evidence.json', LIST, placed.map(presentFile)),
      ...placed.flatMap(({ evidence: { item }, file }) => {
        const label = [...rules, CORRESPONDENCE].find(({ id }) => id === item)?.label;
        return file === null ? [] : [{ ...file, what: label ?? { en: item, 'zh-CN': item } }];
      }),
    ];
  }
}

const LIST = { en: 'the files that were handed in', 'zh-CN': '已提交文件的清单' };

/** Its number makes it unique, whatever its sender called it. */
function pathOf({ item, fileName: given, mediaType }: ClaimEvidenceEntity, index: number): string {
  const number = String(index + 1).padStart(2, '0');
  return `evidence/${number}-${fileName(item)}-${fileNameFor(given, mediaType)}`;
}

/** `sha256` is that of the file as it came; without a path it cannot be given out yet. */
function presentFile({
  evidence,
  file,
}: {
  readonly evidence: ClaimEvidenceEntity;
  readonly file: { readonly path: string } | null;
}): object {
  const { id, item, fileName: given, mediaType, sizeBytes, sha256, uploadedAt } = evidence;
  return {
    id,
    item,
    path: file?.path ?? null,
    fileName: given,
    mediaType,
    sizeBytes,
    sha256,
    uploadedAt: uploadedAt.toISOString(),
  };
}
