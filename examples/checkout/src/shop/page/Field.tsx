import { type InputHTMLAttributes, useId } from 'react';

/** A labelled text field that must be filled. */
export function Field({
  label,
  wide = false,
  ...input
}: { label: string; wide?: boolean } & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className={wide ? 'field wide' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <input id={id} required {...input} />
    </div>
  );
}
