import { click, press, type RecordedPage, scroll, type } from './page.ts';

const box = (color: string, title: string, text: string) =>
  `<div class="col-lg-3 col-6"><div class="small-box text-bg-${color}"><div class="inner"><h3>${text}</h3><p>${title}</p></div><a href="#" class="small-box-footer">More</a></div></div>`;

/** A dashboard of Bootstrap 5, built of the package's own parts. */
export const adminLte: RecordedPage = {
  name: 'admin-lte',
  packages: { 'admin-lte': '4.10.0' },
  source: {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dashboard</title><meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="stylesheet" href="/node_modules/admin-lte/dist/css/adminlte.css"></head>
<body class="layout-fixed sidebar-expand-lg bg-body-tertiary"><div class="app-wrapper">
<nav class="app-header navbar navbar-expand bg-body"><div class="container-fluid"><ul class="navbar-nav"><li class="nav-item"><a class="nav-link" data-lte-toggle="sidebar" href="#" id="toggle">Menu</a></li><li class="nav-item"><a href="#" class="nav-link">Home</a></li></ul></div></nav>
<aside class="app-sidebar bg-body-secondary shadow" data-bs-theme="dark"><div class="sidebar-brand"><a class="brand-link" href="#"><span class="brand-text">Works</span></a></div>
<div class="sidebar-wrapper"><nav class="mt-2"><ul class="nav sidebar-menu flex-column" data-lte-toggle="treeview">
${['Dashboard', 'Widgets', 'Forms', 'Tables'].map((name) => `<li class="nav-item"><a href="#" class="nav-link"><p>${name}</p></a><ul class="nav nav-treeview"><li class="nav-item"><a href="#" class="nav-link"><p>${name} one</p></a></li><li class="nav-item"><a href="#" class="nav-link"><p>${name} two</p></a></li></ul></li>`).join('')}
</ul></nav></div></aside>
<main class="app-main"><div class="app-content-header"><div class="container-fluid"><h3>Dashboard</h3></div></div><div class="app-content"><div class="container-fluid">
<div class="row">${box('primary', 'Orders', '150')}${box('success', 'Bounce rate', '53 %')}${box('warning', 'Persons', '44')}${box('danger', 'Visits', '65')}</div>
<div class="card" id="card"><div class="card-header"><h3 class="card-title">Direct chat</h3><div class="card-tools"><button type="button" class="btn btn-tool" data-lte-toggle="card-collapse">fold</button><button type="button" class="btn btn-tool" data-lte-toggle="card-maximize">grow</button></div></div>
<div class="card-body"><div class="row"><div class="col"><input class="form-control" id="message" placeholder="Type a message"></div><div class="col"><select class="form-select" id="to"><option>All</option><option>Sales</option></select></div></div></div></div>
<table class="table table-striped">${Array.from({ length: 30 }, (_, n) => `<tr><td>${n}</td><td>Row ${n}</td><td><div class="progress"><div class="progress-bar" style="width:${(n * 13) % 100}%"></div></div></td></tr>`).join('')}</table>
</div></div></main></div><script src="/node_modules/admin-lte/dist/js/adminlte.js"></script></body></html>`,
  },
  ready: '.app-sidebar',
  interactions: [
    click('.sidebar-menu > .nav-item > .nav-link', 0),
    click('.sidebar-menu > .nav-item > .nav-link', 1),
    click('#toggle'),
    click('#toggle'),
    type('#message', 'Good morning'),
    (page) => page.locator('#to').selectOption('Sales'),
    click('[data-lte-toggle="card-collapse"]'),
    click('[data-lte-toggle="card-collapse"]'),
    scroll(600),
    scroll(-600),
    click('.small-box-footer', 2),
    press('Tab', 3),
  ],
};
