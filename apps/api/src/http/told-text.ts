import { applyDecorators } from '@nestjs/common';

import { foreignLinks } from '@app/messaging';

import { SafeText, check } from './fields';
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
      (value) => typeof value !== 'string' || foreignLinks(value, []).length === 0,
    ),
  );
}
