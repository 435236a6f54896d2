import type { Bilingual } from '@app/kernel';

/** Stands in each of our messages and on each page where one of them is checked, word for word. */
export const NEVER_ASKED: Bilingual = {
  en: 'We never ask for passwords, verification codes or payments, not even to pay you compensation.',
  'zh-CN': '我们绝不会向您索要密码、验证码，也绝不会以任何名义（包括办理赔付）要求您付款。',
};
