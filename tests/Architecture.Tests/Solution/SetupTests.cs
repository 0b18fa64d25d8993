using System.Diagnostics;

namespace DaprProcessing.Architecture.Tests.Solution;

/// <summary><c>eng/setup.sh</c> on a machine that has no apt-get: it installs nothing, and says what it would.</summary>
public sealed class SetupTests
{
    [Theory]
    [InlineData("deu chi_sim eng_none", 1, "missing here: tesseract-ocr-deu tesseract-ocr-chi-sim tesseract-ocr-eng-none ")]
    [InlineData("deu ../../etc", 2, "'../../etc' is no language as Tesseract names them")]
    [InlineData("deu;ls", 2, "'deu;ls' is no language as Tesseract names them")]
    public void Languages_AreThePackagesOfTheDistribution(string languages, int exitCode, string said)
    {
        var programs = Directory.CreateTempSubdirectory("setup-");
        foreach (var program in (string[])["bash", "dirname"])
        {
            File.CreateSymbolicLink(Path.Combine(programs.FullName, program), $"/usr/bin/{program}");
        }

        var start = new ProcessStartInfo(
            "/bin/bash", [Path.Combine(Repository.Root, "eng", "setup.sh"), "languages", .. languages.Split(' ')])
        {
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = programs.FullName;
        using var script = Process.Start(start)!;
        var errors = script.StandardError.ReadToEnd();
        script.WaitForExit();
        programs.Delete(recursive: true);

        Assert.Contains(said, errors);
        Assert.Equal(exitCode, script.ExitCode);
    }
}
