import { Injectable } from '@nestjs/common';
import { In, LessThan, MoreThan, Not, Raw } from 'typeorm';
import type { FindOperator } from 'typeorm';

import { HOUSE_LANE, isId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import type { PageRequest, Reads, Tx } from '@app/platform';

import type { InboundMailState } from '../domain/inbound-mail';
import { InboundMailFileEntity } from '../persistence/inbound-mail-file.entity';
import { InboundMailEntity } from '../persistence/inbound-mail.entity';
import { MailAnswerEntity } from '../persistence/mail-answer.entity';

/** How mail stands, for whoever watches the service. */
export interface InboundMailFigures {
  /** Of the last 24 hours, by what became of them. */
  readonly states: ReadonlyMap<InboundMailState, number>;
  /** Since when the oldest mail waits that nobody has read; null when all are read. */
  readonly oldestUnreadAt: Date | null;
}

const DAY_MS = 24 * 3_600_000;

/** All reads of mails that came in. They lie in the house lane: nobody knows yet whose they are. */
@Injectable()
export class InboundMailQueries {
  async byId(reads: Reads, id: string): Promise<InboundMailEntity | null> {
    if (!isId(id, 'iml')) return null;
    return reads.findOneBy(InboundMailEntity, { lane: HOUSE_LANE, id });
  }

  /** The same, and locked for the rest of the transaction. */
  async locked(tx: Tx, id: string): Promise<InboundMailEntity | null> {
    if (!isId(id, 'iml')) return null;
    const where = { lane: HOUSE_LANE, id };
    return tx.findOne(InboundMailEntity, { where, lock: { mode: 'pessimistic_write' } });
  }

  /** One row more than the page holds, newest first; none about claims of some payers. */
  async list(
    reads: Reads,
    filter: { readonly state?: InboundMailState; readonly exceptParties?: readonly string[] },
    page: PageRequest,
  ): Promise<InboundMailEntity[]> {
    const { after } = page;
    const { exceptParties = [] } = filter;
    return reads.find(InboundMailEntity, {
      where: {
        lane: HOUSE_LANE,
        ...(filter.state === undefined ? {} : { state: filter.state }),
        ...(after === undefined ? {} : { id: LessThan(after) }),
        ...(exceptParties.length === 0 ? {} : { claimId: ofOthersThan(exceptParties) }),
      },
      order: { id: 'DESC' },
      take: page.limit + 1,
    });
  }

  /** The files of some mails, in the order in which they stood in them. */
  async files(
    reads: Reads,
    mails: readonly Pick<InboundMailEntity, 'id'>[],
  ): Promise<InboundMailFileEntity[]> {
    return reads.find(InboundMailFileEntity, {
      where: { lane: HOUSE_LANE, inboundMailId: In(mails.map(({ id }) => id)) },
      order: { inboundMailId: 'ASC', position: 'ASC' },
    });
  }

  /** Whether the same mail was read before, on whatever way it came; others wait until it is. */
  async wasRead(tx: Tx, contentKey: string, exceptId: string): Promise<boolean> {
    const lock = `mail ${contentKey}`;
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [lock]);
    return tx.existsBy(InboundMailEntity, { lane: HOUSE_LANE, contentKey, id: Not(exceptId) });
  }

  /** The answer of ours with a code; null when we have given none like it. */
  async answerByCode(
    reads: Reads,
    key: { readonly lane: Lane; readonly code: string },
  ): Promise<MailAnswerEntity | null> {
    const { lane, code } = key;
    return reads.findOneBy(MailAnswerEntity, { lane, code });
  }

  /** How many mails of an address were read that came since a time. */
  async cameFrom(reads: Reads, fromAddress: string, since: Date): Promise<number> {
    return reads.countBy(InboundMailEntity, { fromAddress, receivedAt: MoreThan(since) });
  }

  async figures(reads: Reads, now: Date): Promise<InboundMailFigures> {
    const rows = await reads.query<{ state: InboundMailState; count: number }[]>(
      `SELECT state, count(*)::int AS count FROM inbound_mails
        WHERE lane = $1 AND received_at > $2 GROUP BY state`,
      [HOUSE_LANE, new Date(now.getTime() - DAY_MS)],
    );
    const [oldest] = await reads.query<{ at: Date | null }[]>(
      'SELECT min(received_at) AS at FROM inbound_mails WHERE due_at IS NOT NULL',
    );
    return {
      states: new Map(rows.map(({ state, count }) => [state, count])),
      oldestUnreadAt: oldest?.at ?? null,
    };
  }
}

/** About no claim, or about one of somebody else. */
function ofOthersThan(parties: readonly string[]): FindOperator<string> {
  return Raw(
    (claimId) => `(${claimId} IS NULL OR NOT EXISTS (SELECT FROM claims c
      WHERE c.id = ${claimId} AND c.claimant_party_id = ANY (:parties)))`,
    { parties },
  ) as FindOperator<string>;
}
