/** Drives a list of spans in the page, a step a frame, and says how long each frame took, milliseconds. */

const tree = () => document.querySelector('[role=tree]');

/** Resolves when what the current frame drew has been handed on. */
function painted() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  });
}

async function frames(count, step) {
  const times = [];
  for (let index = 0; index < count; index++) {
    const began = await new Promise((resolve) => requestAnimationFrame(resolve));
    step(index);
    const ended = await painted();
    // The first ones still bear what came before.
    if (index >= 10) times.push(ended - began);
  }
  return times;
}

window.bench = {
  /** Lets go of the follower first, as a turn of the wheel does; then some rows a frame, with a far jump now and then. */
  scroll(count) {
    tree().dispatchEvent(new WheelEvent('wheel', { bubbles: true, deltaY: 1 }));
    return frames(count, (index) => {
      if (index % 60 === 59) tree().scrollTop = (tree().scrollHeight * ((index * 7) % 100)) / 100;
      else tree().scrollTop += 78;
    });
  },
  /** In and out around the middle of the axis. */
  zoom(count) {
    const { left, top, width } = tree().getBoundingClientRect();
    return frames(count, (index) => {
      const deltaY = index % 120 < 60 ? -40 : 40;
      const place = { clientX: left + width * 0.7, clientY: top + 40 };
      tree().dispatchEvent(
        new WheelEvent('wheel', { bubbles: true, cancelable: true, ctrlKey: true, deltaY, ...place }),
      );
    });
  },
  elements: () => document.querySelectorAll('*').length,
};
