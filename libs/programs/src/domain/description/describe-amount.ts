import type { Bilingual } from '@app/kernel';

import { describeDuration } from '../duration';
import { describeOwnShare } from '../liability';
import type { Pack } from '../pack';
import type { Cap, Liability } from '../pack-amount';
import type { PackSection } from './pack-section';
import { NOTHING, after, amount, percent, sentence, text, when } from './words';

const STOP = text('.', '。');

/** How much of a loss is paid. */
export function describeAmount(pack: Pack): PackSection {
  const { coverageBp, liability, caps, excess } = pack.amount;
  return {
    title: text('How much is paid', '赔付金额'),
    lines: [
      text(
        `${percent(coverageBp)} of the loss that has not come back.`,
        `尚未追回损失的 ${percent(coverageBp)}。`,
      ),
      ...(liability === null ? [] : describeLiability(liability, pack)),
      ...caps.map((cap) => describeCap(cap, pack)),
      ...(excess === null ? [] : [describeExcess(pack)]),
      ...(pack.provisional === null ? [] : [describeProvisional(pack)]),
    ],
  };
}

function describeLiability({ rows, lossTypes }: Liability, pack: Pack): Bilingual[] {
  const labels = pack.lossTypes.flatMap(({ id, label }) =>
    lossTypes?.includes(id) === true ? [label] : [],
  );
  const quoted = text(
    labels.map(({ en }) => `"${en}"`).join(', '),
    labels.map((label) => `“${label['zh-CN']}”`).join('、'),
  );
  return [
    ...(lossTypes === undefined
      ? []
      : [sentence(text('A share is borne only of: ', '仅以下损失须自负一部分：'), quoted, STOP)]),
    ...rows.map((row) =>
      sentence(
        describeOwnShare(row, pack),
        row.burden === undefined
          ? NOTHING
          : text(` To be proved by ${row.burden}.`, `由 ${row.burden} 举证。`),
      ),
    ),
  ];
}

function describeCap({ scope, amountMinor }: Cap, pack: Pack): Bilingual {
  const most = amount(amountMinor ?? '0', pack);
  switch (scope) {
    case 'claim':
      return text(`At most ${most} a claim.`, `每次索赔至多 ${most}。`);
    case 'claimant_year':
      return text(
        `At most ${most} a claimant and calendar year.`,
        `每人每自然年度累计至多 ${most}。`,
      );
    case 'purchase_price':
      return text('At most the price of what was bought.', '不超过购买价格。');
    case 'funds_found':
      return text('At most what is found with the recipients.', '不超过在收款方账户中找到的资金。');
  }
}

function describeExcess(pack: Pack): Bilingual {
  const { excess } = pack.amount;
  if (excess === null) return NOTHING;
  const byChoice = excess.waivedByChoice;
  return sentence(
    text(
      `The claimant bears the first ${amount(excess.amountMinor, pack)}`,
      `免赔额 ${amount(excess.amountMinor, pack)}`,
    ),
    excess.waivedIf === undefined
      ? NOTHING
      : sentence(text(', unless ', '，以下情形除外：'), when(excess.waivedIf, pack)),
    byChoice === undefined ? NOTHING : sentence(text(', or ', '，或'), when(byChoice, pack)),
    text('.', '。'),
  );
}

function describeProvisional(pack: Pack): Bilingual {
  const { provisional } = pack;
  if (provisional === null) return NOTHING;
  const { shareBp, within, from, variants = [] } = provisional;
  const { withholdUpToMinor, withholdLossTypes, noticeWithin, honouredFor } = provisional;
  return sentence(
    text('Before the decision, ', '决定前，'),
    text(`${percent(shareBp)} is credited within `, `先行垫付 ${percent(shareBp)}，时限：`),
    after(within, from),
    ...variants.map((variant) =>
      sentence(
        text('; ', '；'),
        after(variant.within, from),
        text(' if ', '，如'),
        when(variant.when, pack),
      ),
    ),
    withholdUpToMinor === undefined
      ? NOTHING
      : text(
          `; up to ${amount(withholdUpToMinor, pack)} may be held back`,
          `；可暂扣至多 ${amount(withholdUpToMinor, pack)}`,
        ),
    withholdLossTypes === undefined
      ? NOTHING
      : text(
          ` (only of ${withholdLossTypes.join(', ')})`,
          `（仅限 ${withholdLossTypes.join('、')}）`,
        ),
    noticeWithin === undefined
      ? NOTHING
      : text(
          `; the claimant is told within ${describeDuration(noticeWithin).en} of it`,
          `；入账后 ${describeDuration(noticeWithin)['zh-CN']}内告知`,
        ),
    honouredFor === undefined
      ? NOTHING
      : text(
          `; if it is taken back, it stays for ${describeDuration(honouredFor).en} after that was announced`,
          `；如需收回，通知后仍保留 ${describeDuration(honouredFor)['zh-CN']}`,
        ),
    text('.', '。'),
  );
}
