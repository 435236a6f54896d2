import { ArrivalSection } from './arrival/arrival-section';
import { useContactPhone } from './contact/use-contact-phone';
import { DemoSection } from './demo/demo-section';
import { FiguresSection } from './guarantee/figures-section';
import { loadGuarantee } from './guarantee/load-guarantee';
import { ProgramsSection } from './guarantee/programs-section';
import { useResource } from './http/use-resource';
import { useLanguage } from './language/language-context';
import { OfflineBanner } from './page/offline-banner';
import { PageFooter } from './page/page-footer';
import { PageHeader } from './page/page-header';
import { PhonePanel } from './page/phone-panel';
import { PlaceLink } from './portal/place-link';
import { ServiceState } from './service/service-state';

/** The page: the promise, the telephone, how the promise is kept, and in demo mode a way in. */
export function Home() {
  const { text } = useLanguage();
  const guarantee = useResource(loadGuarantee);
  const { contact, rememberedPhone, phone } = useContactPhone();
  const { value } = guarantee;

  return (
    <>
      <a className="skip" href="#main">
        {text('page.skip')}
      </a>
      <PageHeader />
      <OfflineBanner />
      <main id="main" tabIndex={-1}>
        <ArrivalSection phone={phone} />
        <div className="hero">
          <h1>
            <span>{text('about.you')}</span> <span>{text('about.we')}</span>
          </h1>
          <PhonePanel contact={contact} rememberedPhone={rememberedPhone} />
          <div className="about">
            <p>
              <PlaceLink to={{ kind: 'begin', mail: null }} className="way">
                {text('about.claim')}
              </PlaceLink>
            </p>
            <p>
              <PlaceLink to={{ kind: 'claims' }} className="way">
                {text('about.follow')}
              </PlaceLink>
            </p>
            <p>{text('about.what')}</p>
            <p>{text('about.proof')}</p>
            <ServiceState />
          </div>
        </div>
        <FiguresSection guarantee={guarantee} phone={phone} />
        {value !== null && <ProgramsSection programs={value.programs} />}
        {value?.demo === true && <DemoSection />}
      </main>
      <PageFooter phone={phone} />
    </>
  );
}
