import type { DraftContent, NewClaim, TypedClaim } from '@app/claims';
import { DomainError } from '@app/kernel';
import { Money } from '@app/money';
import type { MoneyJson } from '@app/money';
import { problemsIn } from '@app/platform';
import type { FieldProblem } from '@app/platform';

import { FileClaimDto, declaration, newClaim } from './claim.dto';
import { wantedMethod } from './payout-method.dto';

/** As many as any refused request names; the draft itself shows them all. */
const ERRORS_MAX = 20;

/** What was typed into a draft, as far as it has the form of a claim. */
export interface CheckedContent {
  /** Every field that is missing or wrong, as filing would say it. */
  readonly problems: readonly FieldProblem[];
  readonly typed: TypedClaim;
}

/** Checks what was typed field by field, as `POST /v1/claims` checks it; nothing is changed. */
export async function checkContent(content: DraftContent): Promise<CheckedContent> {
  const problems = await problemsIn(FileClaimDto, content);
  return { problems, typed: typedClaim(content, problems) };
}

/** What was typed as a claim. `request.invalid_fields` names every field that is wrong. */
export async function readContent(content: DraftContent): Promise<NewClaim> {
  const errors = await problemsIn(FileClaimDto, content);
  const [first] = errors;
  if (first === undefined) return newClaim(content as unknown as FileClaimDto);
  const count = String(errors.length);
  throw new DomainError(
    'invalid',
    'request.invalid_fields',
    {
      en: `The draft cannot be filed yet: ${count} fields are missing or wrong. ${first.field}: ${first.texts.en}`,
      'zh-CN': `草稿暂不能提交：有 ${count} 个字段缺失或不正确。${first.field}：${first.texts['zh-CN']}`,
    },
    { field: first.field, saw: first.saw, errors: errors.slice(0, ERRORS_MAX) },
  );
}

/** What a reader of a part of the request takes, or null. */
type Read<Reader extends (dto: never) => unknown> = Parameters<Reader>[0] | null;

/** The fields that are there and right; the checks above have told what each of them is. */
function typedClaim(content: DraftContent, problems: readonly FieldProblem[]): TypedClaim {
  const isRight = (path: string): boolean =>
    !problems.some(
      ({ field }) =>
        field === path || (/^[.[]/.test(field.slice(path.length)) && field.startsWith(path)),
    );
  const text = (name: string): string | null => {
    const value = content[name];
    return typeof value === 'string' && isRight(name) ? value : null;
  };
  const object = (name: string): unknown => {
    const value = content[name] ?? null;
    return typeof value === 'object' && isRight(name) ? value : null;
  };
  const discoveredAt = text('discoveredAt');
  const payoutMethod = object('payoutMethod') as Read<typeof wantedMethod>;
  const vulnerability = object('vulnerability') as Read<typeof declaration>;
  return {
    lossType: text('lossType'),
    packId: text('packId'),
    claimantPartyId: text('claimantPartyId'),
    claimantKind: text('claimantKind'),
    payoutMethod: payoutMethod === null ? null : wantedMethod(payoutMethod),
    vulnerability: vulnerability === null ? null : declaration(vulnerability),
    discoveredAt: discoveredAt === null ? null : new Date(discoveredAt),
    lines: problems.some(({ field }) => field === 'lines')
      ? []
      : typedLines(content.lines, isRight),
  };
}

function typedLines(lines: unknown, isRight: (path: string) => boolean): TypedClaim['lines'] {
  if (!Array.isArray(lines)) return [];
  return lines.flatMap((line: unknown, index) => {
    if (!isRight(`lines[${String(index)}]`) || typeof line !== 'object' || line === null) return [];
    const { paymentId, money } = line as { paymentId: string; money: MoneyJson };
    return [{ index, paymentId, money: Money.fromJson(money) }];
  });
}
