import "server-only";
import path from "node:path";
import PDFDocument from "pdfkit";
import { printable } from "./printable";

type Doc = InstanceType<typeof PDFDocument>;
export type Struct = ReturnType<Doc["struct"]>;

const MM = 72 / 25.4;
export const PAGE = { left: 20 * MM, right: 16 * MM, top: 18 * MM, bottom: 20 * MM } as const;
export const INK = {
  text: "#16181b",
  quiet: "#46494f",
  faint: "#61646b",
  line: "#dfdcd4",
  strong: "#85827a",
  accent: "#1c4a9e",
  pass: "#2b8156",
  fail: "#b0221a",
  unknown: "#67439a",
  failSoft: "#fbeae8",
  unknownSoft: "#f0ebf8",
} as const;

const FONTS = { regular: "DejaVuSansCondensed", bold: "DejaVuSansCondensed-Bold", mono: "DejaVuSansMono" } as const;
export type Face = keyof typeof FONTS;

export interface TextStyle {
  face?: Face;
  size?: number;
  color?: string;
  width?: number;
  align?: "left" | "right" | "center";
  lineGap?: number;
  characterSpacing?: number;
}

/** A4 pages, drawn from the top down, with a structure tree for screen readers. All lengths are points. */
export class Sheet {
  readonly doc: Doc;
  readonly width: number;
  private readonly root: Struct;
  private section: Struct;

  constructor(info: { title: string; author: string; created: Date }) {
    this.doc = new PDFDocument({
      size: "A4",
      margins: PAGE,
      bufferPages: true,
      tagged: true,
      displayTitle: true,
      lang: "en",
      pdfVersion: "1.7",
      info: { Title: info.title, Author: info.author, CreationDate: info.created, ModDate: info.created },
    });
    for (const [face, file] of Object.entries(FONTS)) this.doc.registerFont(face, fontFile(file));
    this.width = this.doc.page.width - PAGE.left - PAGE.right;
    this.root = this.doc.struct("Document");
    this.doc.addStructure(this.root);
    this.section = this.beginSection();
  }

  beginSection(): Struct {
    this.section = this.doc.struct("Sect");
    this.root.add(this.section);
    return this.section;
  }

  /** Draws inside a new element of the structure tree, a child of `parent` or of the section. */
  tag(type: string, draw: () => void, parent: Struct = this.section, alt?: string): void {
    parent.add(this.doc.struct(type, alt ? { alt } : {}, [draw]));
  }

  /** An element with children of its own; `end` it when they are drawn. */
  open(type: string, parent: Struct = this.section): Struct {
    const element = this.doc.struct(type);
    parent.add(element);
    return element;
  }

  /** Lines and shapes that mean nothing to a screen reader. */
  decorate(draw: () => void): void {
    this.doc.markContent("Artifact");
    draw();
    this.doc.endMarkedContent();
  }

  text(text: string, x: number, y: number, style: TextStyle = {}): void {
    const { width, align, lineGap = 0, characterSpacing = 0 } = style;
    this.use(style).text(printable(this.doc, text), x, y, { width, align, lineGap, characterSpacing, link: null });
  }

  heightOf(text: string, style: TextStyle): number {
    const { width, lineGap = 0 } = style;
    return this.use(style).heightOfString(printable(this.doc, text), { width, lineGap });
  }

  private use({ face = "regular", size = 9, color = INK.text }: TextStyle): Doc {
    return this.doc.font(face).fontSize(size).fillColor(color);
  }

  rule(y: number, color: string = INK.line, weight = 0.5, x: number = PAGE.left, width = this.width): void {
    this.decorate(() =>
      this.doc
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(weight)
        .strokeColor(color)
        .stroke(),
    );
  }

  /** Starts a new page when fewer than `height` points are left on this one. */
  need(height: number): void {
    if (this.doc.y + height > this.doc.page.height - PAGE.bottom) this.newPage();
  }

  newPage(): void {
    this.doc.addPage();
    this.doc.x = PAGE.left;
    this.doc.y = PAGE.top;
  }

  /** Draws `line` at the foot of every page, then closes the document. */
  async finish(line: (page: number, of: number) => void): Promise<Buffer> {
    const chunks: Buffer[] = [];
    this.doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    const done = new Promise<void>((resolve, reject) => {
      this.doc.once("end", resolve).once("error", reject);
    });
    const { start, count } = this.doc.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      this.doc.switchToPage(page);
      this.doc.page.margins.bottom = 0; // the foot lies in the margin, and pdfkit would turn the page for it
      this.decorate(() => line(page + 1, count));
    }
    this.doc.end();
    await done;
    return Buffer.concat(chunks);
  }
}

function fontFile(name: string): string {
  return path.join(process.cwd(), "node_modules/dejavu-fonts-ttf/ttf", `${name}.ttf`);
}
