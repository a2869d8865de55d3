export interface Snippet {
  title: string;
  text: string;
  code: string;
  copyLabel: string;
}

/** How to send data to the server at `endpoint` with an ingest key, for each kind of source. */
export function setUpSnippets(endpoint: string, key: string): Snippet[] {
  return [
    {
      title: 'In the browser',
      text: 'Records the page, its clicks, requests and errors. What people type is masked before it leaves the browser.',
      copyLabel: 'Copy the browser snippet',
      code: `<script src="${endpoint}/throughline.js"></script>
<script>
  Throughline.init({
    endpoint: '${endpoint}',
    key: '${key}',
    service: 'shop',
    propagateTo: ['https://api.example.com'], // other origins that join the trace
  });
</script>`,
    },
    {
      title: 'In Node services',
      text: 'One flag: spans and logs of the service, each with the session it belongs to.',
      copyLabel: 'Copy the Node command',
      code: `npm install @throughline/node

OTEL_SERVICE_NAME=gateway \\
THROUGHLINE_ENDPOINT=${endpoint} \\
THROUGHLINE_KEY=${key} \\
node --import @throughline/node/register app.js`,
    },
    {
      title: 'In any other language',
      text: 'Plain OpenTelemetry, nothing of ours: these variables are understood by every OpenTelemetry SDK.',
      copyLabel: 'Copy the OpenTelemetry variables',
      code: `OTEL_SERVICE_NAME=fraud
OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
OTEL_EXPORTER_OTLP_ENDPOINT=${endpoint}
OTEL_EXPORTER_OTLP_HEADERS=x-throughline-key=${key}`,
    },
  ];
}
