import type { Page } from '@playwright/test';

/**
 * Submits tickets as they are left behind in a few weeks, through a connection of the page's own origin to the core: nobody
 * types 2,000 forms. Every fifth is a fault repair that stays open, every tenth is overdue; the even ones are Chinese. Number 1234
 * alone speaks of a transformer (变压器), number 777 of a pole (ཀ་བ).
 */
export async function writeTickets(page: Page, count: number): Promise<void> {
  await page.evaluate(async (wanted) => {
    const url = new URL('/desk', location.href);
    url.protocol = 'ws:';
    const socket = new WebSocket(url);
    const answers = new Map<number, (result: { ok: boolean; error?: { code: string } }) => void>();
    await new Promise<void>((ready) => {
      socket.onmessage = ({ data }: MessageEvent<string>) => {
        const message = JSON.parse(data) as { t: string; id: number; result: { ok: boolean } };
        if (message.t === 'hello') ready();
        else if (message.t === 'answer') answers.get(message.id)?.(message.result);
      };
    });
    const day = 24 * 3_600_000;
    for (let nth = 0, id = 0; nth < wanted;) {
      const at = Date.now();
      const isFault = nth % 5 === 0;
      const isChinese = nth % 2 === 0;
      const draft = {
        ...{ id: crypto.randomUUID(), type: isFault ? 'faultRepair' : 'consultation' },
        ...{ subType: isFault ? 'single-no-power' : 'outage-info', area: nth % 3 === 0 ? 'guide' : '' },
        ...{ callerName: isChinese ? '李措毛' : 'བཀྲ་ཤིས', callerPhone: `139${String(10_000_000 + nth)}` },
        ...{ language: isChinese ? 'zh-Hans' : 'adx', address: '共和县恰卜恰镇', priority: 'medium' },
        description: isChinese
          ? `第 ${String(nth)} 张：邻居有电${nth === 1234 ? '，变压器响' : ''}`
          : `ཨང་ ${String(nth)} གློག་ཆད་སོང་།${nth === 777 ? ' ཀ་བ་འགྱེལ།' : ''}`,
        ...{ isPriorityChosen: false, isDueChosen: isFault, createdAt: at, updatedAt: at },
        ...(isFault && { dueAt: Math.round(at + (isChinese ? -1 : nth % 3 === 0 ? 0.01 : 2) * day) }),
      };
      id += 1;
      const result = await new Promise<{ ok: boolean; error?: { code: string } }>((answered) => {
        answers.set(id, answered);
        const input = { draft, isClosedAtFirstContact: !isFault };
        socket.send(JSON.stringify({ t: 'call', id, name: 'tickets:submit', input }));
      });
      answers.delete(id);
      if (result.ok) nth += 1;
      // Numbers come from the centre in blocks of 500.
      else if (result.error?.code !== 'ticket.noNumbersLeft') throw new Error(JSON.stringify(result.error));
    }
    socket.close();
  }, count);
}
