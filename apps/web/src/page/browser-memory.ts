const PREFIX = 'ganpei.';

/** `tab`: until this tab is closed, a reload included. `browser`: for the next visit too. */
export type MemoryPlace = 'browser' | 'tab';

/** What was kept in this browser earlier; null when it keeps nothing. */
export function recall(name: string, place: MemoryPlace = 'browser'): string | null {
  try {
    return storageOf(place).getItem(PREFIX + name);
  } catch {
    // Storage may be switched off. The page works without it.
    return null;
  }
}

/** Keeps a value, if the browser allows it. Says whether it did. */
export function remember(name: string, value: string, place: MemoryPlace = 'browser'): boolean {
  try {
    storageOf(place).setItem(PREFIX + name, value);
    return true;
  } catch {
    // Storage may be full or switched off. The page works without it.
    return false;
  }
}

/** Keeps a value no longer. */
export function forget(name: string, place: MemoryPlace = 'browser'): void {
  try {
    storageOf(place).removeItem(PREFIX + name);
  } catch {
    // Storage may be switched off: then nothing was kept.
  }
}

/** The names of what is kept for the next visit, of those that begin with `beginning`. */
export function namesKept(beginning: string): string[] {
  try {
    return Object.keys(storageOf('browser'))
      .filter((name) => name.startsWith(PREFIX + beginning))
      .map((name) => name.slice(PREFIX.length));
  } catch {
    // Storage may be switched off: then nothing was kept.
    return [];
  }
}

function storageOf(place: MemoryPlace): Storage {
  return place === 'tab' ? window.sessionStorage : window.localStorage;
}
