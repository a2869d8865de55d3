import { createMasking, type MaskingRules } from '../masking.ts';
import { actedOn, elementName } from './elementName.ts';
import { elementSelector } from './elementSelector.ts';

export interface DescribedElement {
  /** The element that the action was meant for. */
  element: Element;
  /** Its name as a person would say it. */
  name: string;
  /** A CSS selector of it. */
  selector: string | undefined;
  /** Whether no more than this may be told of it, not even the address of the picture in it. */
  isHidden?: boolean;
}

/** Says what an action on `target` was done to; nothing of an element that is to be ignored. */
export type DescribeElement = (target: Element) => DescribedElement | undefined;

export type CreateDescribeElement = (rules: MaskingRules) => DescribeElement;

export const createDescribeElement: CreateDescribeElement = (rules) => {
  const masking = createMasking(rules);
  return (target) => {
    if (masking.isIgnored(target)) return undefined;
    const element = actedOn(target, masking);
    return {
      element,
      name: elementName(element, masking),
      selector: elementSelector(element),
      isHidden: masking.hiding(element) === 'most' || masking.blockedAround(element) !== undefined,
    };
  };
};
