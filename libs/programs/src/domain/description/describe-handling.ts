import type { Bilingual } from '@app/kernel';

import { describeDuration } from '../duration';
import { describeEvent } from '../events';
import type { AppealStep, ApprovalTier, LatePays, Pack, PackClock } from '../pack';
import type { SplitRow } from '../pack-amount';
import type { PackSection } from './pack-section';
import { NOTHING, after, amount, percent, sentence, text, when } from './words';

/** Who bears what is paid, and who gets what comes back. */
export function describeSplit(pack: Pack): PackSection {
  const { split, recovery, payout } = pack;
  const isFirstMatch = split.mode === 'first_match';
  return {
    title: text('Who bears it', '由谁承担'),
    lines: [
      ...(isFirstMatch
        ? [text('The first of these bears all of it:', '由以下首个符合者全额承担：')]
        : []),
      ...split.rows.map((row) => describeRow(row, pack)),
      ...(recovery.subrogation
        ? [text('Who is paid assigns their rights of recovery.', '获赔人转让追偿权。')]
        : []),
      ...(recovery.share === 'as_split'
        ? [text('What is recovered later is shared in the same way.', '后续追回款按相同比例分配。')]
        : []),
      ...(recovery.uncoveredLoss === undefined ? [] : [UNCOVERED[recovery.uncoveredLoss]]),
      ...(recovery.insurer === undefined ? [] : [INSURERS[recovery.insurer]]),
      ...(recovery.monitorsAfterClose === true
        ? [
            text(
              'The recipient’s account stays watched after the claim.',
              '结案后继续监控收款账户。',
            ),
          ]
        : []),
      ROUTES[payout.route],
      ...(payout.else === null
        ? []
        : [
            text(
              'Where that cannot be done, only to an account of the same name.',
              '无法办理时，仅付至同名账户。',
            ),
          ]),
    ],
  };
}

const UNCOVERED: Readonly<Record<'first' | 'last', Bilingual>> = {
  first: text(
    'What is recovered goes first to the claimant, for the loss that was not covered.',
    '追回款先弥补索赔人未获赔付的损失。',
  ),
  last: text(
    'What is recovered goes to the claimant for the loss that was not covered, after those who paid.',
    '追回款在赔付各方受偿后，弥补索赔人未获赔付的损失。',
  ),
};

const INSURERS: Readonly<Record<'optional' | 'underwriter', Bilingual>> = {
  optional: text('An insurer may stand behind it.', '可由保险公司承保。'),
  underwriter: text('An insurer underwrites it.', '由保险公司承保。'),
};

const ROUTES: Readonly<Record<Pack['payout']['route'], Bilingual>> = {
  original: text('Money goes back the way it came.', '款项原路退回。'),
  claimant_account: text('Money goes to an account of the claimant.', '款项付至索赔人账户。'),
};

function describeRow(row: SplitRow, pack: Pack): Bilingual {
  const share = percent(row.shareBp);
  const borne =
    row.party === 'claimant'
      ? text(`The claimant bears ${share}, which is not paid`, `索赔人自担 ${share}，不予赔付`)
      : text(`${row.party} bears ${share}`, `${row.party} 承担 ${share}`);
  return sentence(
    borne,
    row.when === undefined ? NOTHING : sentence(text(', if ', '，如'), when(row.when, pack)),
    row.recourse === undefined
      ? NOTHING
      : text(`, with recourse to ${row.recourse}`, `，可向 ${row.recourse} 追偿`),
    row.deductsWaivedExcess === true
      ? text(
          ', less its share of an excess that the payer chose not to take',
          '，可扣除付款方自愿免收的免赔额中其应占份额',
        )
      : NOTHING,
    text('.', '。'),
  );
}

/** Who stands behind an award, and where it goes. */
export function describeApproval(pack: Pack): PackSection {
  const { tiers, exception, goodwillUpToMinor } = pack.approval;
  return {
    title: text('Who decides, and who looks again', '审批与申诉'),
    lines: [
      ...tiers.map((tier) => describeTier(tier, pack)),
      sentence(text('Where evidence is waived: ', '免交材料时：'), TIERS[exception.tier]),
      ...(goodwillUpToMinor === undefined
        ? []
        : [
            sentence(
              text(
                `What is given beyond the policy, up to ${amount(goodwillUpToMinor, pack)}: `,
                `保障之外的补偿，不超过 ${amount(goodwillUpToMinor, pack)}：`,
              ),
              TIERS.single,
            ),
          ]),
      ...pack.appeal.map(describeAppeal),
    ],
  };
}

function describeTier({ tier, awardUpToMinor }: ApprovalTier, pack: Pack): Bilingual {
  if (awardUpToMinor !== null) {
    const most = amount(awardUpToMinor, pack);
    return sentence(text(`Up to ${most}: `, `不超过 ${most}：`), TIERS[tier]);
  }
  const isOnly = pack.approval.tiers.length === 1;
  const what = isOnly
    ? text('Every award: ', '每笔赔付：')
    : text('Above that: ', '超过以上限额：');
  return sentence(what, TIERS[tier]);
}

function describeAppeal({ step, by, within, from, answerWithin, label }: AppealStep): Bilingual {
  return sentence(
    label,
    text(` (${step}, to ${by}`, `（${step}，向 ${by}`),
    within === null ? NOTHING : sentence(text('; within ', '；时限：'), after(within, from)),
    answerWithin === undefined
      ? NOTHING
      : text(
          `; answered within ${describeDuration(answerWithin).en}`,
          `；${describeDuration(answerWithin)['zh-CN'].trim()}内答复`,
        ),
    text(')', '）'),
  );
}

const TIERS: Readonly<Record<ApprovalTier['tier'], Bilingual>> = {
  automatic: text('automatically, if nothing calls for a person.', '无异常情形时自动批准。'),
  single: text('one person.', '由一人批准。'),
  dual: text('two different people.', '由两人分别批准。'),
};

/** By when what is promised, and what follows when a promise is broken. */
export function describePromises(pack: Pack): PackSection {
  return {
    title: text('By when', '时限承诺'),
    lines: pack.clocks.map((clock) => describeClock(clock, pack)),
  };
}

function describeClock(clock: PackClock, pack: Pack): Bilingual {
  const { id, label, from, until, within, variants = [], hardEnd, onBreach, latePays } = clock;
  return sentence(
    label,
    text(` (${id}: `, `（${id}：`),
    within === null
      ? sentence(text('promptly after ', ''), describeEvent(from), text('', '后从速'))
      : after(within, from),
    ...variants.map((variant) =>
      sentence(
        text('; ', '；'),
        after(variant.within, from),
        text(' if ', '，如'),
        when(variant.when, pack),
      ),
    ),
    until === undefined
      ? NOTHING
      : sentence(text('; met by ', '；以“'), describeEvent(until), text('', '”为完成')),
    describePauses(clock),
    hardEnd === undefined
      ? NOTHING
      : sentence(text('; at the latest ', '；最迟'), after(hardEnd, from)),
    clock.extends === undefined
      ? NOTHING
      : text(`; instead of ${clock.extends}`, `；替代 ${clock.extends}`),
    text('; if broken: ', '；逾期：'),
    BREACH[onBreach],
    latePays === undefined ? NOTHING : describeLatePays(latePays, pack),
    text(')', '）'),
  );
}

function describePauses({ pausable, pauseReasons }: PackClock): Bilingual {
  if (!pausable) return NOTHING;
  if (pauseReasons === undefined) return text('; may pause', '；可暂停');
  const labels = pauseReasons.map(({ label }) => label);
  return text(
    `; may pause because ${labels.map(({ en }) => en).join(', or because ')}`,
    `；可因以下情形暂停：${labels.map((label) => label['zh-CN']).join('、')}`,
  );
}

/** `, and we pay 10.00 CNY for each day, 50.00 CNY at most`. */
function describeLatePays({ fixedMinor, perDayMinor, upToMinor }: LatePays, pack: Pack): Bilingual {
  const most = amount(upToMinor, pack);
  const sums = [
    ...(fixedMinor === undefined ? [] : [text(amount(fixedMinor, pack), amount(fixedMinor, pack))]),
    ...(perDayMinor === undefined
      ? []
      : [text(`${amount(perDayMinor, pack)} for each day`, `每日 ${amount(perDayMinor, pack)}`)]),
  ];
  return text(
    `, and we pay ${sums.map(({ en }) => en).join(' and ')}, ${most} at most`,
    `，并补偿 ${sums.map((sum) => sum['zh-CN']).join('及')}，最多 ${most}`,
  );
}

const BREACH: Readonly<Record<PackClock['onBreach'], Bilingual>> = {
  escalate: text('a person is called', '升级处理'),
  provisional_credit: text('credit provisionally', '先行垫付'),
  pay_claimant: text('decide for the claimant', '作出有利于索赔人的决定'),
  deny_claimant: text('decide against the claimant', '作出不利于索赔人的决定'),
  close: text('close the claim', '结案'),
};
