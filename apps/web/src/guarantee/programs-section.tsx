import { useLanguage } from '../language/language-context';
import type { Program } from './guarantee';
import { programsInForce } from './programs-in-force';

/** What the guarantee covers, programme by programme, in the words of its rules. */
export function ProgramsSection({ programs }: { readonly programs: readonly Program[] }) {
  const { text } = useLanguage();
  const inForce = programsInForce(programs);
  return (
    <section aria-labelledby="programs">
      <h2 id="programs">{text('programs.title')}</h2>
      {inForce.length === 0 && <p className="panel empty">{text('programs.none')}</p>}
      {inForce.map((program) => (
        <ProgramCard key={program.packId} program={program} />
      ))}
    </section>
  );
}

function ProgramCard({ program }: { readonly program: Program }) {
  const { language, text } = useLanguage();
  const { packId, version, status } = program;
  return (
    <article className="panel">
      <h3>{program.name[language]}</h3>
      <p>{program.summary[language]}</p>
      <p className="facts">
        <span className="tag">{statusText(status, text)}</span>
        <span>{text('programs.version', { version })}</span>
        <code>{packId}</code>
      </p>
    </article>
  );
}

function statusText(status: string, text: ReturnType<typeof useLanguage>['text']): string {
  if (status === 'illustrative') return text('programs.illustrative');
  return status === 'adopted' ? text('programs.adopted') : status;
}
