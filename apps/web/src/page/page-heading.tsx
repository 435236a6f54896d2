import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

interface PageHeadingProps {
  readonly title: string;
  /** What stands in the heading, if it is more than the title. */
  readonly children?: ReactNode;
}

/** The heading of a page of the portal. It takes the focus, so that the page is read from here. */
export function PageHeading({ title, children }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    document.title = `${title} · Ganpei 敢赔`;
  }, [title]);
  return (
    <h1 ref={heading} tabIndex={-1} className="page-heading">
      {children ?? title}
    </h1>
  );
}
