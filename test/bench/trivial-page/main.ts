import { createElement, useEffect, useState, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

/** The least that can be compared: asks its server one thing, then shows a field. */
function Page(): ReactNode {
  const [answer, setAnswer] = useState<string>();
  useEffect(() => {
    void fetch('/command', { method: 'POST' })
      .then((response) => response.text())
      .then(setAnswer);
  }, []);
  return answer === undefined ? null : createElement('input', { type: 'password', 'aria-label': answer });
}

const root = document.getElementById('root');
if (root) createRoot(root).render(createElement(Page));
