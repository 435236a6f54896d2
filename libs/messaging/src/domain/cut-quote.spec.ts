import fc from 'fast-check';

import { processorMsOf } from '../../../../test/support/processor-ms';
import { cutQuote } from './cut-quote';

const MARKER = '— 请在此线上方回复 / reply above this line —';

describe('the answer of', () => {
  it.each<[string, string]>([
    ['Gmail', 'On Thu, Nov 26, 2026 at 12:00 PM Wang <reply+x@claims.example.com> wrote:'],
    [
      'Gmail on two lines',
      'On Thu, Nov 26, 2026 at 12:00 PM Wang · Claims Centre <\nreply+x@claims.example.com> wrote:',
    ],
    ['Gmail in Chinese', '王敏 <reply+x@claims.example.com> 于2026年11月26日周四 12:00写道：'],
    ['an iPhone in Chinese', '在 2026年11月26日，12:00，王敏 <reply+x@claims.example.com> 写道：'],
    ['an iPhone', 'On Nov 26, 2026, at 12:00, Wang <reply+x@claims.example.com> wrote:'],
    ['NetEase', 'At 2026-11-26 12:00:00, "Wang" <reply+x@claims.example.com> wrote:'],
    ['NetEase in Chinese', '在 2026-11-26 12:00:00，"王敏" <reply+x@claims.example.com> 写道：'],
    ['QQ Mail', '------------------ 原始邮件 ------------------'],
    ['Outlook of old', '-----Original Message-----'],
    [
      'Outlook in Chinese',
      '发件人: 王敏\n发送时间: 2026年11月26日 12:00\n收件人: 林\n主题: [CLM-7K3M-92QD] 材料',
    ],
    [
      'Outlook with a line above',
      '________________________________\nFrom: Wang\nSent: Thursday\nTo: Lin\nSubject: papers',
    ],
    ['Foxmail', '发件人： 王敏\n发送时间： 2026-11-26 12:00\n收件人： 林'],
    ['a phone in bold', '**From:** Wang\n**Sent:** Thursday\n**To:** Lin'.replace(/\*\*/g, '*')],
    ['us', MARKER],
    ['us behind quotes', `> ${MARKER}`],
    ['us by half of our line', '请在此线上方回复 /'],
    ['us by a line that a program has wrapped', '— 请在此线上方回复 / reply\nabove this line —'],
    ['Outlook with copies', 'From: W\nSent: Thursday\nTo: Lin\nCc: Chen\nSubject: papers'],
  ])('%s is cut from the earlier mail', (_who, introduction) => {
    const earlier = `${introduction}\n\nWe need your identity card.\nPlease reply.`;
    const { body, quoted } = cutQuote(`见附件。\nHere it is.\n\n${earlier}`);
    expect(body).toBe('见附件。\nHere it is.');
    expect(quoted).toContain('We need your identity card.');
  });

  it.each<[string, string]>([
    ['quotes behind it', 'On Thu, Nov 26, 2026 at 12:00 Wang wrote:\n> Please\n>\n> reply'],
    ['quotes of Thunderbird', 'On 26.11.26 12:00, Wang wrote:\n> Please\n>\n> reply'],
    ['quotes alone', '> Please\n>\n> reply'],
    [
      'our line inside',
      `On Thu, Nov 26, 2026 at 12:00 Wang wrote:\n> ${MARKER}\n> Please\n\nSent from my phone`,
    ],
  ])('somebody with %s is cut', (_what, earlier) => {
    expect(cutQuote(`Here.\r\n\r\n${earlier}`)).toMatchObject({ body: 'Here.' });
  });

  it.each<[string, string]>([
    ['between the lines', 'On Thu, Nov 26, 2026 at 12:00 Wang wrote:\n> Name?\nLin\n> Card?\nNone'],
    ['below the quote', '> Please send it\n\nHere it is.'],
    ['with a sentence that ends so', '他在短信里写道：\n我会还钱的'],
    ['who quotes the thief', 'The man wrote:\nsend me the code'],
    ['about a sender', 'From: Shenzhen\nI went home.'],
    ['who draws a line', '-----\nnot a quote'],
    ['about our line', `你们写着“请在此线上方回复”，\n我就写在上面了，卡号没有给任何人。`],
    ['about our line in English', 'It says "reply above this line", so I do.\nThe code was 123.'],
    ['on the line itself', `${MARKER} 我的回答：\n没有收到短信`],
    ['what somebody wrote, and when', 'On Monday he wrote: send me the code.\nI did not.'],
    ['at what minute', 'On 26 November 2026 at 12:00 he wrote:\nsend me the code\nI did not.'],
    ['on several lines', 'On Monday I had 3 mails.\nAt 12:30 he wrote:\nsend me the code'],
    ['at what minute, in Chinese', '他在 2026年11月26日 12:00 写道：\n把验证码发给我\n我没有发。'],
    ['from whom a text came', '短信的发件人: 10086，时间: 昨天\n我没有点。'],
    ['what a forged mail was like', '发件人：客服\n主题：退款\n时间：昨天下午\n我没有点链接。'],
    [
      'who sent it to whom',
      '骗子的邮件如下：\n发件人：客服\n收件人：我\n时间：昨天\n以后再没有来过。',
    ],
    ['between the lines of a head', 'From: a man\nwho said\nTo: me\nSent: on Monday\nI paid.'],
  ])('somebody who writes %s is whole', (_what, text) => {
    expect(cutQuote(text)).toEqual({ body: text, quoted: null });
  });

  it('somebody who says nothing of their own is all quote', () => {
    const { body, quoted } = cutQuote(`${MARKER}\nWe need your card.`);
    expect({ body, quoted }).toEqual({ body: '', quoted: `${MARKER}\nWe need your card.` });
  });

  it('anybody is whole: what was written and what was cut are the text', () => {
    const lines = fc.constantFrom(
      'words',
      '',
      '> quoted',
      MARKER,
      'On Thu, Nov 26, 2026 at 12:00 Wang wrote:',
      '-----Original Message-----',
      'From: x',
      'To: y',
      'Date: z',
      '_____',
    );
    const text = fc.array(lines, { maxLength: 12 }).map((all) => all.join('\n'));
    fc.assert(
      fc.property(text, (written) => {
        const { body, quoted } = cutQuote(written);
        const wordsOf = (part: string): string => part.replace(/\s+/g, ' ').trim();
        expect(wordsOf(`${body} ${quoted ?? ''}`)).toBe(wordsOf(written));
      }),
    );
  });

  it('a machine takes no time, however it is made', async () => {
    const busyMs = await processorMsOf(() => {
      for (const part of ['On 2026 ', '> ', '- ', '写道', 'From: ', '2026年 12:00 ']) {
        cutQuote(part.repeat(20_000));
        cutQuote(`${part}\n`.repeat(4_000));
      }
      cutQuote(`请在此线上方回复${' '.repeat(15_000)}x`);
      cutQuote(`请在此线上方回复${'—'.repeat(15_000)}x`);
      cutQuote(`From${' '.repeat(20_000)}x`);
    });
    expect(busyMs).toBeLessThan(3_000);
  });
});
