import { BilledContributionEntity } from './billed-contribution.entity';
import { EarnedContributionEntity } from './earned-contribution.entity';
import { EarningContributionEntity } from './earning-contribution.entity';
import { FundEventEntity } from './fund-event.entity';
import { FundNoticeEntity } from './fund-notice.entity';
import { FundWatchEntity } from './fund-watch.entity';
import { RailCountEntity } from './rail-count.entity';
import { TopUpByHandEntity } from './top-up-by-hand.entity';
import { TopUpRuleEntity } from './top-up-rule.entity';
import { WithdrawnContributionEntity } from './withdrawn-contribution.entity';

export const FUND_ENTITIES = [
  TopUpRuleEntity,
  TopUpByHandEntity,
  RailCountEntity,
  FundWatchEntity,
  FundEventEntity,
  FundNoticeEntity,
  BilledContributionEntity,
  EarnedContributionEntity,
  EarningContributionEntity,
  WithdrawnContributionEntity,
];
