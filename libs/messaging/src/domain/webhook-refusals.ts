import { DomainError } from '@app/kernel';

/** More than a system needs; each of them is posted each event. */
export const ENDPOINTS_MAX = 10;

/** For one that is not there, and for one that is somebody else's. */
export function noSuchEndpoint(): DomainError {
  return new DomainError('not_found', 'webhook.not_found', {
    en: 'There is no such endpoint or delivery among yours.',
    'zh-CN': '没有该接收地址或投递记录，或不属于您。',
  });
}

export function tooManyEndpoints(): DomainError {
  return new DomainError('conflict', 'webhook.too_many', {
    en: `You have ${String(ENDPOINTS_MAX)} endpoints already: delete one that is not needed any more.`,
    'zh-CN': `您已有 ${String(ENDPOINTS_MAX)} 个接收地址，请先删除不再使用的地址。`,
  });
}

/** The host leads to no address at all. */
export function hostUnknown(host: string): DomainError {
  return new DomainError(
    'unprocessable',
    'webhook.host_unknown',
    {
      en: 'Nobody knows the host of this address. Check how it is spelled, or try again once its name is published.',
      'zh-CN': '无法解析该地址的主机名，请检查拼写，或在域名生效后重试。',
    },
    { field: 'url', saw: host },
  );
}

/** The host leads into a network that is not everybody's; which, the caller is not told. */
export function addressRefused(host: string): DomainError {
  return new DomainError(
    'unprocessable',
    'webhook.address_refused',
    {
      en: 'This host leads to an address that is not reached over the public Internet. Give one that is.',
      'zh-CN': '该主机指向无法通过公共互联网访问的地址，请提供可公开访问的地址。',
    },
    { field: 'url', saw: host },
  );
}

/** While it is switched off nothing is sent there. */
export function endpointDisabled(): DomainError {
  return new DomainError('conflict', 'webhook.disabled', {
    en: 'This endpoint is switched off: switch it on first.',
    'zh-CN': '该接收地址已停用，请先启用。',
  });
}

/** What is on its way is not sent twice by us. */
export function stillPending(): DomainError {
  return new DomainError('conflict', 'webhook.still_pending', {
    en: 'This event is still on its way: it is tried again by itself.',
    'zh-CN': '该事件仍在投递中，系统会自动重试。',
  });
}
