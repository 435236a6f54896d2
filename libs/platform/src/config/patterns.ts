/** The form of a variable, and how it is said. */
export interface Pattern {
  readonly form: RegExp;
  readonly en: string;
  readonly zh: string;
}

/** What C2SP signed-note allows as the name of a key, and that people can say. */
export const ORIGIN: Pattern = {
  form: /^[^\s+\p{C}]{1,200}$/u,
  en: 'a name such as ledger.example.com/guarantee, without spaces and plus signs',
  zh: '形如 ledger.example.com/guarantee 的名称，不含空格和加号',
};
/** What stands under a letter, on one line. */
export const NAME: Pattern = {
  form: /^[^\p{C}]{1,100}$/u,
  en: '1 to 100 visible characters',
  zh: '1 至 100 个可见字符',
};
/** Names of packs, each as its folder is called. */
export const PACK_IDS: Pattern = {
  form: /^[a-z][a-z0-9]*(-[a-z0-9]+)*(\s*,\s*[a-z][a-z0-9]*(-[a-z0-9]+)*)*$/,
  en: 'names of packs with commas between them, such as cn-wallet-theft-guarantee',
  zh: '以逗号分隔的规则包名称，例如 cn-wallet-theft-guarantee',
};
export const TOKEN: Pattern = {
  form: /^[!-~]{16,200}$/,
  en: '16 to 200 visible ASCII characters',
  zh: '16 至 200 个可见 ASCII 字符',
};
/** Standard Webhooks: 24 to 64 bytes. */
export const WEBHOOK_SECRET: Pattern = {
  form: /^whsec_(?:[\w+/]{4}){8,21}(?:[\w+/]{2}==|[\w+/]{3}=)?$/,
  en: '"whsec_" and 24 to 64 random bytes in base64',
  zh: '“whsec_”加 24 至 64 个随机字节的 base64',
};
