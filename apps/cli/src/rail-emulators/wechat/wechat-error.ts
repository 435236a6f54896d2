/** A refusal as WeChat Pay answers it: an HTTP status and a stable code. */
export class WechatError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'WechatError';
  }
}
