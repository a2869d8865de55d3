import type { Page } from 'playwright-core';

/** One thing that a person does in the page. */
export type Interaction = (page: Page) => Promise<unknown>;

/** A page that an npm package ships, or is made to show, and what a person does in it. */
export interface RecordedPage {
  name: string;
  /** Packages and versions that it takes. */
  packages: Readonly<Record<string, string>>;
  /**
   * Path of the page among the packages, or within `root` there, which is then that of the site; or its HTML, which reaches
   * the packages by `/node_modules/`.
   */
  source: { path: string; root?: string } | { html: string };
  /** A selector of what is there when the page is ready. */
  ready: string;
  interactions: readonly Interaction[];
  /** Options of the recorder beside the defaults. */
  options?: Readonly<Record<string, unknown>>;
}

const QUICKLY = { timeout: 3_000 };

/** Clicks the element; the `nth` of those that the selector finds, from 0. */
export const click =
  (selector: string, nth = 0): Interaction =>
  (page) =>
    page.locator(selector).nth(nth).click(QUICKLY);

export const hover =
  (selector: string, nth = 0): Interaction =>
  (page) =>
    page.locator(selector).nth(nth).hover(QUICKLY);

/** Types into the element, letter by letter. */
export const type =
  (selector: string, text: string, nth = 0): Interaction =>
  async (page) => {
    await page.locator(selector).nth(nth).click(QUICKLY);
    await page.keyboard.type(text, { delay: 10 });
  };

export const press =
  (key: string, times = 1): Interaction =>
  async (page) => {
    for (let time = 0; time < times; time++) await page.keyboard.press(key);
  };

/** Turns the wheel over the middle of the page, CSS pixels. */
export const scroll =
  (pixels: number): Interaction =>
  async (page) => {
    await page.mouse.move(640, 400);
    await page.mouse.wheel(0, pixels);
  };

/** Drags from one place of the page to another, CSS pixels. */
export const drag =
  (from: readonly [number, number], to: readonly [number, number]): Interaction =>
  async (page) => {
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 8 });
    await page.mouse.up();
  };

export const choose =
  (selector: string, index: number): Interaction =>
  (page) =>
    page.locator(selector).first().selectOption({ index }, QUICKLY);
