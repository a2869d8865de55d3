import { click, press, type RecordedPage, scroll, type } from './page.ts';

/** A table that keeps only the rows in sight in the page, and moves them about. */
export const agGrid: RecordedPage = {
  name: 'ag-grid',
  packages: { 'ag-grid-community': '36.2.0' },
  source: {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rows</title>
<script src="/node_modules/ag-grid-community/dist/ag-grid-community.min.js"></script><style>body{margin:0}#grid{height:780px}</style></head><body><div id="grid"></div>
<script>const rows = Array.from({ length: 2000 }, (_, n) => ({ id: n, name: 'Item ' + n, price: (n * 7919) % 1000, stock: (n * 31) % 77, note: 'Note ' + n % 9 }));
agGrid.createGrid(document.querySelector('#grid'), { rowData: rows, animateRows: false, pagination: false, rowSelection: { mode: 'multiRow' },
columnDefs: [{ field: 'id' }, { field: 'name', filter: true, editable: true }, { field: 'price' }, { field: 'stock' }, { field: 'note', filter: true }] });</script></body></html>`,
  },
  ready: '.ag-row',
  interactions: [
    click('.ag-header-cell[col-id="price"] .ag-header-cell-label'),
    click('.ag-header-cell[col-id="price"] .ag-header-cell-label'),
    scroll(800),
    scroll(3_000),
    click('.ag-checkbox-input', 3),
    click('.ag-checkbox-input', 5),
    scroll(-1_500),
    click('.ag-cell[col-id="stock"]', 6),
    press('ArrowDown', 3),
    scroll(-5_000),
    (page) => page.locator('.ag-cell[col-id="name"]').nth(2).dblclick(),
    type('.ag-cell-edit-wrapper input', 'X'),
    press('Enter'),
  ],
};
