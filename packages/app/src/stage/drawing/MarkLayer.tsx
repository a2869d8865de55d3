import type { DrawnMark, MarkPoint, MarkShape, Note } from '@throughline/format';
import { type PointerEvent, useMemo, useRef, useState } from 'react';
import { useSessionState } from '../../state/sessionState.tsx';
import { useStore } from '../../state/store.ts';
import { isSlip, markedNotesAt, markThrough, pathOf, pointIn } from './drawnMarks.ts';
import styles from './MarkLayer.module.css';

/** Lies over the replayed page: the marks of notes at the moment, and those of the note that is being written. */
export function MarkLayer({
  tab,
  notes,
  size: { width, height },
  scale,
}: {
  tab: string;
  notes: readonly Note[];
  /** The page's viewport, CSS pixels, and by what it is scaled. */
  size: { width: number; height: number };
  scale: number;
}) {
  const { moment, noteDraft } = useSessionState();
  const draft = useStore(noteDraft, (value) => value);
  // Text, so that a tick of the clock renders nothing.
  const ids = useStore(moment, ({ at }) =>
    markedNotesAt(notes, tab, at)
      .map(({ id }) => id)
      .join(' '),
  );
  const shown = useMemo(() => {
    const named = new Set(ids.split(' '));
    return notes.filter(({ id }) => named.has(id) && id !== draft?.id);
  }, [notes, ids, draft?.id]);
  const [w, h] = [width * scale, height * scale];
  const mayDraw = draft !== null && (draft.marks.length === 0 || draft.tab === tab);
  const add = (mark: DrawnMark) => {
    const now = noteDraft.get();
    if (now) noteDraft.set({ ...now, tab, marks: [...now.marks, mark] });
  };
  return (
    <>
      {shown.map((note) => (
        <svg
          key={note.id}
          className={styles.marks}
          viewBox={`0 0 ${w} ${h}`}
          role="img"
          aria-label={`Drawn by ${note.author.name}`}
        >
          <Marks marks={note.marks} width={w} height={h} />
        </svg>
      ))}
      {draft && mayDraw && (
        <>
          <svg className={styles.marks} viewBox={`0 0 ${w} ${h}`} role="img" aria-label="Drawn for the note">
            <Marks marks={draft.marks} width={w} height={h} />
          </svg>
          {draft.tool && <Canvas tool={draft.tool} width={w} height={h} onDrawn={add} />}
        </>
      )}
    </>
  );
}

/** Takes the pointer while something is drawn. */
function Canvas({
  tool,
  width,
  height,
  onDrawn,
}: {
  tool: MarkShape;
  width: number;
  height: number;
  onDrawn: (mark: DrawnMark) => void;
}) {
  const points = useRef<MarkPoint[]>([]);
  const [mark, setMark] = useState<DrawnMark | null>(null);
  const isDrawing = (event: PointerEvent<SVGSVGElement>) =>
    event.currentTarget.hasPointerCapture(event.pointerId);
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    points.current.push(pointIn(event.currentTarget.getBoundingClientRect(), event));
    setMark(markThrough(tool, points.current));
  };
  return (
    <svg
      className={styles.canvas}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label="Draw on the page"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        // Else a page that is enlarged would be dragged.
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        points.current = [];
        follow(event);
      }}
      onPointerMove={(event) => isDrawing(event) && follow(event)}
      onPointerUp={(event) => {
        if (!isDrawing(event)) return;
        const drawn = markThrough(tool, points.current);
        if (drawn && !isSlip(drawn, width, height)) onDrawn(drawn);
        setMark(null);
      }}
      onPointerCancel={() => setMark(null)}
    >
      {mark && <Marks marks={[mark]} width={width} height={height} />}
    </svg>
  );
}

function Marks({ marks, width, height }: { marks: readonly DrawnMark[]; width: number; height: number }) {
  return marks.map((mark, index) => {
    const d = pathOf(mark, width, height);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: marks have no name, and are only added and taken from the end.
      <g key={index}>
        <path d={d} className={styles.casing} />
        <path d={d} className={styles.stroke} />
      </g>
    );
  });
}
