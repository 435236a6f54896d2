import { chatText, mailLines, plainMail, smsText } from './mail-content';
import type { OutgoingContent } from './mail-content';

const CONTENT: OutgoingContent = {
  language: 'zh-CN',
  reference: 'CLM-7K3M-92QD',
  parts: {
    subject: '已付款',
    happened: '已赔付。',
    next: '无',
    byWhen: '无',
    yourPart: '无需您操作。',
    sms: '索赔CLM-7K3M-92QD已付款。电话400-123-4567',
  },
  phone: '400-123-4567',
  phrase: '外婆的樟木箱',
  code: '7K3M-92QD-XF4T',
  guarantor: '示例支付有限公司',
  links: { claim: 'https://a.example/c', check: 'https://a.example/k', letter: null },
};

describe('a text message', () => {
  it('has the phrase of the claimant as far as there is room', () => {
    expect(smsText(CONTENT)).toBe('索赔CLM-7K3M-92QD已付款。电话400-123-4567（外婆的樟木箱）');
    const phrase = '很长'.repeat(20);
    expect(smsText({ ...CONTENT, phrase })).toBe(CONTENT.parts.sms);
    expect(smsText({ ...CONTENT, phrase: null })).toBe(CONTENT.parts.sms);
  });
});

describe('a mail', () => {
  it('to somebody without a phrase says how to choose one', () => {
    const text = plainMail(mailLines({ ...CONTENT, phrase: null }), 'zh-CN');
    expect(text).toContain('您尚未设置识别短语');
  });

  it('names the letter only when it tells a decision', () => {
    const letter = 'https://a.example/l';
    expect(plainMail(mailLines(CONTENT), 'zh-CN')).not.toContain('决定书');
    const links = { ...CONTENT.links, letter };
    expect(plainMail(mailLines({ ...CONTENT, links }), 'zh-CN')).toContain(`有效）：${letter}`);
  });
});

describe('a message in a chat', () => {
  it('says all that a mail says, but for what only a mail needs', () => {
    const text = chatText(CONTENT);
    for (const words of [
      '已赔付。',
      '无需您操作。',
      '400-123-4567',
      '外婆的樟木箱',
      '7K3M-92QD-XF4T',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('本邮件：回复');
    expect(text).not.toContain('此线上方');
  });
});
