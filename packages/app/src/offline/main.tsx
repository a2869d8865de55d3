import '@mantine/core/styles.css';
import '../ui/theme.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { answerBy } from '../load/ask.ts';
import { createQueryClient } from '../load/queryClient.ts';
import { Notice } from '../ui/Notice.tsx';
import { cssVariables, theme } from '../ui/theme.ts';
import { answersOf } from './answers.ts';
import { partsOf, readRecords } from './exportedFile.ts';
import { createOfflineRouter } from './offlineRouter.tsx';

const place = document.getElementById('root');
if (!place) throw new Error('the page has no element with the id "root"');
const root = createRoot(place);

function show(content: ReactNode): void {
  root.render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        {content}
      </MantineProvider>
    </StrictMode>,
  );
}

async function start(): Promise<void> {
  const readPart = partsOf(document);
  const records = await readRecords(readPart);
  answerBy(answersOf(records, readPart));
  show(
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={createOfflineRouter(records)} />
    </QueryClientProvider>,
  );
}

// A frame that is built while the page loads keeps it from ever having loaded.
window.addEventListener('load', () => {
  start().catch((error: Error) => show(<Notice title="This file cannot be shown">{error.message}</Notice>));
});
