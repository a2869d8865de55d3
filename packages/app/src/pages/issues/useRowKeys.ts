import { type RefObject, useEffect } from 'react';
import { stepOf } from '../../ui/listKeys.ts';

const TYPES =
  'input, textarea, select, [contenteditable=true], [role=dialog] *, [role=listbox] *, [role=radiogroup] *';

/** J, K and the arrows go through the links of the rows, Enter opens one as any link; `/` leads to the search. */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const focused = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (focused?.closest(TYPES)) return;
      if (event.key === '/') {
        document.querySelector<HTMLInputElement>('input[type=search]')?.focus();
        event.preventDefault();
        return;
      }
      const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])];
      const at = links.findIndex((link) => link.matches(':focus'));
      const next = stepOf(event.key, at, links.length);
      if (next === null) return;
      event.preventDefault();
      links[next]?.focus();
      links[next]?.closest('li')?.scrollIntoView({ block: 'nearest' });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [list]);
}
