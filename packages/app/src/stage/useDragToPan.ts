import { type RefObject, useEffect } from 'react';

/** Lets the pointer drag what scrolls in the element, while `isOn`. */
export function useDragToPan(ref: RefObject<HTMLElement | null>, isOn: boolean): void {
  useEffect(() => {
    const element = ref.current;
    if (!element || !isOn) return;
    const onDown = (event: PointerEvent) => {
      const { left, top } = element.getBoundingClientRect();
      const isOnScrollBar =
        event.clientX - left > element.clientWidth || event.clientY - top > element.clientHeight;
      if (event.button === 0 && !isOnScrollBar) element.setPointerCapture(event.pointerId);
    };
    const onMove = (event: PointerEvent) => {
      if (element.hasPointerCapture(event.pointerId)) element.scrollBy(-event.movementX, -event.movementY);
    };
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    return () => {
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
    };
  }, [ref, isOn]);
}
