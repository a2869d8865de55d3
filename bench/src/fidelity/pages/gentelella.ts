import { click, press, type RecordedPage, scroll } from './page.ts';

/** A page of forms from a large template, as the package ships it built. */
export const gentelella: RecordedPage = {
  name: 'gentelella',
  packages: { gentelella: '4.2.0' },
  source: { path: 'production/form.html', root: 'gentelella/dist' },
  ready: 'body',
  interactions: [
    scroll(400),
    scroll(400),
    scroll(-800),
    press('Tab', 4),
    click('a', 2),
    scroll(300),
    press('Tab', 6),
    async (page) => page.keyboard.type('Ada', { delay: 10 }),
    scroll(600),
    scroll(-300),
    press('Tab', 3),
    scroll(-600),
  ],
};
