import { clarity } from 'clarity-js';

export function start() {
  // Relative: it keeps the address without its scheme and puts https:// before it when a navigation starts it anew.
  clarity.start({ projectId: 'bench', upload: '/__sink/collect', track: true, content: true, lean: false });
}
