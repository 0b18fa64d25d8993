using DaprProcessing.Client;
using Spectre.Console;

namespace DaprProcessing.Dproc.Output;

/// <summary>A bar for each document on a terminal; nothing where the output goes to a file or a program.</summary>
internal static class ProgressBars
{
    /// <param name="work">Gets a way to name a document and to be told how far it is.</param>
    public static Task RunAsync(bool shown, Func<Func<string, IProgress<JobProgress>?>, Task> work) =>
        !shown || Console.IsOutputRedirected
            ? work(_ => null)
            : AnsiConsole.Progress().AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                .StartAsync(context => work(name => new Bar(context.AddTask(Markup.Escape(name), maxValue: 1))));

    private sealed class Bar(ProgressTask task) : IProgress<JobProgress>
    {
        // The way to the platform is a tenth of it, whatever it takes: what is not known cannot be drawn to scale.
        private const double UploadShare = 0.1;

        public void Report(JobProgress value) => task.Value = value switch
        {
            { Job: not null } => UploadShare + value.Share * (1 - UploadShare),
            { Upload: { TotalBytes: > 0 } upload } => UploadShare * upload.SentBytes / upload.TotalBytes.Value,
            _ => task.Value,
        };
    }
}
