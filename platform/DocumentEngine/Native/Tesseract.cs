using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native;

internal static unsafe partial class Tesseract
{
    private const string Library = "libtesseract.so.5";

    public const int SegmentAutomatically = 3;

    public const int LevelBlock = 0;
    public const int LevelLine = 2;
    public const int LevelWord = 3;

    public const int BlockFlowingImage = 9;
    public const int BlockPulloutImage = 11;
    public const int BlockHorizontalLine = 12;
    public const int BlockVerticalLine = 13;

    [LibraryImport(Library, EntryPoint = "TessBaseAPICreate")]
    public static partial nint Create();

    [LibraryImport(Library, EntryPoint = "TessBaseAPIDelete")]
    public static partial void Delete(nint engine);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIInit3", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Initialize(nint engine, string? dataPath, string languages);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetVariable", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetVariable(nint engine, string name, string value);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetPageSegMode")]
    public static partial void SetPageSegmentation(nint engine, int mode);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetImage2")]
    public static partial void SetImage(nint engine, nint pix);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetSourceResolution")]
    public static partial void SetResolution(nint engine, int dpi);

    /// <summary>Black and white as layout analysis will see it; worked out once per image, and the caller's to free.</summary>
    [LibraryImport(Library, EntryPoint = "TessBaseAPIGetThresholdedImage")]
    public static partial nint ThresholdedImage(nint engine);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIRecognize")]
    public static partial int Recognize(nint engine, nint monitor);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIClear")]
    public static partial void Clear(nint engine);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIDetectOrientationScript")]
    public static partial int DetectOrientation(
        nint engine, out int degrees, out float confidence, out byte* script, out float scriptConfidence);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIGetIterator")]
    public static partial nint GetIterator(nint engine);

    [LibraryImport(Library, EntryPoint = "TessResultIteratorGetPageIterator")]
    public static partial nint PageIterator(nint iterator);

    [LibraryImport(Library, EntryPoint = "TessResultIteratorDelete")]
    public static partial void DeleteIterator(nint iterator);

    [LibraryImport(Library, EntryPoint = "TessResultIteratorGetUTF8Text")]
    public static partial byte* Text(nint iterator, int level);

    /// <summary>A list that ends with null, to be freed by <see cref="DeleteTexts"/>.</summary>
    [LibraryImport(Library, EntryPoint = "TessBaseAPIGetAvailableLanguagesAsVector")]
    public static partial byte** InstalledLanguages(nint engine);

    /// <inheritdoc cref="InstalledLanguages"/>
    [LibraryImport(Library, EntryPoint = "TessBaseAPIGetLoadedLanguagesAsVector")]
    public static partial byte** LoadedLanguages(nint engine);

    [LibraryImport(Library, EntryPoint = "TessDeleteTextArray")]
    public static partial void DeleteTexts(byte** texts);

    [LibraryImport(Library, EntryPoint = "TessDeleteText")]
    public static partial void DeleteText(byte* text);

    [LibraryImport(Library, EntryPoint = "TessResultIteratorConfidence")]
    public static partial float Confidence(nint iterator, int level);

    [LibraryImport(Library, EntryPoint = "TessResultIteratorWordFontAttributes")]
    public static partial byte* FontAttributes(nint iterator, out int bold, out int italic, out int underlined, out int monospace,
        out int serif, out int smallCaps, out int pointSize, out int fontId);

    [LibraryImport(Library, EntryPoint = "TessPageIteratorBegin")]
    public static partial void Begin(nint pageIterator);

    [LibraryImport(Library, EntryPoint = "TessPageIteratorNext")]
    public static partial int Next(nint pageIterator, int level);

    [LibraryImport(Library, EntryPoint = "TessResultIteratorNext")]
    public static partial int NextResult(nint iterator, int level);

    [LibraryImport(Library, EntryPoint = "TessPageIteratorIsAtFinalElement")]
    public static partial int IsAtFinalElement(nint pageIterator, int level, int element);

    [LibraryImport(Library, EntryPoint = "TessPageIteratorBoundingBox")]
    public static partial int BoundingBox(nint pageIterator, int level, out int left, out int top, out int right, out int bottom);

    [LibraryImport(Library, EntryPoint = "TessPageIteratorBlockType")]
    public static partial int BlockType(nint pageIterator);
}
