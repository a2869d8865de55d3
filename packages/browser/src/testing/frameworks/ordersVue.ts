import { createApp, h } from 'vue';
import { createRouter, createWebHistory, RouterLink, RouterView } from 'vue-router';
import { init } from '../../index.ts';

/** The same shop made with Vue and Vue Router, with what docs/user/browser-sdk.md says to write. */
const throughline = init(JSON.parse(document.getElementById('options')?.textContent ?? '{}'));
window.throughline = throughline;

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: () => h(RouterLink, { to: '/orders/1' }, () => 'first order') },
    {
      path: '/orders',
      component: RouterView,
      children: [{ path: ':id', component: () => h(RouterLink, { to: '/orders/2' }, () => 'second order') }],
    },
  ],
});
router.afterEach((to) => throughline.setRoute(to.matched.at(-1)?.path ?? ''));

const Shop = {
  setup: () => () => h('main', [h(RouterView), h('button', { onClick: () => throwTypeError() }, 'Price')]),
};
const app = createApp(Shop);
app.config.errorHandler = (error, _instance, info) =>
  throughline.captureException(error, { 'vue.info': info });
app.use(router).mount('#root');

function throwTypeError(): never {
  throw new TypeError('no such price');
}
