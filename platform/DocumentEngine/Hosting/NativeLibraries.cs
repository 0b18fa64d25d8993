using System.Runtime.InteropServices;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Native.Pdfium;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Hosting;

/// <summary>What has to be installed, and how it is where it is not.</summary>
internal static class NativeLibraries
{
    private static readonly (string Library, string Package)[] Needed =
    [
        ("libtesseract.so.5", "tesseract-ocr tesseract-ocr-eng tesseract-ocr-osd"),
        ("liblept.so.5", "liblept5"),
        ("libtiff.so.6", "libtiff6"),
    ];

    public static EngineReply Check()
    {
        if (PdfiumLibrary.Problem() is { } problem)
        {
            return new EngineReply { Failure = new Failure(FailureCodes.Internal, problem) };
        }

        var missing = Needed.Where(needed => !NativeLibrary.TryLoad(needed.Library, out _)).ToArray();
        if (missing.Length == 0)
        {
            return new EngineReply();
        }

        var libraries = string.Join(", ", missing.Select(one => one.Library));
        var packages = string.Join(' ', missing.Select(one => one.Package));
        return new EngineReply
        {
            Failure = new Failure(
                FailureCodes.Internal,
                $"Native libraries are missing: {libraries}. "
                    + $"Install them: apt-get install -y --no-install-recommends {packages}"),
        };
    }
}
