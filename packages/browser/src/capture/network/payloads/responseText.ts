import { blobText } from './requestText.ts';
import { type BodyText, decodeBytes, isBoundedText, readBeginning } from './text.ts';

/** Headers of an answer that the page may read. */
export function responseHeaders(answer: Response | XMLHttpRequest): [name: string, value: string][] {
  if (answer instanceof Response) return [...answer.headers];
  return answer
    .getAllResponseHeaders()
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
}

/**
 * The text of an answer's body: of `fetch` from a copy, of which no more is read than is kept; of `XMLHttpRequest` what it
 * has. `undefined` for what is no text, or has no end.
 */
export function responseText(answer: Response | XMLHttpRequest): BodyText | Promise<BodyText> | undefined {
  const contentType =
    (answer instanceof Response
      ? answer.headers.get('content-type')
      : answer.getResponseHeader('content-type')) ?? '';
  if (!isBoundedText(contentType)) return undefined;
  if (answer instanceof Response) {
    const copy = answer.body && !answer.bodyUsed ? answer.clone().body : null;
    return copy ? readBeginning(copy, contentType) : undefined;
  }
  switch (answer.responseType) {
    case '':
    case 'text':
      return { contentType, body: answer.responseText };
    case 'json':
      return { contentType, body: JSON.stringify(answer.response) };
    case 'blob':
      return answer.response ? blobText(answer.response as Blob, contentType) : undefined;
    case 'arraybuffer':
      return answer.response
        ? decodeBytes(new Uint8Array(answer.response as ArrayBuffer), contentType)
        : undefined;
    default:
      return undefined;
  }
}
