/**
 * The request that carries a segment. The content type is one that a browser sends to another origin without asking first.
 * Cookies are not sent, nor the address of the page. With `keepalive` it outlives the page.
 */
export function segmentRequest(body: Uint8Array<ArrayBuffer> | string, keepalive: boolean): RequestInit {
  return {
    method: 'POST',
    body,
    keepalive,
    headers: { 'content-type': 'text/plain' },
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  };
}
