import { ATTRIBUTES } from '@throughline/format';
import { Component, type ContextType, type ErrorInfo, type ReactNode } from 'react';
import { runningInstance } from '../runningInstance.ts';
import { ThroughlineContext } from './useThroughline.ts';

/** What a fallback that is a function is called with. */
export interface FallbackProps {
  /** What was thrown; anything can be. */
  error: unknown;
  /** Renders the children anew. */
  reset(): void;
}

export interface ThroughlineErrorBoundaryProps {
  children?: ReactNode;
  /** What is shown in place of the children once one of them has thrown. Default: nothing. */
  fallback?: ReactNode | ((props: FallbackProps) => ReactNode);
  /** Called once for what was thrown, after it was recorded. */
  onError?: (error: unknown, componentStack: string) => void;
}

type State = { thrown: false } | { thrown: true; error: unknown };

/**
 * Records what its children throw while they render, as `captureException` does, with where in the tree of components it
 * was (`throughline.exception.component_stack`), and shows the fallback in their place.
 */
export class ThroughlineErrorBoundary extends Component<ThroughlineErrorBoundaryProps, State> {
  static override contextType = ThroughlineContext;
  declare context: ContextType<typeof ThroughlineContext>;
  override state: State = { thrown: false };

  static getDerivedStateFromError(error: unknown): State {
    return { thrown: true, error };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    const stack = componentStack?.trim() ?? '';
    (this.context ?? runningInstance())?.captureException(error, {
      [ATTRIBUTES.exceptionComponentStack]: stack.split(/\s*\n\s*/),
    });
    this.props.onError?.(error, stack);
  }

  readonly reset = (): void => this.setState({ thrown: false });

  override render(): ReactNode {
    const { state } = this;
    if (!state.thrown) return this.props.children;
    const { fallback = null } = this.props;
    return typeof fallback === 'function' ? fallback({ error: state.error, reset: this.reset }) : fallback;
  }
}
