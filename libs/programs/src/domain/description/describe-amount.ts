import type { Bilingual } from '@app/kernel';

import type { Pack } from '../pack';
import type { Cap, LiabilityRow } from '../pack-amount';
import type { PackSection } from './pack-section';
import { NOTHING, after, amount, percent, sentence, text, when } from './words';

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
      ...(liability === null ? [] : liability.rows.map((row) => describeOwnShare(row, pack))),
      ...caps.map((cap) => describeCap(cap, pack)),
      ...(excess === null ? [] : [describeExcess(pack)]),
      ...(pack.provisional === null ? [] : [describeProvisional(pack)]),
    ],
  };
}

function describeOwnShare(row: LiabilityRow, pack: Pack): Bilingual {
  const { ownShareUpToMinor, within, from, per, onlyPayments, burden } = row;
  const most =
    ownShareUpToMinor === null
      ? text('The claimant bears without a limit', '索赔人自担金额不设上限')
      : text(
          `The claimant bears at most ${amount(ownShareUpToMinor, pack)}`,
          `索赔人至多自担 ${amount(ownShareUpToMinor, pack)}`,
        );
  return sentence(
    most,
    per === 'payment' ? text(' of each payment', '（每笔付款）') : NOTHING,
    within === null || from === undefined
      ? text(', however late the notice', '（不论何时报告）')
      : sentence(text(', with notice within ', '，报告时限：'), after(within, from)),
    row.when === undefined ? NOTHING : sentence(text(', if ', '，如'), when(row.when, pack)),
    onlyPayments === undefined
      ? NOTHING
      : sentence(text(', of payments where ', '，仅限以下付款：'), when(onlyPayments, pack)),
    burden === undefined ? NOTHING : text(`, if ${burden} proves it`, `，由 ${burden} 举证`),
    text('.', '。'),
  );
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
  const { shareBp, within, from, variants = [], withholdUpToMinor } = provisional;
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
    text('.', '。'),
  );
}
