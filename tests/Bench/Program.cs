using DaprProcessing.Bench;
using DaprProcessing.Bench.Rows;
using DaprProcessing.TestKit;

// Every figure stands beside one of the usual tool, taken in the same run on the same machine: the ratio is what counts.
IBench[] all = [new EngineBench(), new WorkflowBench(), new DeliveryBench(), new PlatformBench()];
var unknown = args.Except(all.Select(bench => bench.Name)).ToArray();
if (unknown.Length > 0)
{
    await Console.Error.WriteLineAsync($"bench: unknown: {string.Join(' ', unknown)}; there are: {string.Join(' ', all.Select(bench => bench.Name))}");
    return 2;
}

using var folder = new TempFolder();
var documents = new Documents(folder);
await documents.PrepareAsync();
var table = new Table(Console.Out);
table.Begin();
var failed = false;
foreach (var bench in all.Where(bench => args.Length == 0 || args.Contains(bench.Name)))
{
    try
    {
        await foreach (var row in bench.RunAsync(documents, CancellationToken.None))
        {
            table.Add(row);
        }
    }
    catch (Exception wrong) when (wrong is not OperationCanceledException)
    {
        // The other rows are still worth having.
        failed = true;
        await Console.Error.WriteLineAsync($"bench: {bench.Name}: {wrong.Message}");
    }
}

return failed ? 1 : 0;
