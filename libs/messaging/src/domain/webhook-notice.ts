import type { Bilingual } from '@app/kernel';

import { NEVER_ASKED } from './never-asked';

/** Why we switched an endpoint off: it said that it is gone, or nothing arrived there. */
export type SwitchedOffFor = 'gone' | 'failing';

/** What the owner of an endpoint is told when we switch it off. */
export interface SwitchedOff {
  readonly endpointId: string;
  readonly reason: SwitchedOffFor;
  readonly at: Date;
  /** Of this installation; the address of the endpoint is another one, and stands in no mail. */
  readonly publicUrl: string;
  readonly phone: string;
  readonly guarantor: string;
}

const WHY: Readonly<Record<SwitchedOffFor, Bilingual>> = {
  gone: {
    en: 'it answered that it is gone for good (410)',
    'zh-CN': '该地址答复其已永久停用（410）',
  },
  failing: {
    en: 'nothing that we posted arrived there for three days',
    'zh-CN': '连续三天没有任何推送送达',
  },
};

/** The mail, in both languages: an account says in none which one its people read. */
export function switchedOffMail(off: SwitchedOff): {
  readonly subject: string;
  readonly text: string;
} {
  const page = `${off.publicUrl}/v1/webhook-endpoints/${off.endpointId}`;
  const at = off.at.toISOString();
  return {
    subject: `Webhook 已停用 / Webhook switched off: ${off.endpointId}`,
    text: [
      `您的 Webhook ${off.endpointId} 已于 ${at} 停用，原因：${WHY[off.reason]['zh-CN']}。此后的事件不再推送，也不会自动补推。`,
      `请您修复接收端，再将其重新启用（PUT，"enabled": true）：${page}`,
      `错过的事件可随时读取：${off.publicUrl}/v1/events，停用前未送达的可逐条重推。`,
      `可直接回复本邮件，由运行人员阅读。电话：${off.phone}`,
      NEVER_ASKED['zh-CN'],
      '',
      `Your webhook ${off.endpointId} was switched off at ${at}, because ${WHY[off.reason].en}. Nothing is posted there any more, and what you miss is not posted later.`,
      `Please mend the receiver, then switch it on again (PUT, "enabled": true): ${page}`,
      `What you missed can be read at any time: ${off.publicUrl}/v1/events. What was owed before can be sent anew, one by one.`,
      `You can reply to this mail: those who run this service read it. Telephone: ${off.phone}`,
      NEVER_ASKED.en,
      '',
      off.guarantor,
      '',
    ].join('\n'),
  };
}
