import { check, field } from '../http/fields';

const POSITION = /^(0|[1-9]\d{0,14})$/;

/** A position in the log of events, in a query. */
export function Position(): PropertyDecorator {
  return field(
    { type: String, pattern: POSITION.source, example: '1024' },
    { optional: true, description: 'The "next" of the answer before; left out: from its start.' },
    check(
      'position',
      {
        en: 'This must be the "next" of the answer before, as it was given.',
        'zh-CN': '须原样填写上一次返回的 next。',
      },
      isPosition,
    ),
  );
}

/** Whether a text has the form of a position. */
export function isPosition(text: unknown): boolean {
  return typeof text === 'string' && POSITION.test(text);
}
