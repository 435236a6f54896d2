import { Injectable } from '@nestjs/common';

import { ClaimQueries, FilingQueries } from '@app/claims';
import type { Reads } from '@app/platform';

import { ChannelPorts } from '../channels/channel-ports';
import type { Reach } from '../domain/delivery';
import { ChatLinkEntity } from '../persistence/chat-link.entity';

/** A person who is written to, and where. */
export interface Recipient extends Reach {
  readonly name: string;
  /** The channel that `im` is an account of. */
  readonly chat: string;
}

interface Person {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Of a contact that was erased. */
const NOBODY: Person = { name: '', email: null, phone: null };

/** Where the claimant of a claim is reached, or whoever they named to speak for them. */
@Injectable()
export class ClaimantReach {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly filings: FilingQueries,
    private readonly ports: ChannelPorts,
  ) {}

  /** A channel that this installation does not have leads nowhere, whatever the contact says. */
  async of(
    reads: Reads,
    claim: { readonly lane: number; readonly id: string },
  ): Promise<Recipient> {
    const { name, email, phone } = await this.person(reads, claim);
    const chat = this.ports.im === null ? null : await this.chat(reads, claim.id);
    return {
      name,
      mail: email,
      sms: this.ports.sms === null ? null : phone,
      im: chat?.userId ?? null,
      chat: chat?.channel ?? '',
    };
  }

  private async person(
    reads: Reads,
    claim: { readonly lane: number; readonly id: string },
  ): Promise<Person> {
    const contact = await this.claims.contact(reads, claim);
    if (contact !== null && isReached(contact)) return contact;
    return (await this.filings.proxy(reads, claim)) ?? contact ?? NOBODY;
  }

  /** The account that the claimant wrote from last. */
  private async chat(reads: Reads, claimId: string): Promise<ChatLinkEntity | null> {
    return reads.findOne(ChatLinkEntity, { where: { claimId }, order: { linkedAt: 'DESC' } });
  }
}

function isReached({ email, phone }: Person): boolean {
  return email !== null || phone !== null;
}
