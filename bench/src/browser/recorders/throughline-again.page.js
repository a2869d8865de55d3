export { start } from './throughline.page.js';
