import { useState } from 'react';

import { useLanguage } from '../language/language-context';

/** Puts a text on the clipboard. Browsers have one on HTTPS and localhost only: no button else. */
export function CopyButton({ content }: { readonly content: string }) {
  const { text } = useLanguage();
  const [copied, setCopied] = useState<string | null>(null);
  if (!window.isSecureContext) return null;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(content);
      setCopied(content);
    } catch {
      // The visitor said no. The text can still be selected by hand.
      setCopied(null);
    }
  };
  return (
    <button type="button" className="copy" aria-live="polite" onClick={() => void copy()}>
      {text(copied === content ? 'page.copied' : 'page.copy')}
    </button>
  );
}
