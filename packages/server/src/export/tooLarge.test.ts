import { describe, expect, it } from 'vitest';
import { EXPORT_LIMITS } from '../limits.ts';
import { checkRecording, ExportTooLarge, RecordBudget } from './tooLarge.ts';

describe('a file of a session', () => {
  it('holds records up to the bound, all lists together', () => {
    const budget = new RecordBudget();
    budget.add(EXPORT_LIMITS.recordBytes);
    expect(() => budget.add(1)).toThrow(ExportTooLarge);
    expect(() => budget.add(1)).toThrow(/64 MiB .* by the API/);
  });

  it('holds a recording up to the bound', () => {
    const most = EXPORT_LIMITS.recordingBytes;
    expect(() => checkRecording(most, most)).not.toThrow();
    expect(() => checkRecording(most + 1, most)).toThrow(/has 513 MiB.* 512 MiB/);
  });
});
