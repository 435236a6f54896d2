import type { FormSender, FormSending } from './form-sender';
import { RequestFailure } from './request-failure';

/**
 * Posts forms as `fetchJson` does, and tells `onShare` meanwhile how much is gone, from 0 to 1,
 * which `fetch` cannot do.
 */
export function formSender(onShare: (share: number) => void): FormSender {
  return (path, read, sending) => sendForm(path, read, { ...sending, onShare });
}

interface ToldSending extends FormSending {
  readonly onShare: (share: number) => void;
}

function sendForm<Value>(
  path: string,
  read: (body: unknown) => Value | null,
  { headers, form, timeoutMs, onShare }: ToldSending,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.timeout = timeoutMs;
    const all = { Accept: 'application/json', ...headers };
    for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onShare(loaded / total);
    };
    const unreachable = (): void => reject(RequestFailure.unreachable());
    request.onerror = unreachable;
    request.ontimeout = unreachable;
    request.onabort = unreachable;
    request.onload = () => {
      const answer = read(bodyOf(request));
      const failure = failureOf(request);
      if (failure !== null) reject(failure);
      else if (answer === null) reject(RequestFailure.unreadable(request.status, idOf(request)));
      else resolve(answer);
    };
    request.send(form);
  });
}

function failureOf(request: XMLHttpRequest): RequestFailure | null {
  const { status } = request;
  if (status >= 200 && status < 300) return null;
  const retryAfter = request.getResponseHeader('Retry-After');
  return RequestFailure.refused(status, bodyOf(request), { requestId: idOf(request), retryAfter });
}

function idOf(request: XMLHttpRequest): string | null {
  return request.getResponseHeader('X-Request-Id');
}

function bodyOf({ responseText }: XMLHttpRequest): unknown {
  try {
    return JSON.parse(responseText);
  } catch {
    // Not JSON, or cut off: whoever reads it sees that nothing is there.
    return null;
  }
}
