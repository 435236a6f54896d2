import { Injectable, SetMetadata } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

import { DomainError } from '@app/kernel';
import type { RequestWithContext } from '@app/platform';

const TAKES_FILE = 'ganpei:takes-file';

/** A route that reads a multipart upload. All others refuse one. */
export const TakesFile = (): MethodDecorator => SetMetadata(TAKES_FILE, true);

/** Anywhere but on an upload route a multipart body would be ignored without a word. */
@Injectable()
export class TakesFileGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<RequestWithContext>();
    const isMultipart = /^multipart\//i.test(headers['content-type'] ?? '');
    if (!isMultipart || this.reflector.get(TAKES_FILE, context.getHandler()) === true) return true;
    throw new DomainError('unsupported_media', 'request.takes_no_file', {
      en: 'Files are not taken here. Send the body as "Content-Type: application/json".',
      'zh-CN': '此处不接受文件上传，请以 JSON 发送请求体（Content-Type: application/json）。',
    });
  }
}
