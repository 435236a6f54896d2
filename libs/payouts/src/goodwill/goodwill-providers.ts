import { GoodwillQueries } from './goodwill.queries';
import { GrantGoodwill } from './operations/grant-goodwill';
import { JudgeGoodwill } from './operations/judge-goodwill';
import { ProposeGoodwill } from './operations/propose-goodwill';
import { GoodwillGrantEntity } from './persistence/goodwill-grant.entity';
import { GoodwillVerdictEntity } from './persistence/goodwill-verdict.entity';

export const GOODWILL_ENTITIES = [GoodwillGrantEntity, GoodwillVerdictEntity];

/** What others may use. */
export const GOODWILL_PUBLIC = [GoodwillQueries, ProposeGoodwill, JudgeGoodwill];

/** What works behind it. */
export const GOODWILL_PROVIDERS = [GrantGoodwill];
