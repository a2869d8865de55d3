import { expect, it, vi } from 'vitest';
import { allPagesOf, type PagesSoFar } from './allPages.ts';

const soFar = (more: Partial<PagesSoFar<string>>): PagesSoFar<string> => ({
  data: undefined,
  error: null,
  isSuccess: false,
  hasNextPage: false,
  isFetchNextPageError: false,
  fetchNextPage: vi.fn(),
  refetch: vi.fn(),
  ...more,
});
const lost = new Error('lost');

it('is complete with the last page, and not before', () => {
  const data = { pages: ['a'] };
  expect(allPagesOf(soFar({ data, isSuccess: true, hasNextPage: true })).isComplete).toBe(false);
  expect(allPagesOf(soFar({ data, isSuccess: true }))).toMatchObject({
    pages: ['a'],
    isComplete: true,
    error: null,
    restError: null,
  });
});

it('says that the first page failed, and asks for it again', () => {
  const query = soFar({ error: lost });
  const { error, restError, retry } = allPagesOf(query);
  expect([error, restError]).toEqual([lost, null]);
  retry();
  expect(query.refetch).toHaveBeenCalledOnce();
});

it('says that a later page failed, keeps those that are here, and asks for that one again', () => {
  const query = soFar({
    data: { pages: ['a'] },
    error: lost,
    hasNextPage: true,
    isFetchNextPageError: true,
  });
  const { pages, isComplete, error, restError, retry } = allPagesOf(query);
  expect({ pages, isComplete, error, restError }).toEqual({
    pages: ['a'],
    isComplete: false,
    error: null,
    restError: lost,
  });
  retry();
  expect(query.fetchNextPage).toHaveBeenCalledOnce();
  expect(query.refetch).not.toHaveBeenCalled();
});
