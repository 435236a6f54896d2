import { mailFilesOutcome } from './mail-outcome';

const waited = [
  { label: { en: 'Identity document', 'zh-CN': '身份证明' } },
  { label: { en: 'Police receipt', 'zh-CN': '报警回执' } },
];
const refused = [{ name: 'a.gif', text: { en: 'Send a picture.', 'zh-CN': '请上传图片。' } }];

describe('what is told of the files of a mail', () => {
  it('is nothing when all of them are where they belong', () => {
    expect(mailFilesOutcome({ refused: [], unsorted: [], waited })).toBeNull();
  });

  it('is what was refused, and what of it can be done', () => {
    expect(mailFilesOutcome({ refused, unsorted: [], waited })).toEqual({
      en: '"a.gif" could not be taken: Send a picture.',
      'zh-CN': '“a.gif”未能接收：请上传图片。',
    });
  });

  it('is what nobody can sort, and what we wait for', () => {
    const outcome = mailFilesOutcome({ refused, unsorted: ['1.png', '2.png'], waited });
    expect(outcome?.en).toMatch(
      /^"a.gif".*\n.*"1.png", "2.png".*Identity document; Police receipt/,
    );
    expect(outcome?.['zh-CN']).toMatch(/“1.png”、“2.png”.*身份证明、报警回执/);
  });
});
