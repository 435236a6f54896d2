import 'reflect-metadata';
import { validationPipe, parseStrictly } from '@app/platform';
import { RecordPaymentsDto } from '../../apps/api/src/payments/payment.dto';
import { FileClaimDto } from '../../apps/api/src/claims/claim.dto';
it('x', async () => {
  const pipe = validationPipe();
  const cpu = () => { const c = process.cpuUsage(); return (c.user + c.system) / 1000; };
  const run = async (name: string, text: string, metatype: any) => {
    const t = cpu(); let t1 = t, err: any;
    try { const v = parseStrictly(Buffer.from(text)); t1 = cpu(); await pipe.transform(v, { type: 'body', metatype } as any); } catch (e) { err = e; if (t1 === t) t1 = cpu(); }
    console.log('R', name, text.length, 'parse', Math.round(t1 - t), 'validate', Math.round(cpu() - t1), err?.code);
  };
  const N = 49_900;
  await run('million zeros in payments', `{"payments":[${'0,'.repeat(999_990)}0]}`, RecordPaymentsDto);
  await run('zeros in payments', `{"payments":[${'0,'.repeat(N)}0]}`, RecordPaymentsDto);
  await run('objects in payments', `{"payments":[${'{},'.repeat(N)}{}]}`, RecordPaymentsDto);
  await run('zeros in narrative', `{"narrative":[${'0,'.repeat(N)}0]}`, FileClaimDto);
  await run('zeros in contact', `{"contact":[${'0,'.repeat(N)}0]}`, FileClaimDto);
  await run('objects in lines', `{"lines":[${'{},'.repeat(N)}{}]}`, FileClaimDto);
  await run('objects in contact', `{"contact":[${'{},'.repeat(N)}{}]}`, FileClaimDto);
  await run('unknown fields', `{${Array.from({ length: N }, (_, n) => `"k${n}":1`).join()}}`, FileClaimDto);
  await run('unknown fields in contact', `{"contact":{${Array.from({ length: N }, (_, n) => `"k${n}":1`).join()}}}`, FileClaimDto);
}, 120000);
