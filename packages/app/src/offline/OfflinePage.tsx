import type { HtmlRecords } from '@throughline/format';
import { SessionView } from '../pages/session/SessionView.tsx';
import { SharedProvider } from '../state/shared.ts';

/** The session of a file, to look at. */
export function OfflinePage({ records: { session, exported } }: { records: HtmlRecords }) {
  return (
    <SharedProvider value={{ by: 'file', at: exported.moment, note: exported }}>
      <SessionView session={session} />
    </SharedProvider>
  );
}
