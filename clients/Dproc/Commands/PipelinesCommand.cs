using System.CommandLine;
using DaprProcessing.Client;
using DaprProcessing.Dproc.Output;

namespace DaprProcessing.Dproc.Commands;

/// <summary><c>pipelines</c>: what a document can run through.</summary>
internal sealed class PipelinesCommand : ICommand
{
    public Command Describe() => new("pipelines", "Print what a document can run through.");

    public async Task<int> RunAsync(
        ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
    {
        foreach (var pipeline in await service.ListPipelinesAsync(cancellationToken))
        {
            await printer.WriteAsync(
                pipeline, _ => $"{pipeline.Name,-14}  {pipeline.Description}  ({string.Join(", ", pipeline.Accepts)})");
        }

        return ExitCodes.Done;
    }
}
