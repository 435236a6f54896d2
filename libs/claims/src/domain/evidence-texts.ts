import type { Bilingual } from '@app/kernel';

const both = (items: readonly Bilingual[]): Bilingual => ({
  en: items.map(({ en }) => en).join('; '),
  'zh-CN': items.map((item) => item['zh-CN']).join('；'),
});

/** What the timeline says about what was asked for and handed in, in words for the claimant. */
export const EVIDENCE_TEXTS = {
  asked: (items: readonly Bilingual[], text: string | null): Bilingual => {
    const { en, 'zh-CN': zh } = both(items);
    const more = text === null ? '' : `\n${text}`;
    return { en: `To go on we need: ${en}.${more}`, 'zh-CN': `为继续处理，还需要：${zh}。${more}` };
  },
  cannotGive: (items: readonly Bilingual[]): Bilingual => ({
    en: `You told us that you cannot give: ${both(items).en}. We take that into account.`,
    'zh-CN': `您已说明无法提供：${both(items)['zh-CN']}。我们会予以考虑。`,
  }),
  allAnswered: {
    en: 'All that we asked for is answered. We go on checking.',
    'zh-CN': '所需内容均已答复，我们继续核查。',
  },
  quarantined: (item: Bilingual, fileName: string, threat: string): Bilingual => ({
    en: `A virus scanner found "${threat}" in "${fileName}", which was handed in for: ${item.en}. Nobody is given this file; please hand in another copy, for instance a screenshot.`,
    'zh-CN': `病毒扫描在“${fileName}”（${item['zh-CN']}）中发现“${threat}”，该文件已被隔离，请另行提供，例如上传截图。`,
  }),
} as const;
