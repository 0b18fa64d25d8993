using System.Diagnostics;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Documentation;

/// <summary>
/// A shell in which commands of the documentation are run as they stand there: beside the repository's files, with documents of
/// the reader's own, and with a platform at the address that they name. A request that is refused is an error.
/// </summary>
internal sealed class ReadersShell : IDisposable
{
    private const string Prelude = """
        curl() { command curl --fail-with-body -sS "$@"; }
        dproc() { command dproc "$@" | tee -a "$PWD/said"; return "${PIPESTATUS[0]}"; }
        # The programs are built; the platform that is started to stay is stopped once it is ready.
        make() {
          local run=(command make -o "$HOST" "HOST=$HOST" "OUT=$PWD/out")
          if [ "${*: -1}" != run ]; then "${run[@]}" "$@"; return; fi
          "${run[@]}" PORT=0 "DATA=$PWD/run" run >run.log 2>&1 &
          local making=$!
          until grep -q '^The platform is ready at ' run.log; do kill -0 $making || { cat run.log; return 1; }; sleep 0.2; done
          kill -TERM $(ps -o pid= --ppid $making)
          wait $making
        }
        openssl() { echo "$ADMIN_KEY"; }
        key() { sed -n 's/^\(dpk_[^ ]*\).*/\1/p' said | tail -n 1; }
        letter() { command dproc dead-letters list --json | sed -n '1s/.*"id":"\([^"]*\)".*/\1/p'; }
        a_letter() { for _ in {1..300}; do [ -z "$(letter)" ] || { letter; return; }; sleep 0.2; done; return 1; }

        """;

    /// <summary>What readers are told to type once, before anything with <c>dproc</c>.</summary>
    private static readonly string WhereDprocIs =
        File.ReadLines(Path.Combine(SamplePaths.RepositoryRoot, "clients/Dproc/README.md"))
            .Single(line => line.StartsWith("export PATH=", StringComparison.Ordinal));

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment;

    /// <param name="job">One that has ended, of a scan to be searched.</param>
    /// <param name="partly">One some of whose pages have failed.</param>
    public ReadersShell(Uri platform, string adminKey, string job, string partly, byte[] sound)
    {
        var address = platform.GetLeftPart(UriPartial.Authority);
        _environment = new()
        {
            ["HOST"] = Path.Combine(AppContext.BaseDirectory, "dapr-processing"),
            ["DPROC_ENDPOINT"] = address, ["ADDRESS"] = address,
            ["DPROC_ADMIN_KEY"] = adminKey, ["ADMIN_KEY"] = adminKey, ["ID"] = job, ["PARTLY"] = partly,
            ["Models__Folder"] = SamplePaths.Models,
        };
        foreach (var name in (string[])["Makefile", "README.md", "eng", "samples"])
        {
            File.CreateSymbolicLink(_folder.File(name), Path.Combine(SamplePaths.RepositoryRoot, name));
        }

        // A build of the tests leaves the host where `make` does, but for its configuration.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        Directory.CreateDirectory(_folder.File("artifacts/bin/Host"));
        File.CreateSymbolicLink(
            _folder.File("artifacts/bin/Host/release"), Path.Combine(own.Parent!.Parent!.FullName, "Host", own.Name));
        Directory.CreateDirectory(_folder.File("in"));
        foreach (var name in (string[])["my.pdf", "paper.pdf", "large.pdf", "report.pdf", "letter.pdf", "in/one.pdf"])
        {
            File.WriteAllBytes(_folder.File(name), TestDocuments.Numbered(2, name));
        }

        File.Copy(SamplePaths.Sample("letter-scanned.pdf"), _folder.File("scan.pdf"));
        File.WriteAllBytes(_folder.File("talk.mp3"), sound);
    }

    /// <summary>Runs a script to its end; fails the test with what it printed where a command of it fails.</summary>
    public async Task RunAsync(string script)
    {
        var line = $"exec 2>&1\n{WhereDprocIs}\n{Prelude}\n{AsTyped(script)}";
        var start = new ProcessStartInfo("/bin/bash", ["-euo", "pipefail", "-c", line])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        using var shell = Process.Start(start)!;
        var said = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.True(shell.ExitCode == 0, $"{script}\nended with {shell.ExitCode} and said:\n{said}");
    }

    public void Dispose() => _folder.Dispose();

    // What stands for something of the reader's.
    private static string AsTyped(string script) => $"{script}\n"
        .Replace("'http://localhost:8080", "\"$ADDRESS\"'", StringComparison.Ordinal)
        .Replace("http://localhost:8080", "$ADDRESS", StringComparison.Ordinal)
        .Replace("https://docs.example.com", "$ADDRESS", StringComparison.Ordinal)
        .Replace("dproc retry $ID", "dproc retry $PARTLY", StringComparison.Ordinal)
        .Replace("dpk_acme_…", "$(key)", StringComparison.Ordinal)
        .Replace("acme k3p9xw2m", "acme $(key | cut -d_ -f3)", StringComparison.Ordinal)
        .Replace(" ID ", " $(a_letter) ", StringComparison.Ordinal)
        .Replace(" ID\n", " $(a_letter)\n", StringComparison.Ordinal);
}
