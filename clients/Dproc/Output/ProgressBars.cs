using Spectre.Console;

namespace DaprProcessing.Dproc.Output;

/// <summary>A bar for each document, on a terminal.</summary>
internal static class ProgressBars
{
    /// <summary>False where the output goes to a file or a program.</summary>
    public static bool CanBeShown => !Console.IsOutputRedirected;

    /// <param name="work">Gets a way to a bar for a document, or to none.</param>
    public static Task RunAsync(bool shown, Func<Func<string, DocumentBar?>, Task> work) => !shown
        ? work(_ => null)
        : AnsiConsole.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => work(name => new DocumentBar(context.AddTask(Markup.Escape(name), maxValue: 1))));
}
