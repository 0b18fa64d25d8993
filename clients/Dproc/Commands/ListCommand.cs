using System.CommandLine;
using DaprProcessing.Client;
using DaprProcessing.Dproc.Output;

namespace DaprProcessing.Dproc.Commands;

/// <summary><c>list</c>: jobs, newest first.</summary>
internal sealed class ListCommand : ICommand
{
    private readonly Option<string?> _status = new("--status") { Description = "Only jobs in this state." };

    private readonly Option<string?> _pipeline = new("--pipeline", "-p") { Description = "Only jobs of this pipeline." };

    private readonly Option<int> _limit =
        new("--limit", "-n") { Description = "At most so many.", DefaultValueFactory = _ => 50 };

    public ListCommand() => _status.AcceptOnlyFromAmong([.. Enum.GetValues<JobStatus>().Select(Printer.Name)]);

    public Command Describe() => new("list", "Print jobs, newest first.") { _status, _pipeline, _limit };

    public async Task<int> RunAsync(
        ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
    {
        var left = parsed.GetValue(_limit);
        var query = new JobQuery
        {
            Status = parsed.GetValue(_status) is { } name
                ? Enum.GetValues<JobStatus>().Single(status => Printer.Name(status) == name) : null,
            Pipeline = parsed.GetValue(_pipeline),
            PageSize = Math.Clamp(left, 1, 500),
        };
        await foreach (var job in service.ListJobsAsync(query, cancellationToken))
        {
            if (left-- <= 0)
            {
                break;
            }

            await printer.WriteAsync(job);
        }

        return ExitCodes.Done;
    }
}
