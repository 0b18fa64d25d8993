using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Rendering;

/// <summary>Writes a raster to a file that is there whole or not at all.</summary>
internal static class PngFile
{
    public static PageImage Write(Raster raster, int pageNo, string path)
    {
        var partial = path + ".part";
        try
        {
            using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                PngEncoder.Encode(raster, file);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }

        return new PageImage(pageNo, raster.WidthPx, raster.HeightPx, Math.Round(raster.Dpi, 3), new FileInfo(path).Length);
    }
}
