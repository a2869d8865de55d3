import { click, press, type RecordedPage, scroll, type } from './page.ts';

/** A dashboard of Bootstrap 4 with jQuery: menus that collapse and drop down, icon fonts, charts on canvases. */
export const startbootstrap: RecordedPage = {
  name: 'startbootstrap-sb-admin-2',
  packages: { 'startbootstrap-sb-admin-2': '4.1.4' },
  source: { path: 'startbootstrap-sb-admin-2/index.html' },
  ready: '#wrapper',
  interactions: [
    click('a[data-target="#collapseTwo"]'),
    click('#alertsDropdown'),
    press('Escape'),
    click('#userDropdown'),
    press('Escape'),
    type('.navbar-search input', 'quarterly figures'),
    scroll(600),
    scroll(-600),
    click('a[data-target="#collapseUtilities"]'),
    click('#sidebarToggle'),
    click('#sidebarToggle'),
    click('#messagesDropdown'),
  ],
};
