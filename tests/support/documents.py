"""Small real documents, made by hand so that the tests need no program that writes them."""

import zipfile
from pathlib import Path


def write_pdf(path: Path, pages: list[str], *, title: str = "") -> Path:
    """A PDF file with one line of Latin text on each page; an empty text is a page without any."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for text in pages:
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else "0 0 10 10 re f"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources {font}"
            f" /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title}) >>")
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"<< /Size {size} /Root 1 0 R /Info {len(objects)} 0 R >>"
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(out)}\n%%EOF\n"
    path.write_bytes(out + end.encode("latin-1"))
    return path


def write_docx(path: Path, paragraphs: list[tuple[str, str]], *, title: str = "") -> Path:
    """A Word document of (style id, text); `berschrift1` is the heading of a German Word."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    styles = '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr("word/styles.xml", f"<w:styles {space}>{styles}</w:styles>")
        core = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cp="x"'
        archive.writestr(
            "docProps/core.xml",
            f"<cp:coreProperties {core}><dc:title>{title}</dc:title></cp:coreProperties>",
        )
    return path


def write_epub(path: Path, chapters: list[tuple[str, str]], *, protected: bool = False) -> Path:
    """A book of (heading, text) called "The Book"."""
    items = "".join(
        f'<item id="c{n}" href="text/c{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "OPS/book.opf",
            '<package xmlns:dc="x"><metadata><dc:title>The Book</dc:title></metadata>'
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
        )
        for n, (heading, text) in enumerate(chapters):
            archive.writestr(
                f"OPS/text/c{n}.xhtml",
                f"<!DOCTYPE html><html><body><h1>{heading}</h1><p>{text}</p></body></html>",
            )
        if protected:
            archive.writestr(
                "META-INF/encryption.xml",
                '<encryption xmlns:e="x"><e:CipherReference URI="OPS/text/c0.xhtml"/></encryption>',
            )
    return path
