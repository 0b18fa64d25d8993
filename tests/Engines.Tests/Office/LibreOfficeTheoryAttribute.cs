using DaprProcessing.Engines.Tools;

namespace DaprProcessing.Engines.Tests.Office;

/// <summary>A test that needs LibreOffice, which no set-up of ours installs; skipped where it is not.</summary>
public sealed class LibreOfficeTheoryAttribute : TheoryAttribute
{
    public LibreOfficeTheoryAttribute() => Skip = ToolRunner.IsInstalled("soffice") ? null
        : "LibreOffice is not installed here: `eng/setup.sh office` does so.";
}
