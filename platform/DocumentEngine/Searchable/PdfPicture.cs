using System.Buffers.Binary;
using System.Globalization;
using DaprProcessing.DocumentEngine.Images;
using DaprProcessing.DocumentEngine.Rendering;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>A picture as an object of a PDF: the bytes of a JPEG that lies upright, else its pixels as they are.</summary>
internal static class PdfPicture
{
    public static int Add(PdfObjects objects, ImageDocument image, int pageNo, string temporary)
    {
        var header = image.HeaderOf(pageNo);
        image.CheckPixels(pageNo);
        if (header is { Orientation: 1, Tiff: null } && JpegSegments.ComponentsOf(image.Path) is (1 or 3) and var components)
        {
            using var jpeg = File.OpenRead(image.Path);
            return objects.AddStream(
                Entries(header.WidthPx, header.HeightPx, components == 1, "/Filter /DCTDecode"), jpeg, jpeg.Length);
        }

        try
        {
            using (var raster = image.Render(pageNo, header.Dpi, grayscale: false))
            {
                PngFile.Write(raster, pageNo, temporary);
            }

            return AddPng(objects, temporary);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The data of a PNG are what PDF's filter of that name takes, rows with their predictors and all.</summary>
    private static int AddPng(PdfObjects objects, string path)
    {
        using var data = new PngData(path);
        var isGray = data.Header[9] == 0;
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(data.Header), BinaryPrimitives.ReadInt32BigEndian(
            data.Header[4..]));
        var filter = string.Create(
            CultureInfo.InvariantCulture,
            $"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors {(isGray ? 1 : 3)} /BitsPerComponent 8 "
            + $"/Columns {width} >>");
        return objects.AddStream(Entries(width, height, isGray, filter), data, data.Length);
    }

    private static string Entries(int width, int height, bool isGray, string filter) => string.Create(
        CultureInfo.InvariantCulture,
        $"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8 "
        + $"/ColorSpace /{(isGray ? "DeviceGray" : "DeviceRGB")} {filter}");
}
