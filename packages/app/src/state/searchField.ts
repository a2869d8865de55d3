/** Marks the field that the search key goes to, whichever panel it stands in. */
export const SEARCH_FIELD = { 'data-search-field': true } as const;

/** Puts the cursor into the page's search field. */
export function focusSearchField(): void {
  const field = document.querySelector<HTMLInputElement>('[data-search-field]');
  field?.focus();
  field?.select();
}
