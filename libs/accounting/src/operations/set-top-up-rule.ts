import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';

import { ChangeEffects } from '@app/audit';
import type { ChangeEffect, ChangeInForce } from '@app/audit';
import { DomainError } from '@app/kernel';
import { enqueue } from '@app/platform';
import type { Reads, Tx } from '@app/platform';

import { tendFundJob } from '../accounting.jobs';
import { FundRuleQueries } from '../fund-rule.queries';
import { TopUpRuleEntity } from '../persistence/top-up-rule.entity';

type Rule = ChangeInForce<'top_up.set'>['content'];

/** Sets by which rule a rail is filled up, once two people stand behind it. */
@Injectable()
export class SetTopUpRule implements ChangeEffect<'top_up.set'>, OnModuleInit {
  constructor(
    private readonly effects: ChangeEffects,
    private readonly rules: FundRuleQueries,
  ) {}

  onModuleInit(): void {
    this.effects.register(['top_up.set'], this);
  }

  /** `fund.rule_upside_down` for a mark that is not under its target, and what is so already. */
  async problem(reads: Reads, content: Rule): Promise<DomainError | null> {
    const { lowMinor, targetMinor } = content;
    const isNone = lowMinor === 0 && targetMinor === 0;
    if (!isNone && lowMinor >= targetMinor) return upsideDown(content);
    const rule = await this.rules.ofRail(reads, content);
    const isSo =
      rule === null
        ? isNone
        : rule.lowMinor === BigInt(lowMinor) && rule.targetMinor === BigInt(targetMinor);
    return isSo ? idle() : null;
  }

  async apply(tx: Tx, { changeId, content, now }: ChangeInForce<'top_up.set'>): Promise<void> {
    const { rail, currency, lowMinor, targetMinor } = content;
    const version = 1 + ((await tx.maximum(TopUpRuleEntity, 'version', { rail, currency })) ?? 0);
    await tx.insert(TopUpRuleEntity, {
      ...{ changeId, rail, currency, version, setAt: now },
      ...{ lowMinor: BigInt(lowMinor), targetMinor: BigInt(targetMinor) },
    });
    await enqueue(tx, tendFundJob, { currency });
  }
}

function upsideDown({ lowMinor, targetMinor }: Rule): DomainError {
  return new DomainError(
    'unprocessable',
    'fund.rule_upside_down',
    {
      en: `A rail is filled up from its low-water mark to a target above it: ${String(lowMinor)} is not below ${String(targetMinor)}. For no rule any more both are 0.`,
      'zh-CN': `通道余额低于下限时补至目标值，下限须小于目标值，收到的是 ${String(lowMinor)} 与 ${String(targetMinor)}。取消规则时两者均填 0。`,
    },
    { field: 'topUp.lowMinor' },
  );
}

function idle(): DomainError {
  return new DomainError(
    'conflict',
    'change.idle',
    {
      en: 'This is so already: the change would change nothing.',
      'zh-CN': '当前已是如此，该变更不会改变任何内容。',
    },
    { field: 'topUp' },
  );
}
