using System.Collections.Concurrent;
using System.CommandLine;
using DaprProcessing.Client;
using DaprProcessing.Dproc.Output;

namespace DaprProcessing.Dproc.Commands;

/// <summary><c>submit</c>: documents in, and by default their jobs to the end.</summary>
internal sealed class SubmitCommand : ICommand
{
    private const int AtOnce = 4;

    private readonly Argument<string[]> _files = new("files")
    {
        Description = "Files, folders with all below them, patterns such as 'in/**/*.pdf', or - for the standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _pipeline =
        new("--pipeline", "-p") { Description = "What they run through; see dproc pipelines." };

    private readonly Option<string[]> _options = new("--option", "-o")
    {
        Description = "An option of the job, name=value; the value may be JSON: -o dpi=72 -o languages='[\"eng\"]'.",
    };

    private readonly Option<string?> _out =
        new("--out") { Description = "Write what comes out into this folder, one folder for each job." };

    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Print the jobs and leave them to the platform." };

    private readonly Option<bool> _direct = new("--direct")
    {
        Description = "Put large documents straight into the platform's store, where it lets callers.",
    };

    public Command Describe() => new("submit", "Submit documents, wait for them, and print their jobs.")
    {
        _files, _pipeline, _options, _out, _noWait, _direct,
    };

    public void Configure(ParseResult parsed, DocumentServiceOptions options) =>
        options.DirectUploads = parsed.GetValue(_direct);

    public async Task<int> RunAsync(
        ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
    {
        var documents = DocumentList.Expand(parsed.GetValue(_files)!);
        var options = new SubmitOptions
        {
            Pipeline = parsed.GetValue(_pipeline),
            Options = JobOptions.Parse(parsed.GetValue(_options) ?? []),
        };
        var exitCodes = new ConcurrentBag<int>();
        using var lines = new Lines();
        var hasBars = ProgressBars.CanBeShown && !printer.IsJson && !parsed.GetValue(_noWait);
        await ProgressBars.RunAsync(hasBars, bars => Parallel.ForEachAsync(
            documents,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (document, token) => exitCodes.Add(await OneAsync(document, bars(document.FileName ?? "-"), token))));
        await lines.FlushAsync();
        // The graver the higher: where the platform is away, the same may work later.
        return exitCodes.Max();

        async Task<int> OneAsync(DocumentSource document, DocumentBar? bar, CancellationToken token)
        {
            try
            {
                var job = await service.SubmitAsync(document, options, bar, token);
                if (!parsed.GetValue(_noWait))
                {
                    job = await service.WaitAsync(job.Id, bar, token);
                }

                if (job.HasResult && parsed.GetValue(_out) is { } folder)
                {
                    await service.SaveArtifactsAsync(job.Id, Path.Combine(folder, job.Id), token);
                }

                await lines.AddAsync(!hasBars, () => printer.WriteAsync(job));
                return job is { HasEnded: true, HasResult: false } ? ExitCodes.Failed : ExitCodes.Done;
            }
            catch (DocumentProcessingException refused)
            {
                await SayAsync(document, refused.Problem);
                return refused.Retryable ? ExitCodes.Unavailable : ExitCodes.Failed;
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                await SayAsync(document, new Problem(CommandLine.FileError, "policy", unreadable.Message, Retryable: false));
                return ExitCodes.Failed;
            }
        }

        // The other documents are still worth having.
        Task SayAsync(DocumentSource document, Problem problem) => lines.AddAsync(!hasBars, () => printer.WriteAsync(
            new { fileName = document.FileName, error = problem },
            _ => $"{document.FileName}: {Printer.Line(problem)}"));
    }

    /// <summary>One line at a time; while bars are drawn none at all, because both would write to the same place.</summary>
    private sealed class Lines : IDisposable
    {
        private readonly SemaphoreSlim _one = new(1);
        private readonly Queue<Func<Task>> _waiting = new();

        public async Task AddAsync(bool atOnce, Func<Task> print)
        {
            await _one.WaitAsync(CancellationToken.None);
            try
            {
                _waiting.Enqueue(print);
                while (atOnce && _waiting.TryDequeue(out var next))
                {
                    await next();
                }
            }
            finally
            {
                _one.Release();
            }
        }

        public Task FlushAsync() => AddAsync(atOnce: true, () => Task.CompletedTask);

        public void Dispose() => _one.Dispose();
    }
}
