import type { Contact } from '../contact/contact';
import { OpeningHours } from '../contact/opening-hours';
import type { Resource } from '../http/use-resource';
import { useLanguage } from '../language/language-context';
import { Skeleton } from './skeleton';
import { TelephoneNumber } from './telephone-number';

interface PhonePanelProps {
  readonly contact: Resource<Contact>;
  readonly rememberedPhone: string | null;
}

/** The number to call, as large as it gets: where money is lost, people want to hear somebody. */
export function PhonePanel({ contact, rememberedPhone }: PhonePanelProps) {
  const { text } = useLanguage();
  const { value, failure } = contact;
  return (
    <section className="phone" aria-labelledby="phone">
      <h2 id="phone">{text('phone.title')}</h2>
      {value === null ? (
        <WithoutAnswer phone={rememberedPhone} hasFailed={failure !== null} />
      ) : (
        <>
          <PhoneNumber phone={value.phone} />
          <OpeningHours contact={value} />
        </>
      )}
      {value?.demo === true && <p>{text('phone.demo')}</p>}
      <p>{text('phone.first')}</p>
    </section>
  );
}

interface WithoutAnswerProps {
  readonly phone: string | null;
  readonly hasFailed: boolean;
}

/** What we can say before the service has answered, or when it does not. */
function WithoutAnswer({ phone, hasFailed }: WithoutAnswerProps) {
  const { text } = useLanguage();
  if (phone === null) return hasFailed ? <p>{text('phone.unknown')}</p> : <Skeleton lines={1} />;
  return (
    <>
      <PhoneNumber phone={phone} />
      {hasFailed && <p>{text('phone.remembered')}</p>}
    </>
  );
}

function PhoneNumber({ phone }: { readonly phone: string }) {
  return (
    <p className="number">
      <TelephoneNumber phone={phone} />
    </p>
  );
}
