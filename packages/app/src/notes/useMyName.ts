import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '../load/account.ts';

/** What the person calls themself where nobody logs in; this browser remembers it. `isAsked`: the server knows them by nothing else. */
export function useMyName(): { name: string; setName: (name: string) => void; isAsked: boolean } {
  const [name, setName] = useLocalStorage({ key: 'throughline-my-name', defaultValue: '' });
  const kind = useQuery(accountQuery()).data?.who?.kind;
  return { name, setName, isAsked: kind === 'machine' || kind === 'operator' };
}
