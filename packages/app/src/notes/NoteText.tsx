import { noteParts } from '@throughline/model';
import styles from './NoteText.module.css';

/** A note's text: plain, with addresses of the web as links and people as names. */
export function NoteText({ text }: { text: string }) {
  let start = 0;
  return (
    <p className={styles.text}>
      {noteParts(text).map((part) => {
        const key = start;
        start += part.text.length;
        if (part.kind === 'text') return <span key={key}>{part.text}</span>;
        if (part.kind === 'mention')
          return (
            <span key={key} className={styles.mention}>
              {part.text}
            </span>
          );
        return (
          <a key={key} href={part.text} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        );
      })}
    </p>
  );
}
