import { inflate, unpackStrings } from './inflate.ts';
import type { Recorder } from './recorder.ts';

const PUSHED = {
  pushPayload: 1,
  pushSessionEvents: '1',
  identifySession: '1',
  addSessionProperties: '1',
  pushBackendPayload: 1,
  addSessionFeedback: '1',
};

/** highlight.run with network recording; its spans leave 5 s late. */
export const highlight: Recorder = {
  name: 'highlight',
  bodies: true,
  settleMs: 5_500,
  reply({ path, body }) {
    if (!path.startsWith('/graphql')) return {};
    const { query = '', variables } = JSON.parse(inflate(body).toString());
    if (/initializeSession/i.test(query))
      return { data: { initializeSession: { secure_id: variables.session_secure_id, project_id: '1' } } };
    if (/sampling/i.test(query)) return { data: { sampling: { spans: null, logs: null } } };
    return { data: PUSHED };
  },
  isReplay: ({ path, body }) =>
    path.startsWith('/graphql') &&
    /pushPayload|PushSessionEvents/i.test(body.subarray(0, 400).toString('latin1')),
  // Variables of GraphQL that are base64 of gzip.
  decode: ({ body }) => [
    body,
    ...unpackStrings(JSON.parse(inflate(body).toString()), (member) =>
      member.startsWith('H4s') ? inflate(Buffer.from(member, 'base64')) : undefined,
    ),
  ],
};
