/** Marks the element that fills the screen. */
export const FULL_SCREEN = { 'data-full-screen': true } as const;

/** Lets the marked element fill the screen, or gives the screen back. A browser that refuses is left alone. */
export function toggleFullScreen(): void {
  const done = document.fullscreenElement
    ? document.exitFullscreen()
    : document.querySelector('[data-full-screen]')?.requestFullscreen();
  done?.catch(() => {});
}
