namespace DaprProcessing.DocumentEngine.Recognition;

/// <summary>How gray becomes black or white before layout analysis; the values are tesseract's.</summary>
internal enum Thresholding
{
    /// <summary>One threshold for the whole page (Otsu): quick, and right for flat light.</summary>
    Global = 0,

    /// <summary>From each pixel's surroundings (Sauvola): for pages with shadows on them.</summary>
    Local = 2,
}
