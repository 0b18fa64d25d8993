namespace DaprProcessing.TestKit;

/// <summary>
/// A program that is called as <c>soffice</c> is and behaves as it does: well, badly, or not at all. Each run adds a line to
/// <c>runs</c> in its output folder.
/// </summary>
public static class FakeOfficeSuite
{
    /// <summary>Whatever the file, its pages are those of the PDF beside the program.</summary>
    public const string Well = "cp \"$here/pages.pdf\" \"$out/document.pdf\"";

    /// <param name="folder">Where the program is put.</param>
    /// <param name="behaviour">Lines of sh; <c>$out</c> is the output folder, <c>$run</c> counts from 1.</param>
    /// <returns>Its path.</returns>
    public static string Write(string folder, byte[] pages, string behaviour = Well)
    {
        File.WriteAllBytes(Path.Combine(folder, "pages.pdf"), pages);
        var program = Path.Combine(folder, "soffice");
        File.WriteAllText(
            program,
            $"""
            #!/bin/sh
            here=$(dirname "$0")
            while [ $# -gt 0 ]; do
              [ "$1" != --outdir ] || out=$2
              shift
            done
            mkdir -p "$out"
            echo $$ >>"$out/runs"
            run=$(wc -l <"$out/runs")
            {behaviour}

            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return program;
    }
}
