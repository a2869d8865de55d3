import { expect, it } from 'vitest';
import { setStatement } from './parameters.ts';

it('sets values as texts, each escaped for the type and then for the statement', () => {
  expect(
    setStatement(
      { text: "it's \\ a\ttab", list: ["it's", 'b\\'], days: [1, 2], count: 3, flag: true },
      { log_comment: 'x' },
    ),
  ).toBe(
    "SET param_text = 'it\\'s \\\\\\\\ a\\\\ttab', param_list = '[\\'it\\\\\\'s\\',\\'b\\\\\\\\\\']', " +
      "param_days = '[1,2]', param_count = '3', param_flag = 'true', log_comment = 'x'",
  );
});
