/** Fields of the messages of OTLP that lead to a record, those of spans as those of logs: resource, scope, record. */
const WAY = [1, 2, 2];

/** How many spans or log records a body of OTLP holds. */
export function countRecords(body: Uint8Array, isJson: boolean): number {
  return isJson ? countInJson(JSON.parse(Buffer.from(body).toString())) : countInProtobuf(body, WAY);
}

function countInJson(body: Record<string, Record<string, Record<string, unknown[]>[]>[]>): number {
  return (body.resourceSpans ?? body.resourceLogs ?? [])
    .flatMap(({ scopeSpans, scopeLogs }) => scopeSpans ?? scopeLogs ?? [])
    .reduce((sum, { spans, logRecords }) => sum + (spans ?? logRecords ?? []).length, 0);
}

function countInProtobuf(message: Uint8Array, [field, ...rest]: number[]): number {
  let count = 0;
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    // All that these three levels hold is of type LEN, https://protobuf.dev/programming-guides/encoding/#structure
    if ((tag & 7) !== 2) throw new Error(`an OTLP body has the wire type ${tag & 7}`);
    const length = varint();
    if (tag >> 3 === field)
      count += rest.length === 0 ? 1 : countInProtobuf(message.subarray(at, at + length), rest);
    at += length;
  }
  return count;
}
