import { Component, type ErrorInfo, type ReactNode } from 'react';
import { i18nText } from './i18n-text.ts';

interface Props {
  /** Which part it guards, for the log. */
  readonly part: string;
  readonly children: ReactNode;
}

/**
 * A bug in one column must not take the call with it: the phone lives outside of React, so its audio goes on, and the
 * other columns stay usable.
 */
export class ErrorBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // eslint-disable-next-line no-console -- the one place where a bug of the page is told
    console.error(`part ${this.props.part} failed: ${error.message}`, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <div className="part-failed" role="alert">
        <p>{i18nText('partFailed')}</p>
        <button
          type="button"
          className="button"
          onClick={() => {
            this.setState({ hasFailed: false });
          }}
        >
          {i18nText('tryAgain')}
        </button>
      </div>
    );
  }
}
