import { Injectable } from '@nestjs/common';

import { ClaimQueries, shownTimeline } from '@app/claims';
import type { ClaimEntity, ClaimEventEntity } from '@app/claims';
import type { Reads } from '@app/platform';

import { AppealPresenter } from '../claims/appeal-presenter';
import { ClaimPresenter } from '../claims/claim-presenter';
import { InformationPresenter } from '../claims/information-presenter';
import { jsonEntry } from './bundle-entry';
import type { BundleEntry } from './bundle-entry';

/** The claim itself: what was asked for, how it stands, and all that happened to it. */
@Injectable()
export class ClaimFiles {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly claimPresenter: ClaimPresenter,
    private readonly informationPresenter: InformationPresenter,
    private readonly appealPresenter: AppealPresenter,
  ) {}

  async entries(reads: Reads, claim: ClaimEntity): Promise<BundleEntry[]> {
    const timeline = shownTimeline(await this.claims.timeline(reads, claim), CLAIMANT);
    const requests = await this.informationPresenter.presentAll(reads, claim);
    return [
      jsonEntry('claim.json', CLAIM, await this.claim(reads, claim)),
      jsonEntry('timeline.json', TIMELINE, timeline.map(presentEvent)),
      jsonEntry('information-requests.json', REQUESTS, requests),
      jsonEntry('appeals.json', APPEALS, await this.appealPresenter.presentAll(reads, claim)),
    ];
  }

  /** As the claimant sees it, without our people's names and the addresses of others. */
  private async claim(reads: Reads, claim: ClaimEntity): Promise<object> {
    const shown = (await this.claimPresenter.present(reads, claim)) as ShownClaim;
    const contact = await this.claims.contact(reads, claim);
    const { proxy } = shown;
    return {
      ...shown,
      // JSON leaves out what is undefined.
      owner: undefined,
      proxy:
        proxy === undefined || proxy === null
          ? undefined
          : { name: proxy.name, relation: proxy.relation },
      contact:
        contact === null
          ? null
          : {
              name: contact.name,
              email: contact.email,
              phone: contact.phone,
              locale: contact.locale,
            },
    };
  }
}

/** What of a claim as the API shows it is not for everybody. */
interface ShownClaim {
  readonly proxy?: { readonly name: string; readonly relation: string } | null;
}

/** As whom everybody reads the bundle. */
const CLAIMANT = { role: 'claimant' };

const CLAIM = {
  en: 'the claim: what was asked for, how it stands, what was promised until when',
  'zh-CN': '索赔：请求内容、当前状态、各项时限承诺',
};
const TIMELINE = { en: 'what happened, in its order', 'zh-CN': '处理经过' };
const REQUESTS = { en: 'what we asked for, and what came', 'zh-CN': '我们的材料要求及答复' };
const APPEALS = { en: 'appeals, and what can be appealed', 'zh-CN': '申诉及可申诉事项' };

/** Which side acted, and not which person. */
function presentEvent({ at, kind, actorRole, summary }: ClaimEventEntity): object {
  return { at: at.toISOString(), kind, actor: { role: actorRole }, summary };
}
