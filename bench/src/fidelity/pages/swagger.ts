import { click, type RecordedPage, scroll, type } from './page.ts';

const parameter = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'integer' },
  description: 'Number of the order',
};
const answers = {
  200: {
    description: 'The order',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
  },
};
const SPECIFICATION = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Orders', version: '1.0.0', description: 'What was **ordered**, and when.' },
  paths: {
    '/orders': {
      get: { tags: ['orders'], summary: 'All orders', responses: answers },
      post: {
        tags: ['orders'],
        summary: 'A new order',
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
        responses: answers,
      },
    },
    '/orders/{id}': {
      get: { tags: ['orders'], summary: 'One order', parameters: [parameter], responses: answers },
      delete: {
        tags: ['orders'],
        summary: 'Takes an order back',
        parameters: [parameter],
        responses: answers,
      },
    },
    '/stock': { get: { tags: ['stock'], summary: 'What is there', responses: answers } },
  },
  components: {
    schemas: {
      Order: {
        type: 'object',
        properties: { id: { type: 'integer' }, item: { type: 'string' }, count: { type: 'integer' } },
      },
    },
  },
});
const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Orders</title>
<link rel="stylesheet" href="/node_modules/swagger-ui-dist/swagger-ui.css"><link rel="stylesheet" href="/node_modules/swagger-ui-dist/index.css"></head>
<body><div id="swagger-ui"></div><script src="/node_modules/swagger-ui-dist/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({ spec: ${SPECIFICATION}, dom_id: '#swagger-ui', deepLinking: false });</script></body></html>`;

/** Documentation drawn by React: sections that open and close, tables, code, forms. */
export const swagger: RecordedPage = {
  name: 'swagger-ui-dist',
  packages: { 'swagger-ui-dist': '5.35.0' },
  source: { html: HTML },
  ready: '.opblock',
  interactions: [
    click('.opblock-summary-control', 0),
    click('.try-out__btn', 0),
    click('.opblock-summary-control', 0),
    click('.opblock-summary-control', 2),
    click('.try-out__btn', 0),
    type('input[placeholder="id"]', '42'),
    scroll(500),
    scroll(-500),
    click('.opblock-summary-control', 2),
    click('.opblock-tag', 1),
    click('.opblock-tag', 1),
    scroll(1_000),
  ],
};
