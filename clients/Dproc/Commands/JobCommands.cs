using DaprProcessing.Client;
using DaprProcessing.Dproc.Output;

namespace DaprProcessing.Dproc.Commands;

internal sealed class StatusCommand() : JobCommand("status", "Print jobs as they are now.")
{
    protected override async Task<int> RunAsync(
        string id, DocumentService service, Printer printer, CancellationToken cancellationToken)
    {
        await printer.WriteAsync(await service.GetJobAsync(id, cancellationToken));
        return ExitCodes.Done;
    }
}

internal sealed class WatchCommand() : JobCommand("watch", "Wait for jobs, and print them at their end.")
{
    protected override async Task<int> RunAsync(
        string id, DocumentService service, Printer printer, CancellationToken cancellationToken)
    {
        Job job = null!;
        await ProgressBars.RunAsync(
            ProgressBars.CanBeShown && !printer.IsJson,
            async bars => job = await service.WaitAsync(id, bars(id), cancellationToken));
        await printer.WriteAsync(job);
        return job.HasResult ? ExitCodes.Done : ExitCodes.Failed;
    }
}

internal sealed class ResultCommand() : JobCommand("result", "Print what became of every page, and the names of the artifacts.")
{
    protected override async Task<int> RunAsync(
        string id, DocumentService service, Printer printer, CancellationToken cancellationToken)
    {
        await printer.WriteAsync(await service.GetResultAsync(id, cancellationToken), ResultText.Of);
        return ExitCodes.Done;
    }
}

internal sealed class CancelCommand() : JobCommand("cancel", "Stop jobs.")
{
    protected override async Task<int> RunAsync(
        string id, DocumentService service, Printer printer, CancellationToken cancellationToken)
    {
        await printer.WriteAsync(await service.CancelAsync(id, cancellationToken));
        return ExitCodes.Done;
    }
}

internal sealed class RetryCommand() : JobCommand(
    "retry", "Run the documents of jobs that have ended again, as new jobs that carry over the pages that were done.")
{
    protected override async Task<int> RunAsync(
        string id, DocumentService service, Printer printer, CancellationToken cancellationToken)
    {
        await printer.WriteAsync(await service.RetryAsync(id, cancellationToken: cancellationToken));
        return ExitCodes.Done;
    }
}

internal sealed class RemoveCommand() : JobCommand("rm", "Remove jobs with everything they have made.")
{
    protected override async Task<int> RunAsync(
        string id, DocumentService service, Printer printer, CancellationToken cancellationToken)
    {
        var removed = await service.DeleteAsync(id, cancellationToken);
        await printer.WriteAsync(new { id, removed }, _ => removed ? $"{id}  removed" : $"{id}  there is no such job");
        return removed ? ExitCodes.Done : ExitCodes.Failed;
    }
}
