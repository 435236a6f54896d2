import { useLanguage } from '../language/language-context';
import { formatTime } from '../time/format-time';
import { channelTextKey } from './channel';
import type { Message } from './thread';

/** One message: who wrote it when and by what, its words and what came with it. */
export function MessageItem({ message }: { readonly message: Message }) {
  const { language, text } = useLanguage();
  const { at, isToUs, channel, body, quoted, isFromKnownSender, fileNames, refusedFiles } = message;
  return (
    <li className={isToUs ? 'to-us' : 'from-us'}>
      <p className="author">
        <strong>{useAuthor(message)}</strong>{' '}
        <span className="intro">
          {text(channelTextKey(channel))} ·{' '}
          <time dateTime={at.toISOString()}>{formatTime(at, language)}</time>
        </span>
      </p>
      {!isFromKnownSender && <p className="late">{text('thread.unverified')}</p>}
      <p className="words">{typeof body === 'string' ? body : body[language]}</p>
      {quoted !== null && (
        <details>
          <summary>{text('thread.quoted')}</summary>
          <p className="words">{quoted}</p>
        </details>
      )}
      {fileNames.length > 0 && (
        <p className="intro">{text('thread.files', { names: fileNames.join(', ') })}</p>
      )}
      {refusedFiles.map(({ name, text: why }) => (
        <p key={name} className="intro">
          {text('thread.refused_file', { name })} {why?.[language]}
        </p>
      ))}
    </li>
  );
}

function useAuthor({ isToUs, isFromKnownSender, authorName }: Message): string {
  const { text } = useLanguage();
  if (isToUs)
    return isFromKnownSender ? text('thread.you') : (authorName ?? text('thread.someone'));
  return authorName === null ? text('thread.us') : text('thread.person', { name: authorName });
}
