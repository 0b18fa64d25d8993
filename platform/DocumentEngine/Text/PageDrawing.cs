using System.Numerics;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Native.Pdfium;
using DaprProcessing.DocumentEngine.Tagging;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>What the operations of a page draw, form XObjects entered: images, straight lines, small shapes, and the heights
/// of its fonts.</summary>
internal sealed class PageDrawing
{
    /// <summary>PDFium itself goes no deeper.</summary>
    private const int MaxDepth = 30;

    private const int MaxObjects = 1_000_000;

    private const int MaxTexts = 20_000;

    /// <summary>Of the page: less covers no line.</summary>
    private const double LeastCover = 0.01;

    private readonly PdfPage _page;
    private readonly DrawnPaths? _paths;
    private readonly PageTagging? _tagging;
    private readonly ImageBoxes _images = new();
    private readonly List<(nint Item, Matrix3x2 ToDisplay, Box? Box)> _texts = [];
    private readonly List<Box> _overText = [];
    private int _objects;

    private PageDrawing(PdfPage page, bool withPaths, PageTagging? tagging) =>
        (_page, _paths, _tagging) = (page, withPaths ? new DrawnPaths(page.DisplayBox) : null, tagging);

    public LineHeights Heights { get; } = new();

    /// <summary>Boxes of the raster images, cut at the page's edges and by clips; specks are left out.</summary>
    public IReadOnlyList<Box> Images => field ??= _images.Boxes;

    /// <summary>Areas filled with a pattern, which may be a picture in tiles.</summary>
    public IReadOnlyList<Box> Patterns => _paths?.Patterns ?? [];

    /// <summary>Where shapes stand that may be letters.</summary>
    public IReadOnlyList<Box> LetterAreas => _paths?.Letters.Areas() ?? [];

    /// <summary>Where a few shapes stand side by side that may be the letters of a line.</summary>
    public IReadOnlyList<Box> LetterRows => _paths?.Rows.Find() ?? [];

    /// <summary>Whether there is text, be it of letters that are told as spaces or not at all.</summary>
    public bool HasText { get; private set; }

    /// <summary>Pictures that were drawn after text that stands where they lie.</summary>
    public IReadOnlyList<Box> PicturesOverText => _overText;

    /// <summary>Small filled shapes.</summary>
    public IReadOnlyList<Box> Blobs => _paths?.Blobs ?? [];

    /// <param name="tagging">Is told what the marks of each object say; null for nobody.</param>
    public static PageDrawing Read(PdfPage page, bool withPaths, PageTagging? tagging = null)
    {
        var drawing = new PageDrawing(page, withPaths, tagging);
        var count = PdfiumObject.CountOnPage(page.Handle);
        for (var index = 0; index < count; index++)
        {
            drawing.Add(PdfiumObject.OnPage(page.Handle, index), Matrix3x2.Identity, page.DisplayBox, 0, null);
        }

        return drawing;
    }

    /// <summary>What is drawn as something else and is a picture; before the images are asked for.</summary>
    public void AddPicture(Box box) => _images.Add(box);

    public IReadOnlyList<Box> Lines() => _paths?.Lines() ?? [];

    /// <param name="around">From the space the object stands in to the page's.</param>
    /// <param name="visible">What clips around the object leave of the page, as displayed.</param>
    /// <param name="marks">What the marks of the form say that the object stands in; null on the page itself.</param>
    private void Add(nint item, in Matrix3x2 around, Box visible, int depth, int? marks)
    {
        if (++_objects > MaxObjects || item == 0)
        {
            return;
        }

        var type = PdfiumObject.Type(item);
        var mark = _tagging?.MarkOf(item, marks) ?? ContentMarks.None;
        if (mark >= 0 && type != PdfiumObject.Form)
        {
            _tagging!.AddDrawn(item, mark, around * _page.ToDisplay, visible);
        }

        switch (type)
        {
            case PdfiumObject.Text:
                HasText = true;
                if (_paths is not null && _texts.Count < MaxTexts
                    && PdfiumObject.RenderMode(item) != PdfiumText.RenderInvisible)
                {
                    _texts.Add((item, around * _page.ToDisplay, null));
                }

                if (Heights.Add(item, around) is { } place && mark != ContentMarks.None)
                {
                    _tagging!.AddText(place, mark);
                }

                break;
            case PdfiumObject.Path:
                _paths?.Add(item, around * _page.ToDisplay, visible);
                break;
            case PdfiumObject.Shading:
                _paths?.AddSeenThrough(item, around * _page.ToDisplay, visible);
                break;
            case PdfiumObject.Image:
                AddImage(item, around * _page.ToDisplay, visible);
                break;
            case PdfiumObject.Form when depth < MaxDepth:
                AddForm(item, around, visible, depth, mark);
                break;
        }
    }

    private void AddForm(nint form, in Matrix3x2 around, Box visible, int depth, int mark)
    {
        var inner = PdfiumObject.Matrix(form, out var own) != 0 ? ToMatrix(own) * around : around;
        var clipped = ClipBox.Of(form, around * _page.ToDisplay, visible);
        var count = PdfiumObject.CountInForm(form);
        for (var index = 0; index < count; index++)
        {
            Add(PdfiumObject.InForm(form, (uint)index), inner, clipped, depth + 1, mark);
        }
    }

    private void AddImage(nint image, in Matrix3x2 toDisplay, Box visible)
    {
        if (PdfiumObject.Bounds(image, out var left, out var bottom, out var right, out var top) != 0)
        {
            var box = ClipBox.Intersect(
                ClipBox.Transform(left, bottom, right, top, toDisplay), ClipBox.Of(image, toDisplay, visible));
            _images.Add(box);
            if (box.Width > 0 && box.Height > 0 && box.Area >= LeastCover * _page.DisplayBox.Area && LiesOverText(box))
            {
                _overText.Add(box);
            }
        }
    }

    private bool LiesOverText(Box image)
    {
        for (var index = 0; index < _texts.Count; index++)
        {
            var (item, toDisplay, known) = _texts[index];
            var box = known ?? (PdfiumObject.Bounds(item, out var left, out var bottom, out var right, out var top) != 0
                ? ClipBox.Transform(left, bottom, right, top, toDisplay) : default);
            _texts[index] = (item, toDisplay, box);
            if (image.HoldsCenterOf(box))
            {
                return true;
            }
        }

        return false;
    }

    private static Matrix3x2 ToMatrix(PdfiumMatrix matrix) => new(matrix.A, matrix.B, matrix.C, matrix.D, matrix.E, matrix.F);
}
