import { aPng, filed, handIn } from '../support/builders';
import type { TestService } from '../support/test-service';

/** The requests by which people write on a claim, and blacken what should not stand there. */
export async function goodThreadRequests(
  service: TestService,
): Promise<Record<string, { readonly path: string; readonly body: object }>> {
  const claim = await filed(service);
  const evidence = await handIn(service, claim, aPng('good thread'));
  const thread = `/v1/claims/${claim.id}/messages`;
  const notes = `/v1/claims/${claim.id}/notes`;
  const said = await service.post('lin', thread, { body: 'My card is 6222 0000.' });
  const note = await service.post('wang', notes, { body: 'The card is 6222 0000.' });
  const blackened = { parts: [{ text: '6222 0000' }], reason: 'The number of a card.' };
  const { id: messageId } = said.body as { id: string };
  const { id: noteId } = note.body as { id: string };
  const { id: evidenceId } = evidence.body as { id: string };
  return {
    'POST /v1/claims/:id/messages': {
      path: thread,
      body: { body: 'Here it is.', inReplyTo: messageId, files: [{ evidenceId }] },
    },
    'POST /v1/claims/:id/notes': { path: notes, body: { body: 'Call the bank on Monday.' } },
    'POST /v1/messages/:id/redactions': {
      path: `/v1/messages/${messageId}/redactions`,
      body: blackened,
    },
    'POST /v1/notes/:id/redactions': { path: `/v1/notes/${noteId}/redactions`, body: blackened },
    'PUT /v1/me/phrase': { path: '/v1/me/phrase', body: { phrase: '蓝色水壶在唱歌' } },
  };
}
