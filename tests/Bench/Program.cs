using DaprProcessing.Bench;
using DaprProcessing.Bench.Measuring;
using DaprProcessing.Bench.Rows;
using DaprProcessing.TestKit;

// Every figure stands beside one of the usual tool, or of an earlier build, taken in the same run on the same machine: the ratio
// is what counts.
IBench[] all =
[
    new EngineBench(), new OcrBench(), new WorkflowBench(), new DeliveryBench(), new PlatformBench(), new ReadingBench(),
    new FirstPageBench(), new FairnessBench(), new UploadBench(), new EventStreamBench(),
];
if (Settings.Parse(args, [.. all.Select(bench => bench.Name)]) is not { } settings)
{
    return 2;
}

// The services' own lines are no part of what is measured.
Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "Warning");
using var folder = new TempFolder();
var documents = new Documents(folder, settings.Smoke);
await documents.PrepareAsync();
var table = new Table(Console.Out, settings.Base is not null);
table.Begin();
var failed = false;
foreach (var bench in all.Where(bench => settings.Names.Count == 0 || settings.Names.Contains(bench.Name)))
{
    try
    {
        await foreach (var row in bench.RunAsync(settings, documents, CancellationToken.None))
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
