import { Injectable, SetMetadata, applyDecorators } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';

import { DomainError } from '@app/kernel';
import { isByteStream } from '@app/platform';
import type { RequestWithContext } from '@app/platform';

const TAKES_FILE = 'ganpei:takes-file';

/** The texts that may come beside a file, and which of them must. */
interface UploadTexts {
  readonly properties?: Readonly<Record<string, UploadText>>;
  readonly required?: readonly string[];
}

interface UploadText {
  readonly type: 'string';
  readonly format?: string;
  readonly description?: string;
  readonly maxLength?: number;
  readonly enum?: string[];
  readonly default?: string;
}

/** A route that reads a multipart upload of one `file`. All others refuse one. */
export const TakesFile = ({ properties = {}, required = [] }: UploadTexts = {}): MethodDecorator =>
  applyDecorators(
    SetMetadata(TAKES_FILE, 'multipart'),
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: ['file', ...required],
        properties: { file: { type: 'string', format: 'binary' }, ...properties },
      },
    }),
  );

/** A route that reads a part of a file as it is: `PUT` with `application/octet-stream`. */
export const TakesBytes = (): MethodDecorator => SetMetadata(TAKES_FILE, 'bytes');

/** Anywhere but on an upload route such a body would be ignored without a word. */
@Injectable()
export class TakesFileGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<RequestWithContext>();
    const taken: unknown = this.reflector.get(TAKES_FILE, context.getHandler());
    if (taken === 'bytes' && request.rawBody !== undefined) throw notBytes();
    if (kindOf(request) === null || kindOf(request) === taken) return true;
    throw new DomainError('unsupported_media', 'request.takes_no_file', {
      en: 'Files are not taken here. Send the body as "Content-Type: application/json".',
      'zh-CN': '此处不接受文件上传，请以 JSON 发送请求体（Content-Type: application/json）。',
    });
  }
}

function notBytes(): DomainError {
  return new DomainError('unsupported_media', 'upload.not_bytes', {
    en: 'Send the part of the file as it is, as "Content-Type: application/octet-stream".',
    'zh-CN': '请以 application/octet-stream 原样发送文件内容。',
  });
}

function kindOf(request: RequestWithContext): 'multipart' | 'bytes' | null {
  if (/^multipart\//i.test(request.headers['content-type'] ?? '')) return 'multipart';
  return isByteStream(request) ? 'bytes' : null;
}
