import type { Bilingual } from '@app/kernel';

/** What became of the files of a mail on its claim. */
export interface MailFilesOutcome {
  readonly refused: readonly { readonly name: string; readonly text: Bilingual }[];
  /** Those of earlier mails that were not answered, so that nobody was told of them yet. */
  readonly earlier: readonly { readonly name: string; readonly text: Bilingual }[];
  /** Files that could be any of several things that the claimant is waited for. */
  readonly unsorted: readonly string[];
  readonly waited: readonly { readonly label: Bilingual }[];
}

/** What the sender is told, and what they can do about it. */
export interface ToldOutcome {
  readonly outcome: Bilingual;
  readonly yourPart: Bilingual;
}

/** So many files of earlier mails are named: the thread has all of them. */
const EARLIER_MAX = 10;

/** Null when there is nothing to tell: all is where it belongs. */
export function mailFilesOutcome(files: MailFilesOutcome): ToldOutcome | null {
  const { unsorted } = files;
  const refused = [...files.refused, ...files.earlier];
  if (refused.length === 0 && unsorted.length === 0) return null;
  const yourPart = [
    ...(refused.length === 0 ? [] : [YOUR_PART.refused]),
    ...(unsorted.length === 0 ? [] : [YOUR_PART.unsorted]),
  ];
  return {
    outcome: { en: english(files), 'zh-CN': chinese(files) },
    yourPart: {
      en: yourPart.map(({ en }) => en).join(' '),
      'zh-CN': yourPart.map((text) => text['zh-CN']).join(''),
    },
  };
}

/** Why a file was refused says what to do about that one. */
const YOUR_PART = {
  refused: {
    en: 'What you can do about a file that could not be taken stands beside it.',
    'zh-CN': '未能接收的附件，请按其后的说明处理。',
  },
  unsorted: { en: 'Please say which file is for what.', 'zh-CN': '请说明各附件分别是什么。' },
} as const satisfies Record<string, Bilingual>;

function english({ refused, earlier, unsorted, waited }: MailFilesOutcome): string {
  const refusals = refused.map(({ name, text }) => `"${name}" could not be taken: ${text.en}`);
  const before = earlier
    .slice(0, EARLIER_MAX)
    .map(({ name, text }) => `"${name}", from an earlier mail, could not be taken: ${text.en}`);
  const more = earlier.length - before.length;
  if (more > 0) {
    before.push(
      `${String(more)} more files of earlier mails could not be taken. The page of your claim names each of them.`,
    );
  }
  const names = unsorted.map((name) => `"${name}"`).join(', ');
  const labels = waited.map(({ label }) => label.en).join('; ');
  const unclear =
    unsorted.length === 0
      ? []
      : [
          `These files are on your claim: ${names}. Which of them is for what? We wait for: ${labels}.`,
        ];
  return [...refusals, ...before, ...unclear].join('\n');
}

function chinese({ refused, earlier, unsorted, waited }: MailFilesOutcome): string {
  const refusals = refused.map(({ name, text }) => `“${name}”未能接收：${text['zh-CN']}`);
  const before = earlier
    .slice(0, EARLIER_MAX)
    .map(({ name, text }) => `“${name}”（来自较早的邮件）未能接收：${text['zh-CN']}`);
  const more = earlier.length - before.length;
  if (more > 0) before.push(`另有 ${String(more)} 个较早邮件的附件未能接收，索赔页面逐一列明。`);
  const names = unsorted.map((name) => `“${name}”`).join('、');
  const labels = waited.map(({ label }) => label['zh-CN']).join('、');
  const unclear =
    unsorted.length === 0 ? [] : [`${names}已进入您的索赔。请说明各是什么，目前等待：${labels}。`];
  return [...refusals, ...before, ...unclear].join('\n');
}
