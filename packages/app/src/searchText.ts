import { DEFAULT_PROJECT } from '@throughline/format';
import { shownProject, showProject } from './load/project.ts';

/** How the search of an address is read and written. Addresses are read by people: plain text, no JSON. */
export const searchText = {
  parseSearch: (text: string): Record<string, string> => {
    const search = Object.fromEntries(new URLSearchParams(text));
    showProject(search.project ?? DEFAULT_PROJECT);
    return search;
  },
  stringifySearch: (search: Record<string, unknown>): string => {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(search))
      if (value !== undefined && value !== '') parameters.set(name, String(value));
    if (shownProject() !== DEFAULT_PROJECT) parameters.set('project', shownProject());
    return parameters.size > 0 ? `?${parameters}` : '';
  },
};
