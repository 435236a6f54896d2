import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

interface Limit {
  readonly usual: number;
  readonly min: number;
  readonly max: number;
  /** In which direction less is watched over. */
  readonly weakerWhen: 'higher' | 'lower';
  /** Minor units of a currency, which is set for each by itself. */
  readonly isPerCurrency?: true;
  readonly label: Bilingual;
}

/**
 * What an installation may set about how closely it looks, with what holds until somebody does.
 * Thresholds of awards are no limits: they stand in the packs, whose versions need two people too.
 */
export const LIMITS = {
  automaticApprovals: {
    usual: 1,
    min: 0,
    max: 1,
    weakerWhen: 'higher',
    label: {
      en: 'Whether the machine may approve within the limit of the pack (1), or a person decides each claim (0)',
      'zh-CN': '系统是否可在规则限额内自动批准（1 为可以，0 为一律人工）',
    },
  },
  qaSampleBp: {
    usual: 500,
    min: 0,
    max: 10_000,
    weakerWhen: 'lower',
    label: {
      en: 'Share of the claims that the machine could approve which go to a person all the same, in basis points',
      'zh-CN': '可自动批准的索赔中仍抽样转人工的比例（万分之）',
    },
  },
  claimsPerPartyPerDay: {
    usual: 20,
    min: 1,
    max: 1_000,
    weakerWhen: 'higher',
    label: {
      en: 'Claims that one person may file in 24 hours',
      'zh-CN': '每人 24 小时内可提交的索赔数',
    },
  },
  draftsPerParty: {
    usual: 20,
    min: 1,
    max: 1_000,
    weakerWhen: 'higher',
    label: { en: 'Drafts that one person may keep', 'zh-CN': '每人可保存的草稿数' },
  },
  evidenceBytesPerClaimMax: {
    usual: 200 * 1_024 * 1_024,
    min: 1_024 * 1_024,
    max: 10 * 1_024 * 1_024 * 1_024,
    weakerWhen: 'higher',
    label: { en: 'Bytes of evidence on one claim', 'zh-CN': '每份索赔的材料总字节数' },
  },
  evidenceBytesPerPersonPerDay: {
    usual: 1_024 * 1_024 * 1_024,
    min: 10 * 1_024 * 1_024,
    max: 1_024 * 1_024 * 1_024 * 1_024,
    weakerWhen: 'higher',
    label: {
      en: 'Bytes of evidence that one person may send in 24 hours, kept or not',
      'zh-CN': '每人 24 小时内可上传的材料字节数（无论是否保存）',
    },
  },
  payoutsPerRailPerDay: {
    usual: 1_000_000,
    min: 0,
    max: 1_000_000_000,
    weakerWhen: 'higher',
    label: {
      en: 'Payouts in one currency that leave over one rail in a day (UTC)',
      'zh-CN': '每个付款通道每币种每日（UTC）的付款笔数',
    },
  },
  payoutMinorPerRailPerDay: {
    usual: 1_000_000_000_000,
    min: 0,
    max: 1_000_000_000_000_000,
    weakerWhen: 'higher',
    isPerCurrency: true,
    label: {
      en: 'Money of a currency that leaves over one rail in a day (UTC), in minor units',
      'zh-CN': '每个付款通道该币种每日（UTC）的付款总额（最小货币单位）',
    },
  },
  feeMinorPerLine: {
    usual: 10_000,
    min: 0,
    max: 1_000_000_000_000,
    weakerWhen: 'higher',
    isPerCurrency: true,
    label: {
      en: 'Fee of one line in a currency that a statement books by itself, in minor units',
      'zh-CN': '对账单该币种单笔手续费可自动入账的上限（最小货币单位）',
    },
  },
  feeBpOfPayouts: {
    usual: 300,
    min: 0,
    max: 10_000,
    weakerWhen: 'higher',
    label: {
      en: 'Fees of a day that a statement books by itself once they are more than one line may be, as a part of what was sent over the rail on that day and the one before, in basis points',
      'zh-CN':
        '每日手续费合计超过单笔上限后，可自动入账的部分占当日及前一日付款总额的比例（万分之）',
    },
  },
  feeMinorPerRailPerDay: {
    usual: 1_000_000,
    min: 0,
    max: 1_000_000_000_000_000,
    weakerWhen: 'higher',
    isPerCurrency: true,
    label: {
      en: 'Fees of one rail in a currency and a day (UTC) that statements book by themselves, in minor units',
      'zh-CN': '每个通道该币种每日（UTC）可自动入账的手续费总额（最小货币单位）',
    },
  },
  unclaimedPayoutDays: {
    usual: 1_095,
    min: 365,
    max: 36_500,
    weakerWhen: 'lower',
    label: {
      en: 'Days that money which came back is held for its claimant before two people may end that',
      'zh-CN': '被退回的赔付款为索赔人保留的天数，期满后方可由两人了结',
    },
  },
  pendingPayoutDays: {
    usual: 14,
    min: 2,
    max: 365,
    // The sooner people may speak for a rail, the more they may say what it would deny later.
    weakerWhen: 'lower',
    label: {
      en: 'Days for which a rail may say that a payout is on its way before two people may say what became of it',
      'zh-CN': '付款通道持续返回“处理中”的最长天数，超过后可由两人核定结果',
    },
  },
  fundFloorMinor: {
    usual: 0,
    min: 0,
    max: 1_000_000_000_000_000,
    weakerWhen: 'lower',
    isPerCurrency: true,
    label: {
      en: 'Cash of a currency that stays in the fund when rails are topped up from it, in minor units',
      'zh-CN': '以保障基金补充付款通道时该币种须保留的基金存款（最小货币单位）',
    },
  },
  fundLowMinor: {
    usual: 0,
    min: 0,
    max: 1_000_000_000_000_000,
    weakerWhen: 'lower',
    isPerCurrency: true,
    label: {
      en: 'Cash of a currency below which the fund is low and operators are told, in minor units; never less than its floor',
      'zh-CN': '保障基金该币种存款低于该值（且不低于保留额）时向运营人员告警（最小货币单位）',
    },
  },
  topUpMinorPerDay: {
    usual: 10_000_000_000,
    min: 0,
    max: 1_000_000_000_000_000,
    weakerWhen: 'higher',
    isPerCurrency: true,
    label: {
      en: 'Money of a currency that one person alone may send to rails in a day (UTC), in minor units; more takes two',
      'zh-CN': '一人每日（UTC）可向付款通道补充的该币种资金（最小货币单位），超过须两人办理',
    },
  },
  fundCoverageMinBp: {
    usual: 10_000,
    min: 0,
    max: 100_000,
    weakerWhen: 'lower',
    label: {
      en: 'Coverage of what is owed or expected below which operators are told, in basis points',
      'zh-CN': '保障资金覆盖率低于该值时向运营人员告警（万分之）',
    },
  },
  fundRunwayDaysMin: {
    usual: 14,
    min: 0,
    max: 3_650,
    weakerWhen: 'lower',
    label: {
      en: 'Days that the money must last at the rate of late; below, operators are told',
      'zh-CN': '按近期赔付速度，资金可支撑天数低于该值时向运营人员告警',
    },
  },
  callbacksPerSlot: {
    usual: 4,
    min: 1,
    max: 1_000,
    // Each call that is promised has to be made: fewer people are called, more of them in time.
    weakerWhen: 'higher',
    label: {
      en: 'People whom the desk can call in one slot of half an hour',
      'zh-CN': '客服每半小时时段可回电的人数',
    },
  },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;
export type LimitValues = Readonly<Record<LimitName, number>>;

export function isLimit(name: string): name is LimitName {
  return Object.hasOwn(LIMITS, name);
}

/** What holds where nobody has set anything. */
export const USUAL_LIMITS = Object.fromEntries(
  Object.entries(LIMITS).map(([name, { usual }]) => [name, usual]),
) as LimitValues;

/** Whether the new value watches less closely than the old one. */
export function loosens(name: LimitName, from: number, to: number): boolean {
  return LIMITS[name].weakerWhen === 'higher' ? to > from : to < from;
}

/** Whether it is set for each currency by itself. */
export function isPerCurrency(name: LimitName): boolean {
  const limit: Limit = LIMITS[name];
  return limit.isPerCurrency === true;
}

/** A limit that somebody wants; of one currency where it is set for each by itself. */
interface WantedLimit {
  readonly name: string;
  readonly value: number;
  readonly currency?: string;
}

/** What is wrong with it: an unknown name, a wild value, or the wrong say of its currency. */
export function limitProblem({ name, value, currency }: WantedLimit): DomainError | null {
  if (!isLimit(name)) {
    const known = Object.keys(LIMITS).join(', ');
    return new DomainError(
      'unprocessable',
      'change.unknown_limit',
      {
        en: `There is no limit "${name}". There are: ${known}.`,
        'zh-CN': `没有名为“${name}”的限额，可设置：${known}。`,
      },
      { field: 'limit.name', saw: name },
    );
  }
  if (isPerCurrency(name) !== (currency !== undefined)) return currencyProblem(name);
  const { min, max } = LIMITS[name];
  if (Number.isSafeInteger(value) && value >= min && value <= max) return null;
  return new DomainError(
    'unprocessable',
    'change.limit_out_of_range',
    {
      en: `${name} is a whole number from ${String(min)} to ${String(max)}; we saw ${String(value)}.`,
      'zh-CN': `${name} 须为 ${String(min)} 至 ${String(max)} 的整数，收到的是 ${String(value)}。`,
    },
    { field: 'limit.value', saw: String(value) },
  );
}

function currencyProblem(name: LimitName): DomainError {
  const details = { field: 'limit.currency' };
  return isPerCurrency(name)
    ? new DomainError(
        'unprocessable',
        'change.limit_currency',
        {
          en: `${name} is set for each currency by itself: say which one, as "limit.currency".`,
          'zh-CN': `${name} 按币种分别设置，请填写 limit.currency。`,
        },
        details,
      )
    : new DomainError(
        'unprocessable',
        'change.limit_currency',
        {
          en: `${name} is the same for all currencies: leave "limit.currency" out.`,
          'zh-CN': `${name} 不分币种，请不要填写 limit.currency。`,
        },
        details,
      );
}
