import parsePhoneNumber from 'libphonenumber-js/max';
import type { PhoneNumber, PhoneNumberType } from 'libphonenumber-js/max';

import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

/** A number without a country's prefix is read as one of this country. */
const HOME_COUNTRY = 'CN';
/** Numbers of people. Others cost whoever calls them, lead anywhere, or reach a machine. */
const OF_PEOPLE: readonly PhoneNumberType[] = [
  'MOBILE',
  'FIXED_LINE',
  'FIXED_LINE_OR_MOBILE',
  'VOIP',
];
/** Mobile by the plan, and satellites in truth: 1349 and 174 of the MIIT's numbering plan. */
const CHINESE_SATELLITE = /^\+861(?:349|74)/;

/**
 * A telephone number as people write it (`138 0013 8000`, `+44 20 7946 0018`), as E.164. Refuses
 * what is none by the numbering plan of its country (`callback.number_invalid`), what costs extra
 * or reaches no person (`callback.number_not_personal`), and extensions, which the desk cannot dial
 * (`callback.number_extension`). The refusal does not repeat the number.
 */
export function readCallbackNumber(written: string): string {
  const number = parsePhoneNumber(written, HOME_COUNTRY);
  if (number?.isValid() !== true) {
    const digits = String(written.normalize('NFKC').replace(/\D/g, '').length);
    throw refusal('callback.number_invalid', {
      en: `This is not a telephone number that can be called; we saw ${digits} digits. Write a Chinese number such as 138 0013 8000, or with + and the country such as +44 20 7946 0018.`,
      'zh-CN': `这不是可以拨打的电话号码（共 ${digits} 位数字）。请填写国内号码，例如 138 0013 8000；国外号码请加“+”和国家代码，例如 +44 20 7946 0018。`,
    });
  }
  if (number.ext !== undefined) {
    throw refusal('callback.number_extension', {
      en: 'We cannot dial extensions. Write a number that reaches you directly.',
      'zh-CN': '我们无法拨打分机号，请填写可直接联系到您的号码。',
    });
  }
  if (!isOfPerson(number)) {
    throw refusal('callback.number_not_personal', {
      en: 'This is not the ordinary number of a person: it is a service, company-wide, personal (070), pager, voicemail or satellite number, which can cost extra. Write your mobile or landline number.',
      'zh-CN':
        '这不是普通的个人号码，而是服务热线、企业统一号码、转接号码、寻呼、语音信箱或卫星电话号码，拨打可能产生额外费用。请填写您的手机或固定电话号码。',
    });
  }
  return number.number;
}

/** Codes of no country (870, 881, 882 …) are satellites, and services of the whole world. */
function isOfPerson(number: PhoneNumber): boolean {
  const type = number.getType();
  if (type === undefined || number.isNonGeographic()) return false;
  return OF_PEOPLE.includes(type) && !CHINESE_SATELLITE.test(number.number);
}

function refusal(code: string, text: Bilingual): DomainError {
  return new DomainError('unprocessable', code, text, { field: 'phone' });
}
