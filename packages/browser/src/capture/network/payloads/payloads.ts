import { createPayloadRedaction, payloadAttributeNames } from '@throughline/format';
import type { NetworkRules } from '../networkRules.ts';
import type { RequestStart } from '../request.ts';
import { checkNetworkOptions } from './checkNetworkOptions.ts';
import { chosenUrls } from './chosenUrls.ts';
import { requestText } from './requestText.ts';
import { responseHeaders, responseText } from './responseText.ts';

/** Characters kept of one message of a connection; there may be many. */
const LONGEST_MESSAGE = 4_096;
const MESSAGE_BODY = payloadAttributeNames('messaging.message').body;

/** Headers, bodies and messages as they may be recorded. */
export interface Payloads {
  /**
   * To be called as a request begins, since its body may change. What it gives is to be called with the answer, before the
   * page has it.
   */
  request(
    start: RequestStart,
  ): ((answer: Response | XMLHttpRequest | undefined) => Promise<Record<string, unknown>>) | undefined;
  /** Texts only. */
  message(url: URL, data: unknown): { attributes: Record<string, unknown>; body: string } | undefined;
}

/** Throws if the application's options cannot be used. */
export function createPayloads({ network = {}, redactedUrl, headersFor, masking }: NetworkRules): Payloads {
  const { headers, bodies, messages, ...redaction } = checkNetworkOptions(network);
  const redact = createPayloadRedaction({ ...redaction, headers: headers || [] });
  // Bodies say what the page may not show.
  const isStrict = masking.privacy === 'strict';
  const wantsBody = chosenUrls(!isStrict && bodies, headersFor);
  const wantsMessage = chosenUrls(!isStrict && messages, headersFor);

  let waiting: Promise<unknown> | undefined;
  /** Resolves, for all that wait, when the page has had its turn. */
  const afterPage = () => {
    waiting ??= new Promise((resolve) => setTimeout(resolve, 0)).then(() => {
      waiting = undefined;
    });
    return waiting;
  };

  return {
    request({ url, headers: given, body, source }) {
      const isBodyWanted = wantsBody(url);
      if (!headers && !isBodyWanted) return undefined;
      const target = redactedUrl(url.href);
      const sent = isBodyWanted ? requestText(body, given.get('content-type'), source) : undefined;
      return async (answer) => {
        // The answer is copied at once, before the page can read it.
        const received = isBodyWanted && answer ? responseText(answer) : undefined;
        const answered = headers && answer ? responseHeaders(answer) : [];
        const [requested, responded] = await Promise.all([sent, received]);
        // The page's own work with the answer comes first: a long body takes milliseconds.
        await afterPage();
        return {
          ...redact({
            subject: 'http.request',
            target,
            headers: headers ? given : [],
            ...requested,
          }),
          ...(answer && redact({ subject: 'http.response', target, headers: answered, ...responded })),
        };
      };
    },
    message(url, data) {
      if (!wantsMessage(url)) return undefined;
      if (typeof data !== 'string') return undefined;
      const { [MESSAGE_BODY]: shown, ...attributes } = redact({
        subject: 'messaging.message',
        target: redactedUrl(url.href),
        contentType: 'text/plain',
        body: data.slice(0, LONGEST_MESSAGE),
        isTruncated: data.length > LONGEST_MESSAGE,
      });
      return { attributes, body: String(shown) };
    },
  };
}
