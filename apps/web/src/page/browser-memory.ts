const PREFIX = 'ganpei.';

/** What was kept in this browser on an earlier visit; null when it keeps nothing. */
export function recall(name: string): string | null {
  try {
    return window.localStorage.getItem(PREFIX + name);
  } catch {
    // Storage may be switched off. The page works without it.
    return null;
  }
}

/** Keeps a value for the next visit, if the browser allows it. */
export function remember(name: string, value: string): void {
  try {
    window.localStorage.setItem(PREFIX + name, value);
  } catch {
    // Storage may be full or switched off. The page works without it.
  }
}
