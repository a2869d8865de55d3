import { click, press, type RecordedPage, type } from './page.ts';

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Todos</title>
<link rel="stylesheet" href="/node_modules/todomvc-common/base.css"><link rel="stylesheet" href="/node_modules/todomvc-app-css/index.css"></head>
<body><section class="todoapp"><header class="header"><h1>todos</h1><input class="new-todo" placeholder="What needs to be done?" autofocus></header>
<main class="main"><ul class="todo-list"></ul></main><footer class="footer"><span class="todo-count"></span><button class="clear-completed">Clear completed</button></footer></section>
<script>
const list = document.querySelector('.todo-list'), field = document.querySelector('.new-todo');
const count = () => { document.querySelector('.todo-count').textContent = list.querySelectorAll('li:not(.completed)').length + ' left'; };
field.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !field.value) return;
  const item = document.createElement('li');
  item.innerHTML = '<div class="view"><input class="toggle" type="checkbox"><label></label><button class="destroy"></button></div>';
  item.querySelector('label').textContent = field.value;
  item.querySelector('.toggle').addEventListener('change', (change) => { item.classList.toggle('completed', change.target.checked); count(); });
  item.querySelector('.destroy').addEventListener('click', () => { item.remove(); count(); });
  list.append(item); field.value = ''; count();
});
document.querySelector('.clear-completed').addEventListener('click', () => { for (const item of list.querySelectorAll('.completed')) item.remove(); count(); });
count();
</script></body></html>`;

/** The list of things to do: fields that scripts empty, pictures in style sheets, items that come and go. */
export const todomvc: RecordedPage = {
  name: 'todomvc',
  packages: { 'todomvc-common': '1.0.5', 'todomvc-app-css': '2.4.3' },
  source: { html: HTML },
  ready: '.new-todo',
  interactions: [
    type('.new-todo', 'Water the plants'),
    press('Enter'),
    type('.new-todo', 'Write to the bank'),
    press('Enter'),
    type('.new-todo', 'Mend the fence'),
    press('Enter'),
    click('.toggle', 1),
    click('.toggle', 0),
    click('.toggle', 0),
    click('.clear-completed'),
    type('.new-todo', 'Call grandmother'),
    press('Enter'),
  ],
};
