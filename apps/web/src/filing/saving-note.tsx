import { useLanguage } from '../language/language-context';
import { formatDue } from '../time/format-time';
import type { DraftState } from './draft-keeper';

/** Where what was typed is: with us, on its way, or in this browser only. */
export function SavingNote({ state }: { readonly state: DraftState }) {
  const { language, text } = useLanguage();
  const { saving, isKept, server } = state;
  const isHere = saving === 'unsaved' || saving === 'saving';
  return (
    <p role="status" className="delivery">
      {saving === 'saved' && text('filing.saved', { time: formatDue(server.expiresAt, language) })}
      {isHere && text(isKept ? 'filing.saving' : 'filing.not_kept')}
      {saving === 'waiting' && text(isKept ? 'filing.waiting' : 'filing.not_kept')}
    </p>
  );
}
