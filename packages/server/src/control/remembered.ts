/** Answers remembered: bounds what a flood of made-up keys can hold. */
const ANSWERS_MOST = 1_000;

/**
 * Asks `ask` and remembers its answers for `rememberMs`, so that hot paths do not wait for the database. While the database
 * is away the last answer still counts; rejects for a question not asked before.
 */
export function remembered<Answer>(
  ask: (question: string) => Promise<Answer>,
  rememberMs: number,
): (question: string) => Promise<Answer> {
  const answers = new Map<string, { answer: Answer; until: number }>();
  return async (question) => {
    const known = answers.get(question);
    if (known && known.until > Date.now()) return known.answer;
    try {
      const answer = await ask(question);
      if (answers.size >= ANSWERS_MOST) answers.clear();
      answers.set(question, { answer, until: Date.now() + rememberMs });
      return answer;
    } catch (error) {
      if (known) return known.answer;
      throw error;
    }
  };
}
