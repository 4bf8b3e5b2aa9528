import { SaxesParser } from 'saxes';

/** XML read in one pass. Prefixes are dropped: `x:row` of a strict workbook is `row`. Entities of a DTD are never expanded. */

export interface Listener {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

export interface Pushed {
  push(chunk: Uint8Array): void;
  end(): void;
}

export const xmlReader = (listener: Listener): Pushed => {
  const parser = new SaxesParser();
  const decoder = new TextDecoder('utf-8');
  parser.on('error', (error) => {
    throw error;
  });
  if (listener.open) {
    const { open } = listener;
    parser.on('opentag', (tag) => open(local(tag.name), tag.attributes));
  }
  if (listener.close) {
    const { close } = listener;
    parser.on('closetag', (tag) => close(local(tag.name)));
  }
  if (listener.text) {
    parser.on('text', listener.text);
    parser.on('cdata', listener.text);
  }
  return {
    push: (chunk) => {
      parser.write(decoder.decode(chunk, { stream: true }));
    },
    end: () => {
      parser.write(decoder.decode()).close();
    },
  };
};

export const readXml = async (content: AsyncIterable<Uint8Array>, listener: Listener): Promise<void> => {
  const reader = xmlReader(listener);
  for await (const chunk of content) reader.push(chunk);
  reader.end();
};
