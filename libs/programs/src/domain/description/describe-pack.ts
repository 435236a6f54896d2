import type { Bilingual } from '@app/kernel';

import type { Confidence, Pack, PackStatus } from '../pack';
import { describeAmount } from './describe-amount';
import { describeApproval, describePromises, describeSplit } from './describe-handling';
import { describeExclusions, describeFiling, describeReach } from './describe-scope';
import type { PackSection } from './pack-section';
import { text } from './words';

const STATUS: Readonly<Record<PackStatus, Bilingual>> = {
  draft: text('a draft, never in force', '草案，不会生效'),
  illustrative: text('illustrative, until a lawyer has signed it', '示例，须经律师确认后采用'),
  adopted: text('adopted', '已采用'),
};

const CONFIDENCE: Readonly<Record<Confidence, Bilingual>> = {
  S: text('official text', '官方文本'),
  '2': text('secondary text', '二手资料'),
  K: text('general knowledge', '一般认知'),
  U: text('unverified', '未经核实'),
};

/** A pack in plain words, for people who do not read JSON: every rule of it, in sentences. */
export function describePack(pack: Pack): PackSection[] {
  const sections = [
    describeIdentity(pack),
    describeReach(pack),
    describeExclusions(pack),
    describeFiling(pack),
    describeAmount(pack),
    describeSplit(pack),
    describePromises(pack),
    describeApproval(pack),
    describeDuties(pack),
    describeSources(pack),
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

function describeIdentity(pack: Pack): PackSection {
  const { name, packId, version, summary, status, confidence } = pack;
  return {
    title: text(`${name.en} (${packId}@${version})`, `${name['zh-CN']}（${packId}@${version}）`),
    lines: [
      summary,
      text(
        `Status: ${STATUS[status].en}; source: ${CONFIDENCE[confidence].en}.`,
        `状态：${STATUS[status]['zh-CN']}；来源：${CONFIDENCE[confidence]['zh-CN']}。`,
      ),
      describeDates(pack),
      text(
        `In ${pack.currency}, ${pack.jurisdiction}, by the working days of ${pack.calendar}.`,
        `币种 ${pack.currency}，地区 ${pack.jurisdiction}，工作日历 ${pack.calendar}。`,
      ),
    ],
  };
}

function describeDates({ appliesBy, effective: { from, to } }: Pack): Bilingual {
  const what = appliesBy === 'payment_date' ? text('payments', '付款') : text('claims', '索赔');
  const since = from === null ? text('of any day', '任何日期') : text(`from ${from}`, `${from} 起`);
  const until =
    to === null
      ? text('until a newer version begins', '至新版本生效前')
      : text(`to ${to}`, `至 ${to}`);
  return text(
    `For ${what.en} ${since.en}, ${until.en}.`,
    `适用于${since['zh-CN']}${until['zh-CN']}的${what['zh-CN']}。`,
  );
}

function describeDuties({ duties = [], disclosure }: Pack): PackSection {
  return {
    title: text('What else is owed', '其他义务'),
    lines: [
      ...duties.map(({ label }) => label),
      ...(disclosure === undefined
        ? []
        : [
            text(
              `To be published by ${disclosure.dueBy} each year: ${disclosure.figures.join(', ')}.`,
              `每年 ${disclosure.dueBy} 前公布：${disclosure.figures.join('、')}。`,
            ),
          ]),
    ],
  };
}

function describeSources({ sources }: Pack): PackSection {
  return {
    title: text('Sources', '来源'),
    lines: sources.map(({ title, confidence, url }) => {
      const where = url === undefined ? '' : ` ${url}`;
      return text(
        `${title.en} (${CONFIDENCE[confidence].en})${where}`,
        `${title['zh-CN']}（${CONFIDENCE[confidence]['zh-CN']}）${where}`,
      );
    }),
  };
}
