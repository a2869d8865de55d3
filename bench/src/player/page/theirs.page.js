import 'rrweb-player/dist/style.css';
import Player from 'rrweb-player';

let player;

const shownText = () => document.querySelector('iframe')?.contentDocument?.body?.textContent ?? '';
const frame = () => new Promise((resolve) => setTimeout(resolve, 0));

window.theirs = {
  /** Fetches a whole recording and opens it; done when its page is shown. */
  async open(url) {
    const events = await (await fetch(url)).json();
    player = new Player({ target: document.body, props: { events, autoPlay: false, skipInactive: false } });
    while (!shownText().includes('Orders')) await frame();
  },
  /** Jumps to milliseconds from the start, and stands there. */
  async seek(offset) {
    player.goto(offset, false);
  },
};
