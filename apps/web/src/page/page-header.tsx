import { LanguageSwitch } from '../language/language-switch';

/** The name of the service and the way to the other language. */
export function PageHeader() {
  return (
    <header className="page-header">
      <p className="brand">
        <span className="seal" lang="zh-CN">
          敢赔
        </span>
        <span>Ganpei</span>
      </p>
      <LanguageSwitch />
    </header>
  );
}
