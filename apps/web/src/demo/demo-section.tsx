import { useLanguage } from '../language/language-context';
import { CopyButton } from '../page/copy-button';
import { PlaceLink } from '../portal/place-link';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts';
import { signInCommand } from './sign-in-command';

/** In demo mode: who one can be, and what to try first. */
export function DemoSection() {
  const { text } = useLanguage();
  return (
    <section className="demo" aria-labelledby="demo">
      <h2 id="demo">{text('demo.title')}</h2>
      <p className="intro">{text('demo.what')}</p>
      <div className="columns">
        <AccountTable />
        <FirstSteps />
      </div>
    </section>
  );
}

function AccountTable() {
  const { text } = useLanguage();
  return (
    <div>
      <h3 id="demo-accounts">{text('demo.accounts')}</h3>
      <p>
        {text('demo.password')} <code className="id">{DEMO_PASSWORD}</code>
      </p>
      <table aria-labelledby="demo-accounts">
        <thead>
          <tr>
            <th scope="col">{text('demo.account')}</th>
            <th scope="col">{text('demo.role')}</th>
          </tr>
        </thead>
        <tbody>
          {DEMO_ACCOUNTS.map(({ username, role }) => (
            <tr key={username}>
              <th scope="row">
                <code className="id">{username}</code>
              </th>
              <td>{text(role)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FirstSteps() {
  const { text } = useLanguage();
  const command = signInCommand(document.baseURI);
  return (
    <div>
      <h3>{text('demo.steps')}</h3>
      <ol>
        <li>
          <PlaceLink to={{ kind: 'claims' }}>{text('demo.portal')}</PlaceLink>
        </li>
        <li>
          <a href="docs">{text('demo.docs')}</a>
        </li>
        <li>
          {text('demo.curl')}
          <pre>
            <code>{command}</code>
          </pre>
          <CopyButton content={command} />
        </li>
        <li>{text('demo.readme')}</li>
        <li>
          <a href="openapi.json">{text('demo.openapi')}</a>
        </li>
      </ol>
    </div>
  );
}
