using DaprProcessing.Bench.Measuring;
using DaprProcessing.Client;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.Bench.Platform;

/// <summary>A build's platform at work, on an empty data folder; both builds stand at once and are loaded in turn.</summary>
internal sealed class PlatformSide : IAsyncDisposable
{
    private readonly TempFolder _data = new();
    private readonly PlatformProcess _process;

    private PlatformSide(TempFolder data, PlatformProcess process)
    {
        (_data, _process) = (data, process);
        Jobs = new Jobs(process.Service);
        Calls = new SidecarCalls(process.ProcessId, data.File("data"));
    }

    public Jobs Jobs { get; }

    public SidecarCalls Calls { get; }

    public int ProcessId => _process.ProcessId;

    public TimeSpan StartTime => _process.StartTime;

    public static async Task<PlatformSide> StartAsync(string programFolder)
    {
        var data = new TempFolder();
        try
        {
            return new PlatformSide(data, await PlatformProcess.StartBuiltAsync(programFolder, data.File("data")));
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>What the processor time between two moments comes to.</summary>
    public async Task<(T Result, CpuTime Cpu)> WithCpuAsync<T>(Func<Task<T>> work)
    {
        var before = CpuTime.Of(ProcessId);
        var result = await work();
        return (result, CpuTime.Of(ProcessId) - before);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _data.Dispose();
    }
}

/// <summary>Jobs through the ingress, as a client has them.</summary>
internal sealed class Jobs(DocumentService service)
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    public DocumentService Service => service;

    /// <summary>Submits a document and returns when its job has succeeded.</summary>
    /// <param name="idempotencyKey">Empty for none, as a plain POST has it; null for one of its own, as the client library does
    /// it.</param>
    public async Task RunAsync(
        byte[] document, SubmitOptions options, CancellationToken cancellationToken, string? idempotencyKey = "")
    {
        var source = DocumentSource.Bytes(document, "bench.pdf");
        var wanted = options with { Wait = Wait, IdempotencyKey = idempotencyKey };
        var job = await service.SubmitAsync(source, wanted, cancellationToken: cancellationToken);
        if (!job.HasEnded)
        {
            job = await service.WaitAsync(job.Id, cancellationToken: cancellationToken);
        }

        if (job.Status != JobStatus.Succeeded)
        {
            throw new InvalidOperationException($"The job ended otherwise: {job}");
        }
    }
}
