import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';

import { GiveOriginal, needsReason, quarantined, variantFor } from '@app/claims';
import type { EvidenceVariant, PreparedEvidence } from '@app/claims';
import { DomainError } from '@app/kernel';
import { CONFIG, FileStore, isAllowed } from '@app/platform';
import type { Actor, Config, Tx } from '@app/platform';

import { setAttachmentHeaders } from '../http/attachment';
import { streamAnswer } from '../http/stream-answer';

/** Gives files out, each person the variant that they may have. */
@Injectable()
export class EvidenceContent {
  constructor(
    private readonly files: FileStore,
    private readonly giveOriginal: GiveOriginal,
    @Inject(CONFIG) private readonly config: Pick<Config, 'files'>,
  ) {}

  /**
   * Which variant somebody gets. Refuses a quarantined file, the original of a picture to whoever
   * may not have it, a copy that is not made yet, and a file as it came to anybody but the claimant
   * before the scanner has looked at it, where there is one.
   */
  variant(
    actor: Actor,
    { evidence, preparation }: PreparedEvidence,
    asked: EvidenceVariant | null,
  ): EvidenceVariant {
    if (preparation.scan === 'infected') throw quarantined();
    const mayHaveOriginal = actor.role !== 'system' && isAllowed(actor.role, 'evidence:original');
    const { isOwn } = whose(actor);
    const variant = variantFor(evidence.mediaType, { asked, isOwn, mayHaveOriginal });
    if (variant === null) throw originalRefused();
    if (variant === 'copy' && preparation.copySha256 === null) throw notPrepared();
    const isUnscanned = preparation.scan === 'unscanned' && this.config.files.scanner !== null;
    if (variant === 'original' && isUnscanned && !isOwn) throw notScanned();
    return variant;
  }

  /**
   * Refuses the original of a picture without a reason to whoever may have it and does not claim by
   * it: `evidence.reason_missing`. `field` is what to change in the request.
   */
  requireNoReason(
    actor: Actor,
    { evidence }: PreparedEvidence,
    { variant, field }: { readonly variant: EvidenceVariant; readonly field: string },
  ): void {
    if (needsReason(evidence.mediaType, variant, whose(actor))) throw reasonMissing(field);
  }

  /** Keeps the reason why somebody wants what takes one; `evidence.reason_missing` without. */
  async account(
    tx: Tx,
    actor: Actor,
    file: PreparedEvidence,
    { variant, reason }: { readonly variant: EvidenceVariant; readonly reason: string | null },
  ): Promise<void> {
    const { evidence } = file;
    if (!needsReason(evidence.mediaType, variant, whose(actor))) return;
    if (reason === null) throw reasonMissing('reason');
    await this.giveOriginal.run(tx, actor, { evidence, reason });
  }

  /** The digest of what somebody may be given of a file at this moment; null for nothing. */
  given(actor: Actor, file: PreparedEvidence): string | null {
    try {
      const variant = this.variant(actor, file, null);
      return variant === 'copy' ? file.preparation.copySha256 : file.evidence.sha256;
    } catch (error) {
      if (error instanceof DomainError) return null;
      throw error;
    }
  }

  /** Sends a variant as a download. It ends early when the reader leaves. */
  async send(
    response: Response,
    { evidence, preparation }: PreparedEvidence,
    variant: EvidenceVariant,
  ): Promise<void> {
    const { id, fileName, mediaType } = evidence;
    const { copySha256, copySizeBytes } = preparation;
    const isCopy = variant === 'copy' && copySha256 !== null && copySizeBytes !== null;
    const sha256 = isCopy ? copySha256 : evidence.sha256;
    const sizeBytes = isCopy ? copySizeBytes : evidence.sizeBytes;
    if (!(await this.files.has(sha256))) throw fileLost();
    setAttachmentHeaders(response, { id, fileName, mediaType, sizeBytes });
    await streamAnswer(response, this.files.read(sha256));
  }
}

/** Claimants get to no file but their own. */
function whose({ role }: Actor): { isOwn: boolean } {
  return { isOwn: role === 'claimant' };
}

function originalRefused(): DomainError {
  return new DomainError(
    'forbidden',
    'evidence.original_refused',
    {
      en: 'The file as it came tells where and with what it was made. You are given the copy: leave "variant" out.',
      'zh-CN': '原始文件含有拍摄地点、设备等信息。您可获取副本：请勿填写 variant。',
    },
    { field: 'variant' },
  );
}

function reasonMissing(field: string): DomainError {
  return new DomainError(
    'unprocessable',
    'evidence.reason_missing',
    {
      en: 'The file as it came tells where and with what it was made. Ask for a link to it (POST …/links) with "variant": "original" and a "reason", which is kept; for the copy leave "variant" out.',
      'zh-CN':
        '原始文件含有拍摄地点、设备等信息。请通过 POST …/links 申请链接，填写 variant: original 及理由 reason（将被记录）；如只需副本，请勿填写 variant。',
    },
    { field },
  );
}

function notPrepared(): DomainError {
  return new DomainError(
    'unavailable',
    'evidence.preparing',
    {
      en: 'The copy of this picture is being made. Ask again in a moment.',
      'zh-CN': '该图片的副本正在生成，请稍后重试。',
    },
    { retryAfterSeconds: 2 },
  );
}

function notScanned(): DomainError {
  return new DomainError(
    'unavailable',
    'evidence.unscanned',
    {
      en: 'The virus scanner has not looked at this file yet, and it is given out as it came. Ask again in a minute.',
      'zh-CN': '该文件将以原件提供，但病毒扫描尚未完成，请一分钟后重试。',
    },
    { retryAfterSeconds: 60 },
  );
}

function fileLost(): DomainError {
  return new DomainError('unavailable', 'evidence.file_unavailable', {
    en: 'The file is not on this machine at the moment. Its record and digest are safe.',
    'zh-CN': '该文件当前不在本机，其记录与摘要完好。',
  });
}
