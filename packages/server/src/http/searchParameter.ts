import { parseSearch, SEARCH_CHARACTERS_MOST, type SearchTerm } from '@throughline/model';
import { z } from 'zod';

/** A search in the language of searches, as its terms. What cannot be read is refused, with where it stands and why. */
export const searchParameter = z
  .string()
  .max(SEARCH_CHARACTERS_MOST)
  .transform((text, context): SearchTerm[] => {
    const { terms, problems } = parseSearch(text);
    for (const { start, end, message } of problems)
      context.addIssue({
        code: 'custom',
        message: `at character ${start + 1}, “${text.slice(start, end)}”: ${message}`,
      });
    return problems.length > 0 ? z.NEVER : terms;
  });
