import { html, raw } from 'hono/html';
import encodeQR from 'qr';
import type { Html } from '#edge/html.ts';

/** Light modules around it, as its standard (ISO/IEC 18004) wants them. */
const QUIET = 4;

/** Dark modules side by side are one stroke. */
function strokesOf(modules: readonly (readonly boolean[])[]): string {
  const strokes: string[] = [];
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x += 1;
      strokes.push(`M${from} ${y}h${x - from + 1}v1H${from}z`);
    }
  });
  return strokes.join('');
}

/** A text for a telephone's camera, drawn into the page itself: no script, and nobody else is asked for a picture. */
export function qrCode(text: string, label: string): Html {
  const modules = encodeQR(text, 'raw', { ecc: 'low', border: QUIET });
  const size = modules.length;
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${raw(strokesOf(modules))}"/></svg>`;
}
