import { applyDecorators } from '@nestjs/common';

import { foreignLinks } from '@app/messaging';

import { SafeLine, SafeText, check } from './fields';
import type { FieldOptions } from './fields';

/**
 * Text of ours that reaches the claimant: in a letter, a mail, the timeline. It holds no links and
 * no addresses: who reads none in what we write knows a forged text by its link.
 */
export function ToldText(lengthMax: number, options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    SafeText(lengthMax, options),
    check(
      'toldText',
      {
        en: 'The claimant reads this: it may hold no links and no addresses. Say in words what is meant.',
        'zh-CN': '该内容会发送给索赔人，不能包含链接或网址，请改用文字说明。',
      },
      holdsNoLink,
    ),
  );
}

/** The name of somebody whom our mails are addressed to: who typed it may not be who reads it. */
export function MailedName(lengthMax: number): PropertyDecorator {
  return applyDecorators(
    SafeLine(lengthMax),
    check(
      'mailedName',
      {
        en: 'The name stands in our mails: it may hold no links and no addresses. Put a space after a dot, as in "J. Smith".',
        'zh-CN':
          '姓名会出现在我们的邮件中，不能包含链接、网址或邮箱地址。如姓名中有句点，请在句点后加空格，例如“J. Smith”。',
      },
      holdsNoLink,
    ),
  );
}

function holdsNoLink(value: unknown): boolean {
  return typeof value !== 'string' || foreignLinks(value, []).length === 0;
}
