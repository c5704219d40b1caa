declare global {
  interface Window {
    /** When the frame with everything that has changed until now was presented, ms UTC epoch. */
    benchPainted: () => Promise<number>;
  }
}

/** Runs in the page before the desk's own code. A paint is what the browser itself says about it (Element Timing). */
export function installPaintMark(): void {
  // A mark of its own, painted with everything else that changed just now: the browser tells when that was.
  window.benchPainted = () => {
    const mark = document.createElement('span');
    mark.textContent = '·';
    mark.setAttribute('elementtiming', 'bench');
    mark.style.cssText = 'position: fixed; inset: auto auto 0 0';
    document.body.append(mark);
    return new Promise((resolve) => {
      const observer = new PerformanceObserver((list) => {
        const entry = list.getEntries().find((one) => 'element' in one && one.element === mark);
        if (!entry) return;
        observer.disconnect();
        mark.remove();
        resolve(performance.timeOrigin + entry.startTime);
      });
      observer.observe({ type: 'element' });
    });
  };
}
