using System.Security.Cryptography;
using System.Text.Json.Nodes;
using DaprProcessing.Client;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>What a client does with jobs, in verbs; what should not go wrong fails the test.</summary>
/// <param name="trace">What the platform knows of a job by its id, for the message of a failed test.</param>
public sealed class JobDriver(DocumentService service, Func<string, string>? trace = null)
{
    public DocumentService Service => service;

    /// <summary>
    /// Submits a document that is to be accepted, and returns the job's id. Asks again where the platform says that it will be
    /// back.
    /// </summary>
    /// <param name="options">A JSON object.</param>
    public async Task<string> SubmitAsync(
        byte[] content, string pipeline = "document", string? options = null, string fileName = "document.pdf") =>
        (await service.SubmitAsync(DocumentSource.Bytes(content, fileName), Options(pipeline, options))).Id;

    /// <summary>
    /// The job at its end; fails the test where that does not come. Asks again where the platform says that it will be back.
    /// </summary>
    public async Task<Job> EndOfAsync(string id, int waitSeconds = 300)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(waitSeconds));
        try
        {
            return await service.WaitAsync(id, cancellationToken: limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            var job = await service.GetJobAsync(id);
            Assert.Fail($"Not ended within {waitSeconds} s: {job}, {string.Join(", ", job.Stages)}\n{trace?.Invoke(id)}");
            throw;
        }
    }

    /// <summary>Waits for the job's end: it has succeeded.</summary>
    /// <param name="log">What the platform printed, for the message of a failed test.</param>
    public async Task AssertSucceededAsync(string id, Func<string> log, int waitSeconds = 300)
    {
        if (await EndOfAsync(id, waitSeconds) is { Status: not JobStatus.Succeeded } job)
        {
            // All that a platform printed is much to put together for nothing.
            Assert.Fail($"{job}\n{log()}");
        }
    }

    /// <inheritdoc cref="AssertSucceededAsync"/>
    /// <summary>Waits for the job's end: it has succeeded, and every byte is the expected one.</summary>
    /// <param name="expected">Of <see cref="HashesAsync"/>.</param>
    public async Task AssertSameAsync(
        string id, SortedDictionary<string, string> expected, Func<string> log, int waitSeconds = 300)
    {
        await AssertSucceededAsync(id, log, waitSeconds);
        Assert.Equal(expected, await HashesAsync(id));
    }

    public async Task<Job> ProcessAsync(
        byte[] content, string pipeline = "document", string? options = null, string fileName = "document.pdf") =>
        await EndOfAsync(await SubmitAsync(content, pipeline, options, fileName));

    public Task<JobResult> ResultOfAsync(string id) => service.GetResultAsync(id);

    public Task<byte[]> ArtifactAsync(string id, string name) => service.ReadBytesAsync(id, name);

    public Task<string> TextAsync(string id, string name) => service.ReadTextAsync(id, name);

    /// <summary>All jobs of a query, newest first.</summary>
    public async Task<IReadOnlyList<Job>> ListAsync(JobQuery? query = null)
    {
        var jobs = new List<Job>();
        await foreach (var job in service.ListJobsAsync(query))
        {
            jobs.Add(job);
        }

        return jobs;
    }

    /// <summary>Name → hash of the result and every artifact.</summary>
    public async Task<SortedDictionary<string, string>> HashesAsync(string id)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var folder = Directory.CreateTempSubdirectory("dpt-").FullName;
        await service.SaveArtifactsAsync(id, folder);
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            hashes[Path.GetRelativePath(folder, file)] = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file)));
        }

        Directory.Delete(folder, recursive: true);
        return hashes;
    }

    private static SubmitOptions Options(string pipeline, string? options) =>
        new() { Pipeline = pipeline, Options = options is null ? null : JsonNode.Parse(options)!.AsObject() };
}
