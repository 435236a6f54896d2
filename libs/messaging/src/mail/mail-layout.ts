import type { MailLines } from '../domain/mail-content';
import type { Language } from '../domain/notice';

/** What is filled in for each mail; the names stand in the layout between signs of percent. */
type Slot =
  | 'MARKER'
  | 'HAPPENED'
  | 'NEXT_LABEL'
  | 'NEXT'
  | 'BY_LABEL'
  | 'BY'
  | 'YOUR_PART_LABEL'
  | 'YOUR_PART'
  | 'LINKS'
  | 'REPLY'
  | 'PHONE'
  | 'PHRASE'
  | 'CHECK'
  | 'NEVER'
  | 'GUARANTOR';

const FONTS = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',Helvetica,Arial,sans-serif";

/** Nothing is fetched from anywhere when the mail is opened: no pictures, no fonts from outside. */
const LAYOUT = `
<mjml lang="LANGUAGE">
  <mj-head>
    <mj-attributes>
      <mj-all font-family="${FONTS}" />
      <mj-text font-size="16px" line-height="1.6" color="#0b0c0c" padding="6px 0" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#ffffff" width="600px">
    <mj-section padding="0 16px"><mj-column>
      <mj-text font-size="12px" color="#505a5f">%MARKER%</mj-text>
      <mj-text font-size="18px" padding="12px 0">%HAPPENED%</mj-text>
      <mj-table font-size="16px" line-height="1.6" padding="6px 0">
        <tr><th align="left" valign="top" style="padding:6px 16px 6px 0;white-space:nowrap">%NEXT_LABEL%</th><td style="padding:6px 0">%NEXT%</td></tr>
        <tr><th align="left" valign="top" style="padding:6px 16px 6px 0;white-space:nowrap">%BY_LABEL%</th><td style="padding:6px 0">%BY%</td></tr>
        <tr><th align="left" valign="top" style="padding:6px 16px 6px 0;white-space:nowrap">%YOUR_PART_LABEL%</th><td style="padding:6px 0">%YOUR_PART%</td></tr>
      </mj-table>
      <mj-text>%LINKS%</mj-text>
      <mj-text>%REPLY%<br />%PHONE%</mj-text>
      <mj-divider border-width="1px" border-color="#b1b4b6" padding="12px 0" />
      <mj-text font-size="14px" color="#505a5f">%PHRASE%<br />%CHECK%<br />%NEVER%<br />%GUARANTOR%</mj-text>
    </mj-column></mj-section>
  </mj-body>
</mjml>`;

/** The layout made into HTML, once for each language: that takes longer than all mails of a day. */
const compiled = new Map<Language, Promise<string>>();

/** A mail as HTML. Every value is a text: none of it can become markup. */
export async function htmlMail(lines: MailLines, language: Language): Promise<string> {
  const layout = compiled.get(language) ?? compile(language);
  compiled.set(language, layout);
  const slots = slotsOf(lines);
  return (await layout).replace(/%([A-Z_]+)%/g, (all, name: string) =>
    isSlot(name, slots) ? slots[name] : all,
  );
}

function isSlot(name: string, slots: Readonly<Record<Slot, string>>): name is Slot {
  return Object.hasOwn(slots, name);
}

/** MJML is loaded with the first mail: whoever sends none does not wait for it. */
async function compile(language: Language): Promise<string> {
  const { default: mjml } = await import('mjml');
  const source = LAYOUT.replace('LANGUAGE', language);
  const { html } = await mjml(source, { fonts: {}, validationLevel: 'strict' });
  return html;
}

function slotsOf(lines: MailLines): Readonly<Record<Slot, string>> {
  const text = (value: string): string => escaped(value).replace(/\n/g, '<br />');
  const link = ({ text: label, url }: { text: string; url: string }): string =>
    `<a href="${escaped(url)}">${escaped(label)}</a>`;
  const part = (at: number): { label: string; text: string } =>
    lines.parts[at] ?? { label: '', text: '' };
  return {
    MARKER: text(lines.marker),
    HAPPENED: text(lines.happened),
    NEXT_LABEL: text(part(0).label),
    NEXT: text(part(0).text),
    BY_LABEL: text(part(1).label),
    BY: text(part(1).text),
    YOUR_PART_LABEL: text(part(2).label),
    YOUR_PART: text(part(2).text),
    LINKS: lines.links.map(link).join('<br />'),
    REPLY: text(lines.reply),
    PHONE: text(lines.phone),
    PHRASE: text(lines.phrase),
    CHECK: link(lines.check),
    NEVER: text(lines.neverAsked),
    GUARANTOR: text(lines.guarantor),
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
