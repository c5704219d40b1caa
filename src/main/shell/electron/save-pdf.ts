import { writeFile } from 'node:fs/promises';
import { dialog, type BrowserWindow } from 'electron';
import type { SavedFile } from '../../../shared/domain/shell-window.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';

/** What the window's page prints, by its own page size, into a file that the agent chooses; `name` is proposed to him. */
export async function savePdf(window: BrowserWindow | undefined, name: string): Promise<Result<SavedFile>> {
  if (!window || window.isDestroyed()) return ok('left');
  try {
    // Made first: it is what stood there when he pressed, whatever comes while he looks for a folder.
    const bytes = await window.webContents.printToPDF({ preferCSSPageSize: true, generateTaggedPDF: true });
    const filters = [{ name: 'PDF', extensions: ['pdf'] }];
    const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: name, filters });
    if (canceled || filePath === '') return ok('left');
    await writeFile(filePath, bytes);
    return ok('saved');
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
    return err(appError(isFull ? 'storage.diskFull' : 'file.notSaved', 'user'));
  }
}
