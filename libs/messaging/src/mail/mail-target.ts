import { Injectable } from '@nestjs/common';

import { ClaimEntity, ClaimQueries, FilingQueries, readReference } from '@app/claims';
import { laneOfId } from '@app/kernel';
import type { Reads } from '@app/platform';

import { isSameMailbox } from '../domain/mail-address';
import { leadsToClaim, trustOf } from '../domain/mail-clues';
import type { MailClue } from '../domain/mail-clues';
import type { MessageTrust } from '../domain/message';
import { ThreadQueries } from '../thread.queries';

/** The claim that a mail belongs to, and whether it is the claimant's word. */
export interface MailTarget {
  readonly claim: ClaimEntity;
  readonly trust: MessageTrust;
}

/** Finds the claim that a mail belongs to. */
@Injectable()
export class MailTargets {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly filings: FilingQueries,
    private readonly threads: ThreadQueries,
  ) {}

  /** By the surest clue that leads to a claim; a claim that was merged is the one that goes on. */
  async find(
    reads: Reads,
    clues: readonly MailClue[],
    from: string | null,
  ): Promise<MailTarget | null> {
    for (const clue of clues) {
      const claim = await this.claimOf(reads, clue);
      if (claim === null) continue;
      const isKnownSender = from !== null && (await this.isKnown(reads, claim, from));
      const signs = { by: clue.by, isKnownSender };
      if (leadsToClaim(signs)) {
        return { claim: await goingOn(reads, claim), trust: trustOf(signs) };
      }
    }
    return null;
  }

  /** The message of this claim that a mail answers; null when it names none. */
  async answered(
    reads: Reads,
    claim: ClaimEntity,
    clues: readonly MailClue[],
  ): Promise<string | null> {
    const claimIds = await this.threads.claimIds(reads, claim);
    for (const clue of clues) {
      if (clue.by !== 'thread' || !clue.id.startsWith('msg_')) continue;
      const message = await this.threads.message(reads, clue.id);
      if (message !== null && claimIds.includes(message.claimId)) return message.id;
    }
    return null;
  }

  private async claimOf(reads: Reads, clue: MailClue): Promise<ClaimEntity | null> {
    if (clue.by === 'reference') {
      const named = readReference(clue.text);
      return named === null ? null : reads.findOneBy(ClaimEntity, named);
    }
    const named = clue.by === 'address' ? clue.claimId : clue.id;
    const id = named.startsWith('msg_')
      ? (await this.threads.message(reads, named))?.claimId
      : named;
    return id === undefined ? null : reads.findOneBy(ClaimEntity, { lane: laneOfId(id), id });
  }

  /** The claimant, or whom they named to speak for them. */
  private async isKnown(reads: Reads, claim: ClaimEntity, from: string): Promise<boolean> {
    const contact = await this.claims.contact(reads, claim);
    if (isSameMailbox(from, contact?.email ?? null)) return true;
    const proxy = await this.filings.proxy(reads, claim);
    return isSameMailbox(from, proxy?.email ?? null);
  }
}

/** The claim itself, or the one that it was merged into. */
export async function goingOn(reads: Reads, claim: ClaimEntity): Promise<ClaimEntity> {
  const { lane, mergedIntoId: id } = claim;
  return id === null
    ? claim
    : goingOn(reads, await reads.findOneByOrFail(ClaimEntity, { lane, id }));
}
