import { PAYLOAD_LIMITS } from '@throughline/format';
import { type BodyText, decodeBytes, isBoundedText, readBeginning } from './text.ts';

/**
 * The text of a request's body as it is now, since the page may change it afterwards. A stream is not touched; of a form's
 * files only names and sizes are told.
 */
export function requestText(
  body: unknown,
  contentType: string | null | undefined,
  source: Request | XMLHttpRequest | undefined,
): BodyText | Promise<BodyText> | undefined {
  if (typeof body === 'string') return { contentType: contentType ?? 'text/plain', body };
  if (body instanceof URLSearchParams) return { contentType: contentType ?? FORM, body: String(body) };
  if (body instanceof FormData) return { contentType: FORM, body: formText(body) };
  if (body instanceof Blob) return blobText(body, contentType ?? body.type);
  if (!contentType || !isBoundedText(contentType)) return undefined;
  if (body instanceof ArrayBuffer) return decodeBytes(new Uint8Array(body), contentType);
  if (ArrayBuffer.isView(body))
    return decodeBytes(new Uint8Array(body.buffer, body.byteOffset, body.byteLength), contentType);
  if (body !== undefined || !(source instanceof Request) || source.bodyUsed) return undefined;
  const copy = source.clone().body;
  return copy ? readBeginning(copy, contentType) : undefined;
}

const FORM = 'application/x-www-form-urlencoded';

function formText(form: FormData): string {
  return [...form]
    .map(([name, value]) => {
      const shown =
        typeof value === 'string' ? value : `[file ${value.name}, ${value.type}, ${value.size} bytes]`;
      return `${encodeURIComponent(name)}=${encodeURIComponent(shown)}`;
    })
    .join('&');
}

export async function blobText(blob: Blob, contentType: string): Promise<BodyText> {
  if (!isBoundedText(contentType)) return { contentType };
  const start = blob.slice(0, PAYLOAD_LIMITS.bodyBytes);
  return decodeBytes(new Uint8Array(await start.arrayBuffer()), contentType, start.size < blob.size);
}
