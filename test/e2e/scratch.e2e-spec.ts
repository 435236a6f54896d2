import { TestService } from '../support/test-service';
import { openApiDocument } from '../../apps/api/src/openapi';
import { writeFileSync } from 'node:fs';
it('x', async () => {
  const s = await TestService.start();
  try {
    const r = (s.app.getHttpAdapter().getInstance() as any).router;
    const lines = r.stack.map((l: any) => l.route ? `${Object.keys(l.route.methods).join('|')} ${l.route.path}` : `use ${l.name} ${l.slash}`);
    writeFileSync('/tmp/routes.txt', lines.join('\n'));
    writeFileSync('/tmp/openapi.json', JSON.stringify(openApiDocument(s.app), null, 1));
    const d = await s.as(null,'get','/docs');
    writeFileSync('/tmp/docs.html', d.status + '\n' + JSON.stringify(d.headers,null,1) + '\n' + d.text);
  } finally { await s.stop(); }
});
