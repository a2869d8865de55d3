import type { Masking } from '../masking.ts';
import { actedOn, elementName } from './elementName.ts';
import { elementSelector } from './elementSelector.ts';

export interface DescribedElement {
  /** The element that the action was meant for. */
  element: Element;
  /** Its name as a person would say it. */
  name: string;
  /** A CSS selector of it. */
  selector: string | undefined;
}

/** Says what an action on `target` was done to. */
export type DescribeElement = (target: Element, masking: Masking) => DescribedElement;

export const describeElement: DescribeElement = (target, masking) => {
  const element = actedOn(target, masking);
  return { element, name: elementName(element, masking), selector: elementSelector(element) };
};
