import { describe, expect, it } from 'vitest';
import { parseSearch, SEARCH_TERMS_MOST } from './parse.ts';

/** Terms in short: key, name of an attribute, sign, value, comparison. */
function terms(text: string): string[] {
  const { terms, problems } = parseSearch(text);
  expect(problems, text).toEqual([]);
  return terms.map(({ key, name, isNegated, isPattern, value, comparison }) =>
    [
      `${isNegated ? '-' : ''}${key}${name && `(${name})`}`,
      comparison ? JSON.stringify(Object.values(comparison)) : value,
      ...(isPattern ? ['pattern'] : []),
    ].join(' '),
  );
}

/** The part of the text that a problem marks, and what it says. */
function problems(text: string): string[] {
  return parseSearch(text).problems.map(
    ({ start, end, message, isUnfinished }) =>
      `[${text.slice(start, end)}] ${isUnfinished ? 'unfinished: ' : ''}${message}`,
  );
}

describe('a search', () => {
  it.each([
    ['', []],
    ['service:payment status:error duration:>2s', ['service payment', 'status error', 'duration [">",2000]']],
    ['card declined', ['text card declined']],
    ['card service:payment declined', ['service payment', 'text card declined']],
    ['"service:payment"', ['text service:payment']],
    ['user:"Ada Lovelace"', ['user Ada Lovelace']],
    ['log:"say \\"no\\" \\\\ now"', ['log say "no" \\ now']],
    ['-service:fraud', ['-service fraud']],
    ['-pay', ['text -pay']],
    ['span:GET*', ['span GET* pattern']],
    ['span:"GET *"', ['span GET *']],
    ['url:/a*b', ['url /a*b']],
    ['order.id:17', ['attribute(order.id) 17']],
    ['@tenant:acme', ['attribute(tenant) acme']],
    ['@user:ada', ['attribute(user) ada']],
    ['http.response.status_code:>=500', ['attribute(http.response.status_code) [">=",500]']],
    ['http.response.status_code:400..499', ['attribute(http.response.status_code) ["between",400,499]']],
    ['lasted:1m..1.5h', ['lasted ["between",60000,5400000]']],
    ['duration:500us', ['duration [">=",0.5]']],
    ['duration:<=20ms', ['duration ["<=",20]']],
    ['has:RAGE-click', ['has rage-click']],
    ['https://shop.test/pay', ['text https://shop.test/pay']],
    ['12:30', ['text 12:30']],
  ])('reads %s', (text, expected) => expect(terms(text)).toEqual(expected));

  it.each([
    [
      'sevice:payment now',
      '[sevice:] There is no key “sevice”. Did you mean service:? For an attribute write @sevice:…, for text put it in quotation marks.',
    ],
    [
      'colour:red',
      '[colour:] There is no key “colour”. For an attribute write @colour:…, for text put it in quotation marks.',
    ],
    ['pay status:eror', '[eror] status is error, ok, unset. Did you mean status:error?'],
    ['duration:>2', '[>2] It needs a unit. Write a time such as duration:>2s, <500ms or 1m..5m.'],
    ['lasted:long', '[long] Write a time such as lasted:>2s, <500ms or 1m..5m.'],
    ['order.total:>many', '[>many] “>many” is no number to compare with: order.total:>=500'],
    ['user:ada service:', '[service:] unfinished: Say what service should be: service:…'],
    ['status:', '[status:] unfinished: Say what status should be: status:error'],
    ['log:"card dec', '["card dec] unfinished: The quotation mark is not closed.'],
  ])('says what is wrong with %s, and where', (text, expected) => expect(problems(text)).toEqual([expected]));

  it('reads what it can beside what it cannot', () => {
    expect(parseSearch('user:ada statsu:error').terms).toMatchObject([{ key: 'user', start: 0, end: 8 }]);
  });

  it('is bounded', () => {
    const text = Array.from({ length: SEARCH_TERMS_MOST + 1 }, (_, index) => `user:u${index}`).join(' ');
    expect(parseSearch(text).terms).toHaveLength(SEARCH_TERMS_MOST);
    expect(problems(text)).toEqual(['[user:u20] At most 20 conditions at once.']);
  });
});
