import { createHmac } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { DomainError, HOUSE_LANE, isId } from '@app/kernel';
import { PaymentQueries } from '@app/payments';
import { INSTALLATION_SECRET } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { CANDIDATES_MAX, ClaimSearchQueries } from '../claim-search.queries';
import { ownParties } from '../own-parties';
import { contactMatches, contactQuery } from '../domain/contact-search';
import type { ContactMatch } from '../domain/contact-search';

export type SearchMatch = 'claim' | 'payment' | ContactMatch;

/** A claim that was found, and by what. */
export interface SearchHit {
  readonly claimId: string;
  readonly matched: readonly SearchMatch[];
  /** Null when the contact was erased. */
  readonly claimantName: string | null;
}

export interface SearchResult {
  readonly hits: readonly SearchHit[];
  /** Whether more fits: somebody who types more finds it. */
  readonly hasMore: boolean;
}

const HITS_MAX = 20;
const SOURCE_ID = /^\S{4,64}$/;

/**
 * Finds claims by what somebody of the staff types: a reference or id, a payment by our id or by
 * that of its source, or the name, number or address of the claimant. Who looked for what is kept:
 * the text as a keyed hash, because it names people.
 */
@Injectable()
export class SearchClaims {
  constructor(
    private readonly search: ClaimSearchQueries,
    private readonly payments: PaymentQueries,
    private readonly audit: AuditTrail,
    @Inject(INSTALLATION_SECRET) private readonly secret: Buffer,
  ) {}

  /**
   * What is open comes first, and nothing of one's own. `search.too_short` when the text could mean
   * nearly anybody.
   */
  async run(tx: Tx, actor: Actor, typed: string): Promise<SearchResult> {
    const text = typed.normalize('NFKC').trim();
    const found = new Map<string, SearchMatch[]>();
    const isExact = await this.findExactly(tx, text, found);
    const query = contactQuery(text);
    if (query === null && !isExact) throw tooShort(text);
    const candidates = query === null ? 0 : await this.findContacts(tx, text, { query, found });
    const parties = await ownParties(tx, actor);
    const others = await this.search.ofOthers(tx, [...found.keys()], parties);
    const claimIds = others.slice(0, HITS_MAX);
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'claims.searched',
      objectId: actor.id,
      facts: { digest: this.digestOf(text), claimIds },
    });
    const names = new Map(
      (await this.search.contacts(tx, claimIds)).map(({ claimId, name }) => [claimId, name]),
    );
    const hits = claimIds.map((claimId) => ({
      claimId,
      matched: found.get(claimId) ?? [],
      claimantName: names.get(claimId) ?? null,
    }));
    return { hits, hasMore: others.length > HITS_MAX || candidates === CANDIDATES_MAX };
  }

  /** By names of our own or of a source; returns whether the text has the form of one. */
  private async findExactly(
    tx: Tx,
    text: string,
    found: Map<string, SearchMatch[]>,
  ): Promise<boolean> {
    const note = (claimIds: readonly string[], match: SearchMatch): void => {
      for (const claimId of claimIds) found.set(claimId, [...(found.get(claimId) ?? []), match]);
    };
    note(await this.search.named(tx, text), 'claim');
    if (!SOURCE_ID.test(text)) return false;
    const paymentIds = isId(text, 'pmt') ? [text] : await this.payments.idsBySourceId(tx, text);
    note(await this.search.aboutPayments(tx, paymentIds), 'payment');
    return true;
  }

  /** Returns how many were looked at. */
  private async findContacts(
    tx: Tx,
    text: string,
    { query, found }: { readonly query: string; readonly found: Map<string, SearchMatch[]> },
  ): Promise<number> {
    const candidates = await this.search.byContact(tx, query);
    for (const contact of candidates) {
      const matches = contactMatches(text, contact);
      if (matches.length === 0) continue;
      found.set(contact.claimId, [...(found.get(contact.claimId) ?? []), ...matches]);
    }
    return candidates.length;
  }

  private digestOf(text: string): string {
    return createHmac('sha256', this.secret).update(`claims.searched ${text}`).digest('hex');
  }
}

function tooShort(text: string): DomainError {
  return new DomainError(
    'unprocessable',
    'search.too_short',
    {
      en: 'Type more: at least two Chinese characters, three letters, or four digits.',
      'zh-CN': '请输入更多内容：至少两个汉字、三个字母或四位数字。',
    },
    { field: 'q', saw: text },
  );
}
