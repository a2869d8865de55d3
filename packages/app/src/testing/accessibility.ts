import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** What WCAG 2.2 AA asks for, by axe's names of its rules. */
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Violation {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

/**
 * What axe finds wrong with the page by WCAG 2.2 AA, a line for each element; none if all is well. The replay's frame is not looked
 * into: what is recorded is another site's.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  await page.evaluate(await readFile(path, 'utf8'));
  const violations = await page.evaluate(async (tags): Promise<Violation[]> => {
    const { axe } = globalThis as unknown as {
      axe: { run: (context: Document, options: object) => Promise<{ violations: Violation[] }> };
    };
    const options = { runOnly: { type: 'tag', values: tags }, iframes: false };
    return (await axe.run(document, options)).violations;
  }, WCAG_22_AA);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
