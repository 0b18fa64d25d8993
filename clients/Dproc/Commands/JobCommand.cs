using System.CommandLine;
using DaprProcessing.Client;
using DaprProcessing.Dproc.Output;

namespace DaprProcessing.Dproc.Commands;

/// <summary>A verb that does the same with each job it is given; one that is refused keeps it from none of the others.</summary>
internal abstract class JobCommand(string name, string description) : ICommand
{
    private readonly Argument<string[]> _jobs = new("jobs") { Description = "Ids of jobs.", Arity = ArgumentArity.OneOrMore };

    public Command Describe() => new(name, description) { _jobs };

    public async Task<int> RunAsync(
        ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
    {
        var exitCode = ExitCodes.Done;
        foreach (var id in parsed.GetValue(_jobs)!)
        {
            exitCode = Math.Max(exitCode, await OneAsync(id, service, printer, cancellationToken));
        }

        return exitCode;
    }

    // A platform that is away has no answer for the others either.
    private async Task<int> OneAsync(string id, DocumentService service, Printer printer, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(id, service, printer, cancellationToken);
        }
        catch (DocumentProcessingException refused) when (!refused.Retryable)
        {
            return await printer.RefuseAsync(refused);
        }
    }

    protected abstract Task<int> RunAsync(
        string id, DocumentService service, Printer printer, CancellationToken cancellationToken);
}
