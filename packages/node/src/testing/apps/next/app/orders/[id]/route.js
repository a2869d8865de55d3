import { getContext, inject, withCorrelation } from '@throughline/node';

const withMiddleware = process.env.CORRELATION === '1';

async function order(request, { params }) {
  const { id } = await params;
  await request.json();
  console.log(`order ${id}`);
  const answer = await fetch(`${process.env.DOWNSTREAM}/stock`, {
    cache: 'no-store',
    headers: withMiddleware ? inject({}) : {},
  });
  return Response.json({
    context: getContext(),
    downstream: await answer.json(),
    headers: Object.fromEntries(request.headers),
  });
}

export const POST = withMiddleware ? withCorrelation(order) : order;
