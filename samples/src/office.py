"""Writes the sample documents that flow: samples/office. Only the standard library; the same bytes every time."""
import pathlib
import struct
import sys
import zipfile
import zlib

OUT = pathlib.Path(sys.argv[1])
OUT.mkdir(exist_ok=True)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' \
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ' \
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ' \
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ' \
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" ' \
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ' \
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' \
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELS = 'http://schemas.openxmlformats.org/package/2006/relationships'
TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def picture(width, height):
    """A blue PNG."""
    def chunk(kind, content):
        return struct.pack('>I', len(content)) + kind + content + struct.pack('>I', zlib.crc32(kind + content))
    rows = b''.join(b'\0' + b'\x20\x40\xa0' * width for _ in range(height))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


DOT = picture(8, 6)


def pack(name, parts, first=None):
    with zipfile.ZipFile(OUT / name, 'w') as file:
        for path, content in ([('mimetype', first)] if first else []) + parts:
            info = zipfile.ZipInfo(path, (2026, 11, 28, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if path == 'mimetype' else zipfile.ZIP_DEFLATED
            file.writestr(info, content)


def rels(*entries):
    return f'{HEAD}<Relationships xmlns="{RELS}">' + ''.join(
        f'<Relationship Id="{key}" Type="{TYPE}{kind}" Target="{target}"'
        + (' TargetMode="External"' if '://' in target else '') + '/>' for key, kind, target in entries) + '</Relationships>'


def types(**overrides):
    defaults = {'rels': 'application/vnd.openxmlformats-package.relationships+xml', 'xml': 'application/xml', 'png': 'image/png'}
    return (f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            + ''.join(f'<Default Extension="{key}" ContentType="{value}"/>' for key, value in defaults.items())
            + ''.join(f'<Override PartName="/{part.replace("__", "/")}.xml" '
                      f'ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
                      for part, kind in overrides.items()) + '</Types>')


CORE = (f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        '<dc:title>Harbour report</dc:title><dc:creator>Ada Kowalski</dc:creator><dc:language>en</dc:language>'
        '<dcterms:created>2026-11-01T08:00:00Z</dcterms:created></cp:coreProperties>')
CORE_TYPE = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties'


def root(main):
    return rels(('rId1', 'officeDocument', main)).replace(
        '</Relationships>', f'<Relationship Id="rId2" Type="{CORE_TYPE}" Target="docProps/core.xml"/></Relationships>')


# A Word document: headings, looks, a link, lists in lists, merged cells, a note, changes, a comment, right-to-left text.
def p(text, style='', extra=''):
    look = (f'<w:pStyle w:val="{style}"/>' if style else '') + extra
    return f'<w:p>{f"<w:pPr>{look}</w:pPr>" if look else ""}{text if text.startswith("<") else r(text)}</w:p>'


def r(text, look=''):
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text, number, level=0):
    return p(text, extra=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def tc(text, look=''):
    return f'<w:tc>{f"<w:tcPr>{look}</w:tcPr>" if look else ""}{p(text) if text else "<w:p/>"}</w:tc>'


LEVELS = {1: [('bullet', '•'), ('bullet', '◦')], 2: [('decimal', '%1.'), ('lowerLetter', '%2)')]}
numbering = ''.join(
    f'<w:abstractNum w:abstractNumId="{key}">' + ''.join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(levels)) + '</w:abstractNum>' for key, levels in LEVELS.items()) + ''.join(
    f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in LEVELS)
styles = ''.join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>' for key, name, more in [
        ('Title', 'Title', ''), ('Heading1', 'heading 1', '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ('Heading2', 'heading 2', '<w:basedOn w:val="Heading1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ('Caption', 'caption', ''), ('SourceCode', 'Source Code', '')])
body = ''.join([
    p('Harbour report', 'Title'),
    p('Traffic', 'Heading1'),
    p(r('The harbour was ') + r('very', '<w:b/>') + r(' busy, see the ') + '<w:hyperlink r:id="rLink">' + r('port log')
      + '</w:hyperlink>' + r(' of ') + r('May', '<w:i/>') + r('.') + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    item('Ships', 1), item('Ferries', 1, 1), item('Tugs', 1, 1), item('Cranes', 1),
    item('Arrive', 2), item('Unload', 2), item('by crane', 2, 1), item('by hand', 2, 1), item('Leave', 2),
    p('Tonnage', 'Heading2'),
    p('Table 1: Tons by quarter', 'Caption'),
    '<w:tbl><w:tr>' + tc('Quarter', '<w:vMerge w:val="restart"/>') + tc('Tons', '<w:gridSpan w:val="2"/>') + '</w:tr><w:tr>'
    + tc('', '<w:vMerge/>') + tc('in') + tc('out') + '</w:tr><w:tr>' + tc('First') + tc('120') + tc('95') + '</w:tr>'
    + '<w:tr><w:trPr><w:del w:id="9" w:author="A"/></w:trPr>' + tc('Dropped') + tc('0') + tc('0') + '</w:tr></w:tbl>',
    p(r('Payment is due in ') + '<w:del w:id="1" w:author="A"><w:r><w:delText>thirty</w:delText></w:r></w:del>'
      + '<w:ins w:id="2" w:author="A">' + r('sixty') + '</w:ins>' + r(' days.')),
    p('<w:commentRangeStart w:id="0"/>' + r('Water levels fell.') + '<w:commentRangeEnd w:id="0"/>'),
    p('هذا تقرير الميناء.', extra='<w:bidi/>'),
    p('for ship in harbour:', 'SourceCode'), p('    unload(ship)', 'SourceCode'),
    p('<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Dot" descr="A blue dot"/><a:graphic><a:graphicData><pic:pic>'
      '<pic:blipFill><a:blip r:embed="rDot"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'),
    p('Figure 1: The harbour from above', 'Caption'),
])
pack('report.docx', [
    ('[Content_Types].xml', types(word__document='wordprocessingml.document.main', word__styles='wordprocessingml.styles',
                                  word__numbering='wordprocessingml.numbering', word__footnotes='wordprocessingml.footnotes',
                                  word__comments='wordprocessingml.comments', word__header1='wordprocessingml.header')),
    ('_rels/.rels', root('word/document.xml')), ('docProps/core.xml', CORE),
    ('word/document.xml', f'{HEAD}<w:document {W}><w:body>{body}</w:body></w:document>'),
    ('word/_rels/document.xml.rels', rels(
        ('rStyles', 'styles', 'styles.xml'), ('rNumbers', 'numbering', 'numbering.xml'), ('rNotes', 'footnotes', 'footnotes.xml'),
        ('rComments', 'comments', 'comments.xml'), ('rHeader', 'header', 'header1.xml'), ('rDot', 'image', 'media/dot.png'),
        ('rLink', 'hyperlink', 'https://example.org/log'))),
    ('word/styles.xml', f'{HEAD}<w:styles {W}>{styles}</w:styles>'),
    ('word/numbering.xml', f'{HEAD}<w:numbering {W}>{numbering}</w:numbering>'),
    ('word/footnotes.xml', f'{HEAD}<w:footnotes {W}><w:footnote w:id="2">{p("Counted at the quay.")}</w:footnote></w:footnotes>'),
    ('word/comments.xml', f'{HEAD}<w:comments {W}><w:comment w:id="0" w:author="A">{p("Check with the pilot.")}</w:comment></w:comments>'),
    ('word/header1.xml', f'{HEAD}<w:hdr {W}>{p("Port authority")}</w:hdr>'),
    ('word/media/dot.png', DOT)])


# A presentation: titles, bullets in bullets, a table with a merged cell, speaker notes, a hidden slide.
def para(text, level=0, bullet='<a:buChar char="•"/>'):
    return f'<a:p><a:pPr lvl="{level}">{bullet}</a:pPr><a:r><a:rPr lang="en"/><a:t>{text}</a:t></a:r></a:p>'


def shape(key, content, place='', holder=''):
    frame = f'<a:xfrm><a:off x="{place[0]}" y="{place[1]}"/><a:ext cx="{place[2]}" cy="{place[3]}"/></a:xfrm>' if place else ''
    return (f'<p:sp><p:nvSpPr><p:cNvPr id="{key}" name="Shape {key}"/><p:cNvSpPr/><p:nvPr>{holder}</p:nvPr></p:nvSpPr>'
            f'<p:spPr>{frame}</p:spPr><p:txBody><a:bodyPr/>{content}</p:txBody></p:sp>')


def slide(shapes, hidden=''):
    return (f'{HEAD}<p:sld {P}{hidden}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
            f'</p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree></p:cSld></p:sld>')


def cell(text, look=''):
    return f'<a:tc{look}><a:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>'


TITLE = '<p:ph type="title"/>'
table = ('<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="5" name="Table"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
         '<p:xfrm><a:off x="914400" y="2743200"/><a:ext cx="5486400" cy="914400"/></p:xfrm><a:graphic><a:graphicData '
         'uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1"/><a:tblGrid><a:gridCol w="1"/>'
         '<a:gridCol w="1"/></a:tblGrid><a:tr h="1">' + cell('Crane', ' gridSpan="2"') + '<a:tc hMerge="1"/></a:tr><a:tr h="1">'
         + cell('North') + cell('12 t') + '</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>')
slides = [
    slide(shape(2, para('Harbour plan', bullet='<a:buNone/>'), (914400, 457200, 7315200, 914400), TITLE)
          + shape(3, para('Dredge the basin') + para('north side', 1) + para('south side', 1) + para('Buy two tugs'),
                  (914400, 1600200, 7315200, 2743200))),
    slide(shape(2, para('Cranes', bullet='<a:buNone/>'), (914400, 457200, 7315200, 914400), TITLE) + table),
    slide(shape(2, para('Draft', bullet='<a:buNone/>'), '', TITLE), ' show="0"'),
]
notes = (f'{HEAD}<p:notes {P}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
         '<p:grpSpPr/>' + shape(2, para('Mention the budget.', bullet=''), '', '<p:ph type="body" idx="1"/>')
         + shape(3, para('1', bullet=''), '', '<p:ph type="sldNum" idx="10"/>') + '</p:spTree></p:cSld></p:notes>')
pack('slides.pptx', [
    ('[Content_Types].xml', types(ppt__presentation='presentationml.presentation.main', ppt__slides__slide1='presentationml.slide',
                                  ppt__slides__slide2='presentationml.slide', ppt__slides__slide3='presentationml.slide',
                                  ppt__notesSlides__notesSlide1='presentationml.notesSlide')),
    ('_rels/.rels', root('ppt/presentation.xml')), ('docProps/core.xml', CORE),
    ('ppt/presentation.xml', f'{HEAD}<p:presentation {P}><p:sldIdLst>' + ''.join(
        f'<p:sldId id="{256 + at}" r:id="rId{at}"/>' for at in (1, 2, 3))
     + '</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>'),
    ('ppt/_rels/presentation.xml.rels', rels(*[(f'rId{at}', 'slide', f'slides/slide{at}.xml') for at in (1, 2, 3)])),
    *[(f'ppt/slides/slide{at}.xml', content) for at, content in enumerate(slides, 1)],
    ('ppt/slides/_rels/slide1.xml.rels', rels(('rId1', 'notesSlide', '../notesSlides/notesSlide1.xml'))),
    ('ppt/notesSlides/notesSlide1.xml', notes)])


# A workbook: two tables on a sheet, merged cells, dates, percent, shared and inline text, a formula's value, a hidden sheet.
def sheet(rows, merges=()):
    data = ''.join(f'<row r="{number}">' + ''.join(cells) + '</row>' for number, cells in rows)
    merged = ''.join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    return f'{HEAD}<worksheet {S}><sheetData>{data}</sheetData>' + (f'<mergeCells>{merged}</mergeCells>' if merged else '') + '</worksheet>'


def text(place, index):
    return f'<c r="{place}" t="s"><v>{index}</v></c>'


def number(place, value, style=0, formula=''):
    return f'<c r="{place}" s="{style}">' + (f'<f>{formula}</f>' if formula else '') + f'<v>{value}</v></c>'


STRINGS = ['Berth', 'Tons', 'North', 'South', 'Ship', 'Arrival', 'Load', 'Aurora']
pack('workbook.xlsx', [
    ('[Content_Types].xml', types(xl__workbook='spreadsheetml.sheet.main', xl__worksheets__sheet1='spreadsheetml.worksheet',
                                  xl__worksheets__sheet2='spreadsheetml.worksheet', xl__worksheets__sheet3='spreadsheetml.worksheet',
                                  xl__styles='spreadsheetml.styles', xl__sharedStrings='spreadsheetml.sharedStrings')),
    ('_rels/.rels', root('xl/workbook.xml')), ('docProps/core.xml', CORE),
    ('xl/workbook.xml', f'{HEAD}<workbook {S}><sheets><sheet name="Berths" sheetId="1" r:id="rId1"/>'
     '<sheet name="Ships" sheetId="2" r:id="rId2"/><sheet name="Secrets" sheetId="3" state="hidden" r:id="rId3"/></sheets></workbook>'),
    ('xl/_rels/workbook.xml.rels', rels(
        *[(f'rId{at}', 'worksheet', f'worksheets/sheet{at}.xml') for at in (1, 2, 3)], ('rId4', 'styles', 'styles.xml'),
        ('rId5', 'sharedStrings', 'sharedStrings.xml'))),
    ('xl/styles.xml', f'{HEAD}<styleSheet {S}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs></styleSheet>'),
    ('xl/sharedStrings.xml', f'{HEAD}<sst {S}>' + ''.join(f'<si><t>{one}</t></si>' for one in STRINGS) + '</sst>'),
    ('xl/worksheets/sheet1.xml', sheet([
        (1, [text('A1', 0), text('B1', 1)]), (2, [text('A2', 2), number('B2', 120)]), (3, [text('A3', 3), number('B3', 95)]),
        (4, ['<c r="A4" t="inlineStr"><is><t>Sum</t></is></c>', number('B4', 215, formula='SUM(B2:B3)')]),
        (7, ['<c r="D7" t="inlineStr"><is><t>Share of north</t></is></c>', number('E7', 0.56, 2)]),
        (8, ['<c r="D8" t="inlineStr"><is><t>Share of south</t></is></c>', number('E8', 0.44, 2)])])),
    ('xl/worksheets/sheet2.xml', sheet([
        (1, [text('A1', 4), text('B1', 5)]), (2, [text('A2', 7), number('B2', 46000, 1)]),
        (3, ['<c r="A3" t="inlineStr"><is><t>All of the day</t></is></c>'])], ['A3:B3'])),
    ('xl/worksheets/sheet3.xml', sheet([(1, ['<c r="A1" t="inlineStr"><is><t>Bribes</t></is></c>'])]))])

# An OpenDocument text: headings, lists in lists, a table with a span, a note, a deleted passage.
O = ' '.join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for key, name in [
    ('office', 'office'), ('text', 'text'), ('table', 'table'), ('style', 'style'), ('draw', 'drawing'), ('meta', 'meta')]) \
    + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"' \
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
letter = (f'{HEAD}<office:document-content {O}><office:automatic-styles><style:style style:name="T1" style:family="text">'
          '<style:text-properties fo:font-weight="bold"/></style:style><text:list-style style:name="L1">'
          '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
          '<text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style></office:automatic-styles>'
          '<office:body><office:text><text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>Gone for good.'
          '</text:p></text:deletion></text:changed-region></text:tracked-changes><text:h text:outline-level="1">Letter to the port</text:h>'
          '<text:p>Dear <text:span text:style-name="T1">harbour master</text:span>,<text:s text:c="2"/>see '
          '<text:a xlink:href="https://example.org/tides">the tides</text:a>.<text:note text:note-class="footnote"><text:note-citation>1'
          '</text:note-citation><text:note-body><text:p>Of this week.</text:p></text:note-body></text:note></text:p>'
          '<text:list text:style-name="L1"><text:list-item><text:p>Ropes</text:p><text:list><text:list-item><text:p>of hemp</text:p>'
          '</text:list-item></text:list></text:list-item><text:list-item><text:p>Lamps</text:p></text:list-item></text:list>'
          '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Order</text:p></table:table-cell>'
          '<table:covered-table-cell/></table:table-row><table:table-row><table:table-cell><text:p>Ropes</text:p></table:table-cell>'
          '<table:table-cell><text:p>40 m</text:p></table:table-cell></table:table-row></table:table>'
          '<text:p><draw:frame><draw:image xlink:href="Pictures/dot.png"/></draw:frame></text:p></office:text></office:body>'
          '</office:document-content>')
pack('letter.odt', [
    ('content.xml', letter), ('Pictures/dot.png', DOT),
    ('meta.xml', f'{HEAD}<office:document-meta {O}><office:meta><dc:title>Letter</dc:title><dc:creator>Ada Kowalski</dc:creator>'
                 '</office:meta></office:document-meta>'),
    ('META-INF/manifest.xml', f'{HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
     'manifest:version="1.3">' + ''.join(
         f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>' for path, kind in [
             ('/', 'application/vnd.oasis.opendocument.text'), ('content.xml', 'text/xml'), ('meta.xml', 'text/xml'),
             ('Pictures/dot.png', 'image/png')]) + '</manifest:manifest>'),
], 'application/vnd.oasis.opendocument.text')


# A book whose files lie in another order than they are read.
def chapter(title, content):
    return (f'{HEAD}<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}</title></head>'
            f'<body><h1>{title}</h1>{content}</body></html>')


pack('book.epub', [
    ('META-INF/container.xml', f'{HEAD}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
     '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'),
    ('OPS/book.opf', f'{HEAD}<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
     'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The quay</dc:title><dc:creator>Ada Kowalski</dc:creator>'
     '<dc:language>en</dc:language></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
     '<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/><item id="nav" href="nav.xhtml" properties="nav" '
     'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="nav"/><itemref idref="b"/><itemref idref="a"/></spine>'
     '</package>'),
    ('OPS/a.xhtml', chapter('Evening', '<p>The lamps were lit.</p><p><img src="img/dot.png" alt="A lamp"/></p>')),
    ('OPS/b.xhtml', chapter('Morning', '<p>The fog <em>lifted</em> at seven.</p><blockquote><p>All ashore!</p></blockquote>')),
    ('OPS/nav.xhtml', chapter('Contents', '<nav><ol><li><a href="b.xhtml">Morning</a></li></ol></nav>')),
    ('OPS/img/dot.png', DOT)], 'application/epub+zip')
