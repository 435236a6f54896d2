import { mailFilesOutcome } from './mail-outcome';

const waited = [
  { label: { en: 'Identity document', 'zh-CN': '身份证明' } },
  { label: { en: 'Police receipt', 'zh-CN': '报警回执' } },
];
const refused = [{ name: 'a.gif', text: { en: 'Send a picture.', 'zh-CN': '请上传图片。' } }];
const NOTHING = { refused: [], earlier: [], unsorted: [] };

describe('what is told of the files of a mail', () => {
  it('is nothing when all of them are where they belong', () => {
    expect(mailFilesOutcome({ ...NOTHING, waited })).toBeNull();
  });

  it('is what was refused, and what of it can be done', () => {
    expect(mailFilesOutcome({ ...NOTHING, refused, waited })).toEqual({
      outcome: {
        en: '"a.gif" could not be taken: Send a picture.',
        'zh-CN': '“a.gif”未能接收：请上传图片。',
      },
      yourPart: {
        en: 'What you can do about a file that could not be taken stands beside it.',
        'zh-CN': '未能接收的附件，请按其后的说明处理。',
      },
    });
  });

  it('is what nobody can sort, and what we wait for', () => {
    const told = mailFilesOutcome({ ...NOTHING, refused, unsorted: ['1.png', '2.png'], waited });
    const outcome = told?.outcome;
    expect(outcome?.en).toMatch(
      /^"a.gif".*\n.*"1.png", "2.png".*Identity document; Police receipt/,
    );
    expect(outcome?.['zh-CN']).toMatch(/“1.png”、“2.png”.*身份证明、报警回执/);
    expect(told?.yourPart.en).toMatch(/stands beside it\. Please say which file is for what\.$/);
  });

  it('asks for nothing about files that were all taken', () => {
    const told = mailFilesOutcome({ ...NOTHING, unsorted: ['1.png'], waited });
    expect(told?.yourPart['zh-CN']).toBe('请说明各附件分别是什么。');
  });

  it('is also what earlier mails brought, of which nobody was told', () => {
    expect(mailFilesOutcome({ ...NOTHING, earlier: refused, waited })).toMatchObject({
      outcome: {
        en: '"a.gif", from an earlier mail, could not be taken: Send a picture.',
        'zh-CN': '“a.gif”（来自较早的邮件）未能接收：请上传图片。',
      },
      yourPart: { 'zh-CN': '未能接收的附件，请按其后的说明处理。' },
    });
  });

  it('names a few of what earlier mails brought, and counts the rest', () => {
    const earlier = Array.from({ length: 13 }, (_, number) => ({
      name: `${number}.gif`,
      text: { en: 'No.', 'zh-CN': '否。' },
    }));
    const outcome = mailFilesOutcome({ ...NOTHING, earlier, waited })?.outcome;
    expect(outcome?.en).toMatch(/"9\.gif".*\n3 more files of earlier mails .* names each/);
    expect(outcome?.en).not.toContain('10.gif');
    expect(outcome?.['zh-CN']).toMatch(/“9\.gif”.*\n另有 3 个/);
  });
});
