import { BilledContributionEntity } from './billed-contribution.entity';
import { EarnedContributionEntity } from './earned-contribution.entity';
import { FundEventEntity } from './fund-event.entity';
import { FundNoticeEntity } from './fund-notice.entity';
import { FundWatchEntity } from './fund-watch.entity';
import { RailCountEntity } from './rail-count.entity';
import { TopUpRuleEntity } from './top-up-rule.entity';

export const FUND_ENTITIES = [
  TopUpRuleEntity,
  RailCountEntity,
  FundWatchEntity,
  FundEventEntity,
  FundNoticeEntity,
  BilledContributionEntity,
  EarnedContributionEntity,
];
