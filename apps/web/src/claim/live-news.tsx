import { useEffect, useRef, useState } from 'react';

import { statusTextKey } from '../claims/claim-status';
import { useLanguage } from '../language/language-context';
import type { FollowedClaim } from './followed-claim';
import { newsBetween } from './news';
import type { News } from './news';

/** Says what has arrived while somebody looks at the page, on screen and to screen readers. */
export function LiveNews({ followed }: { readonly followed: FollowedClaim }) {
  const { text } = useLanguage();
  const before = useRef(followed);
  const [news, setNews] = useState<News | null>(null);
  useEffect(() => {
    const arrived = newsBetween(before.current, followed);
    before.current = followed;
    if (arrived !== null) setNews(arrived);
  }, [followed]);
  return (
    <div role="status" className="news">
      {news !== null && (
        <p>
          {news.status !== null &&
            text('news.status', { status: text(statusTextKey(news.status)) })}{' '}
          {news.messages > 0 && text('news.messages', { count: String(news.messages) })}{' '}
          {news.tasks > 0 && text('news.tasks', { count: String(news.tasks) })}
        </p>
      )}
    </div>
  );
}
