import type { Bilingual } from '@app/kernel';

/** What became of the files of a mail on its claim. */
export interface MailFilesOutcome {
  readonly refused: readonly { readonly name: string; readonly text: Bilingual }[];
  /** Files that could be any of several things that the claimant is waited for. */
  readonly unsorted: readonly string[];
  readonly waited: readonly { readonly label: Bilingual }[];
}

/** What the sender is told; null when there is nothing to tell: all is where it belongs. */
export function mailFilesOutcome({
  refused,
  unsorted,
  waited,
}: MailFilesOutcome): Bilingual | null {
  if (refused.length === 0 && unsorted.length === 0) return null;
  return { en: english(refused, unsorted, waited), 'zh-CN': chinese(refused, unsorted, waited) };
}

function english(
  refused: MailFilesOutcome['refused'],
  unsorted: MailFilesOutcome['unsorted'],
  waited: MailFilesOutcome['waited'],
): string {
  const refusals = refused.map(({ name, text }) => `"${name}" could not be taken: ${text.en}`);
  const names = unsorted.map((name) => `"${name}"`).join(', ');
  const labels = waited.map(({ label }) => label.en).join('; ');
  const unclear =
    unsorted.length === 0
      ? []
      : [
          `These files are on your claim: ${names}. Which of them is for what? We wait for: ${labels}.`,
        ];
  return [...refusals, ...unclear].join('\n');
}

function chinese(
  refused: MailFilesOutcome['refused'],
  unsorted: MailFilesOutcome['unsorted'],
  waited: MailFilesOutcome['waited'],
): string {
  const refusals = refused.map(({ name, text }) => `“${name}”未能接收：${text['zh-CN']}`);
  const names = unsorted.map((name) => `“${name}”`).join('、');
  const labels = waited.map(({ label }) => label['zh-CN']).join('、');
  const unclear =
    unsorted.length === 0 ? [] : [`${names}已进入您的索赔。请说明各是什么，目前等待：${labels}。`];
  return [...refusals, ...unclear].join('\n');
}
