using System.Runtime.CompilerServices;
using DaprProcessing.Bench.Measuring;
using DaprProcessing.Client;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.Bench.Rows;

/// <summary>One tenant's single jobs beside a thousand that another has queued.</summary>
internal sealed class FairnessBench : IBench
{
    private const string AdminKey = "bench-administrator-0123456789abcdef";
    private const int Submitters = 8;

    private int _number;

    public string Name => "fairness";

    public async IAsyncEnumerable<Row> RunAsync(
        Settings settings, Documents documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartBuiltAsync(
            settings.Build, data.File("data"), "one", ("Tenants__AdminKey", AdminKey));
        var endpoint = platform.Http.BaseAddress!;
        using var administrator = Client(endpoint, AdminKey);
        using var small = await TenantAsync(administrator, endpoint, "small");
        using var large = await TenantAsync(administrator, endpoint, "large");
        var (queued, measured) = (settings.Rounds(1000), settings.Rounds(60));
        for (var warm = 0; warm < settings.Rounds(20); warm++)
        {
            await RunOneAsync(small, cancellationToken);
        }

        var alone = await SeveralAsync(small, measured, cancellationToken);
        yield return Row.Cost("a tenant's one-page job, unloaded, p95", "ms", [P95(alone)]);

        var ids = new List<string>();
        await Parallel.ForAsync(
            0, queued, new ParallelOptions { MaxDegreeOfParallelism = Submitters, CancellationToken = cancellationToken },
            async (_, cancellation) =>
            {
                var id = await SubmitAsync(large, cancellation);
                lock (ids)
                {
                    ids.Add(id);
                }
            });
        var beside = await SeveralAsync(small, measured, cancellationToken);
        var left = 0;
        await foreach (var job in large.ListJobsAsync(cancellationToken: cancellationToken))
        {
            left += job.HasEnded ? 0 : 1;
        }

        yield return Row.Cost(
            $"  beside {queued} queued jobs of another's, p95", "ms", [P95(beside)],
            $"{P95(beside).Value / P95(alone).Value:0.0} times unloaded; {left} of {queued} were still open at the end");
        foreach (var id in ids)
        {
            await large.WaitAsync(id, cancellationToken: cancellationToken);
        }
    }

    private async Task<IReadOnlyList<TimeSpan>> SeveralAsync(
        DocumentService tenant, int count, CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>();
        for (var job = 0; job < count; job++)
        {
            times.Add(await Timing.OnceAsync(() => RunOneAsync(tenant, cancellationToken)));
        }

        return times;
    }

    private async Task RunOneAsync(DocumentService tenant, CancellationToken cancellationToken)
    {
        var job = await tenant.WaitAsync(await SubmitAsync(tenant, cancellationToken), cancellationToken: cancellationToken);
        if (job.Status != JobStatus.Succeeded)
        {
            throw new InvalidOperationException($"The job ended otherwise: {job}");
        }
    }

    private async Task<string> SubmitAsync(DocumentService tenant, CancellationToken cancellationToken)
    {
        var document = Documents.SmallJob(Interlocked.Increment(ref _number));
        var source = DocumentSource.Bytes(document, "bench.pdf");
        return (await tenant.SubmitAsync(
            source, new SubmitOptions { Pipeline = "document" }, cancellationToken: cancellationToken)).Id;
    }

    private static async Task<DocumentService> TenantAsync(DocumentService administrator, Uri endpoint, string name)
    {
        await administrator.CreateTenantAsync(name);
        return Client(endpoint, (await administrator.CreateKeyAsync(name)).Key);
    }

    private static DocumentService Client(Uri endpoint, string key) =>
        new(new DocumentServiceOptions { Endpoint = endpoint, ApiKey = key });

    private static Figure P95(IEnumerable<TimeSpan> times) => new(Timing.Percentile(times, 0.95).TotalMilliseconds);
}
