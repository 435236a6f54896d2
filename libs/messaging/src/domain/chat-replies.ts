import type { Bilingual } from '@app/kernel';

/** What is answered in the chat at once. Nothing of a claim but its reference is said there. */
export const CHAT_REPLIES = {
  linked: {
    en: 'This chat belongs to your claim {reference} from now on. Whatever you write here gets onto it, and a person reads it. Telephone: {phone}',
    'zh-CN':
      '已绑定您的索赔 {reference}。您在此发送的文字会进入该索赔，由工作人员阅读。电话：{phone}',
  },
  taken: {
    en: 'It is on your claim {reference}; a person reads it. Telephone: {phone}',
    'zh-CN': '已记入您的索赔 {reference}，工作人员会阅读。电话：{phone}',
  },
  textOnly: {
    en: 'Only text gets through here. Please send pictures by mail or on the page of your claim: {page}. Telephone: {phone}',
    'zh-CN': '此处只能接收文字，图片请通过邮件或索赔页面提交：{page}。电话：{phone}',
  },
  unknown: {
    en: 'We do not know yet whose chat this is. Open your claim on {page}, ask for a chat code, and send it here. Telephone: {phone}',
    'zh-CN':
      '尚不知道您是哪一份索赔。请在 {page} 打开索赔，获取聊天绑定码并发送到这里。电话：{phone}',
  },
} as const satisfies Record<string, Bilingual>;

export type ChatReply = keyof typeof CHAT_REPLIES;

/** The words of a reply, with what they mention. */
export function chatReply(
  reply: ChatReply,
  values: { readonly reference: string; readonly phone: string; readonly page: string },
): Bilingual {
  const say = (text: string): string =>
    text
      .replace('{reference}', values.reference)
      .replace('{phone}', values.phone)
      .replace('{page}', values.page);
  const { en, 'zh-CN': chinese } = CHAT_REPLIES[reply];
  return { en: say(en), 'zh-CN': say(chinese) };
}
