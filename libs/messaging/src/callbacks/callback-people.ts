import { Injectable } from '@nestjs/common';

import { ClaimQueries, FilingQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Reads } from '@app/platform';

import type { Callee } from '../domain/callback-moves';
import { readCallbackNumber } from '../domain/callback-number';
import { noProxy, numberMissing } from '../domain/callback-refusals';

/** Who is called, where, in which language and what about. */
export interface CallDetails {
  readonly callee: Callee;
  /** E.164. */
  readonly phone: string;
  readonly locale: 'zh-CN' | 'en';
  readonly topic: string | null;
}

/** The same as somebody asks for it; null is what we know already. */
export interface WantedCall {
  readonly callee: Callee | null;
  readonly phone: string | null;
  readonly locale: 'zh-CN' | 'en' | null;
  readonly topic: string | null;
}

interface KnownCall extends Omit<CallDetails, 'phone'> {
  readonly phone: string | null;
}

/** Knows whom a claim has to be called about, and by which number. */
@Injectable()
export class CallbackPeople {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly filings: FilingQueries,
  ) {}

  /**
   * What is asked for, completed by the call-back as it was and by what the claim says. Refuses
   * `callback.no_proxy`, `callback.number_missing` and what `readCallbackNumber` refuses.
   */
  async details(
    reads: Reads,
    claim: ClaimEntity,
    wanted: WantedCall,
    before: CallDetails | null,
  ): Promise<CallDetails> {
    const known = before ?? (await this.known(reads, claim));
    const callee = wanted.callee ?? known.callee;
    const person = await this.person(reads, claim, callee);
    const phoneBefore = callee === known.callee ? known.phone : null;
    return {
      callee,
      phone: firstNumber([wanted.phone, phoneBefore, person?.phone]),
      locale: wanted.locale ?? known.locale,
      topic: wanted.topic ?? known.topic,
    };
  }

  /** What is called about as long as nobody says otherwise. */
  private async known(reads: Reads, claim: ClaimEntity): Promise<KnownCall> {
    const contact = await this.claims.contact(reads, claim);
    return { callee: 'claimant', phone: null, locale: contact?.locale ?? 'zh-CN', topic: null };
  }

  private async person(
    reads: Reads,
    claim: ClaimEntity,
    callee: Callee,
  ): Promise<{ readonly phone: string | null } | null> {
    if (callee === 'claimant') return this.claims.contact(reads, claim);
    const proxy = await this.filings.proxy(reads, claim);
    if (proxy === null) throw noProxy();
    return proxy;
  }
}

/** The first number that there is, as E.164. */
function firstNumber(written: readonly (string | null | undefined)[]): string {
  const number = written.find((one) => typeof one === 'string');
  if (number === undefined) throw numberMissing();
  return readCallbackNumber(number);
}
