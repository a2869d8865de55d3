import { Button, Group, Skeleton, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TicketTemplate } from '@throughline/format';
import { useState } from 'react';
import { resetTemplate, saveTemplate, ticketTemplates } from '../../../load/integrations.ts';
import { ErrorNotice } from '../../../ui/Notice.tsx';
import { PartError, PartText } from '../Part.tsx';
import styles from './integrations.module.css';

/** The Markdown out of which tickets are made. */
export function Templates() {
  const { data, error, refetch } = useQuery(ticketTemplates());
  if (error && !data)
    return <ErrorNotice title="They could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={160} role="status" aria-label="Loading templates" />;
  return (
    <>
      <PartText>
        Markdown; each tracker gets it in its own markup. What is recorded stands in it as text, whatever it
        is.
      </PartText>
      {data.map((template) => (
        // Anew when it goes back to the default.
        <TemplateForm key={`${template.kind} ${template.isDefault}`} template={template} />
      ))}
    </>
  );
}

const LABELS: Record<TicketTemplate['kind'], string> = {
  session: 'Ticket about a session',
  incident: 'Ticket about an incident',
};

function TemplateForm({ template }: { template: TicketTemplate }) {
  const { kind, isDefault, placeholders } = template;
  const [text, setText] = useState(template.text);
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ticketTemplates().queryKey });
  const save = useMutation({ mutationFn: () => saveTemplate(kind, text), onSuccess });
  const reset = useMutation({ mutationFn: () => resetTemplate(kind), onSuccess });
  const error = save.error ?? reset.error;
  return (
    <div className={styles.template}>
      <Textarea
        label={LABELS[kind]}
        autosize
        minRows={6}
        maxRows={20}
        className={styles.text}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <details>
        <summary className={styles.summary}>Placeholders</summary>
        <dl className={styles.placeholders}>
          {Object.entries(placeholders).map(([name, meaning]) => (
            <div key={name}>
              <dt>
                <code>{`{{${name}}}`}</code>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </details>
      {error && <PartError>It could not be saved: {error.message}</PartError>}
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Save: ${LABELS[kind]}`}
          disabled={text === template.text}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          Save
        </Button>
        {!isDefault && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Back to the default: ${LABELS[kind]}`}
            loading={reset.isPending}
            onClick={() => reset.mutate()}
          >
            Back to the default
          </Button>
        )}
      </Group>
    </div>
  );
}
