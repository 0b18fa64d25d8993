using System.Diagnostics;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Images;

/// <summary><c>eng/images.sh</c> before it builds anything.</summary>
public sealed class ImagesScriptTests : IDisposable
{
    private readonly TempFolder _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Build_NeitherEngineNorPrograms_NamesBoth()
    {
        Copy("eng/images.sh");
        Copy("Directory.Build.props");
        // A folder of /usr may have an engine.
        foreach (var tool in (string[])["dirname", "sed"])
        {
            File.CreateSymbolicLink(_repository.File($"tools/{tool}"), $"/usr/bin/{tool}");
        }

        var start = new ProcessStartInfo("/bin/bash", [_repository.File("eng/images.sh")]) { RedirectStandardError = true };
        start.Environment["PATH"] = _repository.File("tools");
        start.Environment.Remove("ENGINE");
        start.Environment.Remove("PLATFORM");
        using var script = Process.Start(start)!;
        var said = await script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();

        Assert.Equal(1, script.ExitCode);
        Assert.Equal(
            "images: missing a container engine: docker (with buildx) or podman on the PATH\n"
            + "images: missing the programs: make publish\n", said);
    }

    private void Copy(string file) =>
        File.Copy(Path.Combine(SamplePaths.RepositoryRoot, file), _repository.File(file));
}
