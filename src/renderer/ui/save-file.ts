/** Gives a file to whoever sits there, as the browser does with what is downloaded. `data` is base64. */
export function saveFile({ name, data }: { readonly name: string; readonly data: string }): void {
  const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes]));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
