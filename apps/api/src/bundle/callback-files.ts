import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import { CallbackQueries, ThreadQueries } from '@app/messaging';
import type { Reads } from '@app/platform';

import { CallbackPresenter } from '../callbacks/callback-presenter';
import { jsonEntry } from './bundle-entry';
import type { BundleEntry } from './bundle-entry';

/**
 * The calls that were asked for, also on claims that go on here, and what came of each; what was
 * said stands in the thread.
 */
@Injectable()
export class CallbackFiles {
  constructor(
    private readonly queries: CallbackQueries,
    private readonly threads: ThreadQueries,
    private readonly presenter: CallbackPresenter,
  ) {}

  async entries(reads: Reads, claim: ClaimEntity): Promise<BundleEntry[]> {
    const ids = await this.threads.claimIds(reads, claim);
    const callbacks = await this.queries.ofClaims(reads, claim.lane, ids);
    const shown = await this.presenter.presentAll(reads, { role: 'claimant' }, callbacks);
    return [jsonEntry('callbacks.json', CALLBACKS, shown.reverse())];
  }
}

const CALLBACKS = {
  en: 'the calls that you asked for, and what came of each',
  'zh-CN': '回电预约及每次通话结果',
};
