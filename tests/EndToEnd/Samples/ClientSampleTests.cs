using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Samples;

/// <summary>The programs of samples/clients, each in its own language.</summary>
[Collection(PlatformCollection.Name)]
public sealed class ClientSampleTests(PlatformFixture fixture)
{
    public static TheoryData<string> Commands =>
        ["dotnet run csharp/process.cs --", "node javascript/process.mjs", "python3 python/process.py"];

    private Uri Gateway => fixture.Platform.Http.BaseAddress!;

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Process_Document_SavesMarkdownAndResult(string command)
    {
        using var folder = new TempFolder();

        var run = await ClientProgram.RunAsync(command, Gateway, SamplePaths.Sample("paper-two-column.pdf"), folder.Path);

        Assert.True(run.ExitCode == 0, $"{run.Output}{run.Errors}");
        Assert.EndsWith(" succeeded", run.Output.TrimEnd());
        var job = $"/v1/jobs/{run.Output.Split(' ')[0]}";
        Assert.Equal(await GetAsync($"{job}/artifacts/document.md"), File.ReadAllText(folder.File("document.md")));
        Assert.Equal(await GetAsync($"{job}/result"), File.ReadAllText(folder.File("result.json")));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Process_WhatIsNoDocument_SaysWhyItWasRefused(string command)
    {
        using var source = new TempFolder();
        using var folder = new TempFolder();
        var noise = source.File("noise.bin");
        await File.WriteAllBytesAsync(noise, [0, 1, 2, 3, 254, 255]);

        var run = await ClientProgram.RunAsync(command, Gateway, noise, folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("unsupported_media_type: ", run.Errors);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Process_JobThatFails_SaysWhy(string command)
    {
        using var folder = new TempFolder();

        var run = await ClientProgram.RunAsync(command, Gateway, SamplePaths.Sample("encrypted/invoice.pdf"), folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("password_required: ", run.Errors);
        Assert.EndsWith(" failed", run.Output.TrimEnd());
    }

    private Task<string> GetAsync(string path) => fixture.Platform.Http.GetStringAsync(path);
}
