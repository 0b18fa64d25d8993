using System.Reflection;
using DaprProcessing.Client.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Client.Tests;

/// <summary>Calls for code that cannot wait otherwise.</summary>
public sealed class BlockingTests
{
    [Theory]
    [InlineData(typeof(DocumentService))]
    [InlineData(typeof(ProcessedDocument))]
    public void Calls_ThatAreWaitedFor_HaveTwinsThatBlock(Type type)
    {
        var calls = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(call => call.Name.EndsWith("Async", StringComparison.Ordinal))
            .Select(call => $"{call.Name[..^5]}({Types(call.GetParameters())})").ToList();
        var twins = type.Assembly.GetExportedTypes().SelectMany(known => known.GetMethods())
            .Where(twin => twin.IsStatic && twin.GetParameters().FirstOrDefault()?.ParameterType == type)
            .Select(twin => $"{twin.Name}({Types(twin.GetParameters()[1..])})");

        Assert.NotEmpty(calls);
        Assert.Empty(calls.Except(twins));
    }

    [Fact]
    public async Task Process_FileAndStream_ComesToTheSame()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(200, Wire.Job("succeeded")).Then(200, Wire.Result)
            .Then(200, Wire.Job("succeeded")).Then(200, Wire.Result).Then(200, "# One", "text/markdown").Connect();
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("a.pdf"), "%PDF-1.");
        await using var stream = File.OpenRead(folder.File("a.pdf"));

        Assert.Equal("j1", service.ProcessDocument(folder.File("a.pdf")).Job.Id);
        var document = service.ProcessDocument(DocumentSource.Stream(stream, "b.pdf"));

        Assert.Equal("# One", document.ReadMarkdown());
    }

    [Fact]
    public async Task List_IsFetchedAsItIsRead()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(200, $$"""{"jobs":[{{Wire.Job("queued", "j2")}}],"nextCursor":"c"}""")
            .Then(200, $$"""{"jobs":[{{Wire.Job("queued")}}]}""").Connect();

        using var jobs = service.ListJobs().GetEnumerator();

        Assert.Empty(platform.Requests);
        Assert.True(jobs.MoveNext());
        Assert.Single(platform.Requests);
        Assert.True(jobs.MoveNext());
        Assert.Equal("j1", jobs.Current.Id);
        Assert.False(jobs.MoveNext());
    }

    [Fact]
    public async Task Call_ThatIsRefused_ThrowsWhatTheOtherThrows()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.ThenProblem(404, """{"code":"job_not_found","detail":"No.","retryable":false}""").Connect();

        Assert.Equal("job_not_found", Assert.Throws<DocumentProcessingException>(() => service.GetJob("j1")).Code);
    }

    private static string Types(IEnumerable<ParameterInfo> parameters) =>
        string.Join(", ", parameters.Select(parameter => parameter.ParameterType));
}
