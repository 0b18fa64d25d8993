using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Engines.Tools;

namespace DaprProcessing.Engines.Office;

/// <summary>The LibreOffice of this machine, as far as there is one.</summary>
/// <param name="Path">What is started; null where it is not installed.</param>
internal sealed record OfficeProgram(string? Path)
{
    /// <summary>
    /// The program itself beside the launcher that is on the PATH, which shows a picture and keeps its files in /tmp.
    /// </summary>
    private const string Itself = "soffice.bin";

    private static readonly string[] Names = ["soffice", "libreoffice"];

    private static readonly string[] Places =
        ["/usr/lib/libreoffice/program/soffice", "/usr/lib64/libreoffice/program/soffice"];

    private bool IsLibreOffice => Path is not null && System.IO.Path.GetFileName(Path) == Itself;

    /// <summary>The folder it was installed to, which it has to read.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(IsLibreOffice ? System.IO.Path.GetDirectoryName(Path) : Path)!;

    /// <param name="named">By the operator; empty for a look around.</param>
    public static OfficeProgram Find(string named)
    {
        var found = named.Length > 0 ? ToolRunner.Find(named)
            : Names.Concat(Places).Concat(Upstream()).Select(ToolRunner.Find).FirstOrDefault(path => path is not null);
        if (found is null)
        {
            return new OfficeProgram((string?)null);
        }

        var real = File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName ?? found;
        var itself = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(real)!, Itself);
        return new OfficeProgram(File.Exists(itself) ? itself : real);
    }

    /// <summary>Why it cannot lay out such files, with what to install; null where it can.</summary>
    public string? Trouble(string mediaType)
    {
        var isThere = Path is not null && (!IsLibreOffice || File.Exists(
            System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, OfficeFormat.Find(mediaType)!.Library)));
        return isThere ? null : $"not installed (Debian: apt-get install {OfficePages.ProgramOf(mediaType)}-nogui)";
    }

    /// <summary>Where LibreOffice's own packages put it, a folder for each version.</summary>
    private static IEnumerable<string> Upstream() => !Directory.Exists("/opt") ? []
        : Directory.EnumerateDirectories("/opt", "libreoffice*").OrderDescending(StringComparer.Ordinal)
            .Select(folder => System.IO.Path.Combine(folder, "program/soffice"));
}
