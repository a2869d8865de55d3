const BEGIN = '<!-- computed by `npm run sizing -w bench`: begin -->';
const END = '<!-- computed: end -->';

/** The page with `text` between its marks. Throws if they are not there. */
export function withComputed(page: string, text: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the page must hold ${BEGIN} and, after it, ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n${text}\n${page.slice(end)}`;
}
