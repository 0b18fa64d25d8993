using System.CommandLine;
using DaprProcessing.Client;
using DaprProcessing.Dproc.Output;

namespace DaprProcessing.Dproc.Commands;

/// <summary><c>get</c>: one artifact to the standard output, or all of them into a folder.</summary>
internal sealed class GetCommand : ICommand
{
    private readonly Argument<string> _job = new("job") { Description = "The job's id." };

    private readonly Argument<string?> _artifact = new("artifact")
    {
        Description = "For example document.md; left out, all are written into the folder of --out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _out =
        new("--out") { Description = "The folder, or with an artifact the file. Default: a folder named as the job." };

    public Command Describe() => new("get", "Fetch what a job has made.") { _job, _artifact, _out };

    public async Task<int> RunAsync(
        ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
    {
        var (job, to) = (parsed.GetValue(_job)!, parsed.GetValue(_out));
        if (parsed.GetValue(_artifact) is not { } name)
        {
            var result = await service.SaveArtifactsAsync(job, to ?? job, cancellationToken);
            await printer.WriteAsync(
                new { folder = to ?? job, artifacts = result.Artifacts.Count }, _ =>
                    $"{result.Artifacts.Count} artifacts in {to ?? job}/");
            return ExitCodes.Done;
        }

        await using var from = await service.OpenArtifactAsync(job, name, cancellationToken);
        await using var target = to is null ? Console.OpenStandardOutput() : File.Create(to);
        await from.CopyToAsync(target, cancellationToken);
        return ExitCodes.Done;
    }
}
